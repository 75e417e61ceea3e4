import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { send } from "../../api/client";
import { useT } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import { Button } from "../../ui/button";
import { Form, fieldErrors } from "../../ui/form";
import { TextLink } from "../../ui/link";
import { PasswordField } from "../../ui/text-field";
import { useSearch } from "../../url/use-search";
import { GateFrame } from "./gate-frame";
import own from "./sign-in.module.css";

// ResetPage sets a new password with the token of a reset or invitation link.
export default function ResetPage() {
	const t = useT();
	const { token = "" } = useSearch();
	const [password, setPassword] = useState("");
	const reset = useMutation({
		mutationFn: () => send("POST", "/password/reset", { body: { token, password }, quiet: true }),
	});
	const done = reset.isSuccess;
	return (
		<GateFrame title={t("reset.title")} lead={done ? undefined : t("reset.lead")}>
			{done ? (
				<div style={{ marginBlockStart: "1rem" }}>
					<Banner tone="good">{t("reset.done")}</Banner>
				</div>
			) : (
				<Form onSubmit={() => password && reset.mutate()} error={reset.error} label={t("reset.title")}>
					<PasswordField
						label={t("reset.password")}
						help={t("password.rule")}
						error={fieldErrors(reset.error).password}
						value={password}
						onChange={setPassword}
						autoComplete="new-password"
						autoFocus
						required
					/>
					<Button type="submit" kind="primary" wide isPending={reset.isPending}>
						{t("reset.action")}
					</Button>
				</Form>
			)}
			<p className={own.below}>
				<TextLink href="/">{t(done ? "signin.action" : "forgot.back")}</TextLink>
			</p>
		</GateFrame>
	);
}
