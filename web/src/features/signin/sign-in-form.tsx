import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { send } from "../../api/client";
import type { Me } from "../../api/types";
import { keys } from "../../data/query-keys";
import { useT } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Form } from "../../ui/form";
import { PasswordField, TextField } from "../../ui/text-field";

type Props = { login?: string; onSignedIn?: () => void };

// SignInForm opens a session. With a login given it asks that person's password
// only, to go on where the session had ended.
export default function SignInForm({ login: known, onSignedIn }: Props) {
	const t = useT();
	const queries = useQueryClient();
	const [login, setLogin] = useState(known ?? "");
	const [password, setPassword] = useState("");
	const signIn = useMutation({
		mutationFn: () => send<Me>("POST", "/session", { body: { login: login.trim(), password }, quiet: true }),
		onSuccess: (me) => {
			queries.setQueryData(keys.me, me);
			onSignedIn?.();
		},
	});
	return (
		<Form onSubmit={() => login && password && signIn.mutate()} error={signIn.error} label={t("signin.title")}>
			<TextField
				label={t("signin.login")}
				value={login}
				onChange={setLogin}
				isReadOnly={!!known}
				autoFocus={!known}
				autoComplete="username"
				name="login"
				required
			/>
			<PasswordField
				label={t("signin.password")}
				value={password}
				onChange={setPassword}
				autoFocus={!!known}
				autoComplete="current-password"
				name="password"
				required
			/>
			<Button type="submit" kind="primary" wide isPending={signIn.isPending}>
				{t("signin.action")}
			</Button>
		</Form>
	);
}
