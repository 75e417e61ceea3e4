import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { send } from "../../api/client";
import { Problem } from "../../api/problem";
import type { Me } from "../../api/types";
import { keys } from "../../data/query-keys";
import { useT } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Form, fieldErrors } from "../../ui/form";
import { PasswordField, TextField } from "../../ui/text-field";

type Props = { login?: string; onSignedIn?: () => void };

// SignInForm opens a session. With a login given it asks that person's password
// only, to go on where the session had ended. Whoever has a second factor is
// asked for its code next.
export default function SignInForm({ login: known, onSignedIn }: Props) {
	const t = useT();
	const queries = useQueryClient();
	const [login, setLogin] = useState(known ?? "");
	const [password, setPassword] = useState("");
	const [code, setCode] = useState("");
	const [asked, setAsked] = useState(false);
	const signIn = useMutation({
		mutationFn: () =>
			send<Me>("POST", "/session", {
				body: { login: login.trim(), password, ...(asked && { code: code.trim() }) },
				quiet: true,
			}),
		onSuccess: (me) => {
			queries.setQueryData(keys.me, me);
			onSignedIn?.();
		},
		onError: (error) => {
			if (asksCode(error)) setAsked(true);
			setCode("");
		},
	});
	if (asked) {
		const first = asksCode(signIn.error);
		const wrong = first ? undefined : fieldErrors(signIn.error).code;
		return (
			<Form
				onSubmit={() => code && signIn.mutate()}
				error={first || wrong ? null : signIn.error}
				label={t("factor.signIn")}
			>
				<TextField
					label={t("factor.codeOf")}
					help={t("factor.codeHelp")}
					error={wrong}
					value={code}
					onChange={setCode}
					autoComplete="one-time-code"
					name="code"
					autoFocus
					required
				/>
				<Button type="submit" kind="primary" wide isPending={signIn.isPending}>
					{t("signin.action")}
				</Button>
				<Button
					kind="quiet"
					wide
					onPress={() => {
						setAsked(false);
						signIn.reset();
					}}
				>
					{t("factor.back")}
				</Button>
			</Form>
		);
	}
	return (
		<Form
			onSubmit={() => login && password && signIn.mutate()}
			error={asksCode(signIn.error) ? null : signIn.error}
			label={t("signin.title")}
		>
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

// asksCode tells whether the password was right and the code is missing.
export function asksCode(error: unknown): boolean {
	return error instanceof Problem && error.status === 401 && "code" in error.fields();
}
