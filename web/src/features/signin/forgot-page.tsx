import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { send } from "../../api/client";
import { useT } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import { Button } from "../../ui/button";
import { Form } from "../../ui/form";
import { TextLink } from "../../ui/link";
import { TextField } from "../../ui/text-field";
import { GateFrame } from "./gate-frame";
import own from "./sign-in.module.css";

// ForgotPage asks for a reset link. It says the same whether the login exists or
// not.
export default function ForgotPage() {
	const t = useT();
	const [login, setLogin] = useState("");
	const ask = useMutation({
		mutationFn: () => send<{ mail: boolean }>("POST", "/password/forgot", { body: { login }, quiet: true }),
	});
	return (
		<GateFrame title={t("forgot.title")} lead={ask.isSuccess ? undefined : t("forgot.lead")}>
			{ask.isSuccess ? (
				<div style={{ marginBlockStart: "1rem" }}>
					<Banner tone={ask.data.mail ? "good" : "warn"}>{t(ask.data.mail ? "forgot.sent" : "forgot.noMail")}</Banner>
				</div>
			) : (
				<Form onSubmit={() => login && ask.mutate()} error={ask.error} label={t("forgot.title")}>
					<TextField
						label={t("forgot.login")}
						value={login}
						onChange={setLogin}
						autoComplete="username"
						autoFocus
						required
					/>
					<Button type="submit" kind="primary" wide isPending={ask.isPending}>
						{t("forgot.action")}
					</Button>
				</Form>
			)}
			<p className={own.below}>
				<TextLink href="/">{t("forgot.back")}</TextLink>
			</p>
		</GateFrame>
	);
}
