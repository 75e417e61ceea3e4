import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { send } from "../../api/client";
import type { Me } from "../../api/types";
import { keys } from "../../data/query-keys";
import { langState } from "../../i18n/lang";
import { useT } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Form, FormRow, FormSection, fieldErrors, useDraft } from "../../ui/form";
import { PasswordField, TextField } from "../../ui/text-field";
import { GateFrame } from "./gate-frame";

const empty = { secret: "", organisation: "", name: "", login: "", email: "", password: "" };

// SetupPage makes the first administrator, once, with the secret that the server
// wrote on its console.
export default function SetupPage() {
	const t = useT();
	const queries = useQueryClient();
	const navigate = useNavigate();
	const [draft, set] = useDraft(empty);
	const setup = useMutation({
		mutationFn: () => send<Me>("POST", "/setup", { body: { ...draft, language: langState().lang }, quiet: true }),
		onSuccess: (me) => {
			queries.setQueryData(keys.me, me);
			queries.setQueryData(keys.setup, { needed: false });
			void navigate({ href: "/portfolio" });
		},
	});
	const wrong = fieldErrors(setup.error);
	const ready = draft.secret && draft.login && draft.name && draft.password;
	return (
		<GateFrame title={t("setup.title")} lead={t("setup.lead")} wide>
			<Form onSubmit={() => ready && setup.mutate()} error={setup.error} label={t("setup.title")}>
				<TextField
					label={t("setup.secret")}
					help={t("setup.secretHelp")}
					error={wrong.secret}
					value={draft.secret}
					onChange={(secret) => set({ secret: secret.trim() })}
					autoComplete="off"
					spellCheck="false"
					autoFocus
					required
				/>
				<TextField
					label={t("setup.organisation")}
					error={wrong.organisation}
					value={draft.organisation}
					onChange={(organisation) => set({ organisation })}
					autoComplete="organization"
				/>
				<FormSection title={t("setup.you")}>
					<FormRow>
						<TextField
							label={t("user.name")}
							error={wrong.name}
							value={draft.name}
							onChange={(name) => set({ name })}
							autoComplete="name"
							required
						/>
						<TextField
							label={t("user.login")}
							error={wrong.login}
							value={draft.login}
							onChange={(login) => set({ login })}
							autoComplete="username"
							required
						/>
					</FormRow>
					<TextField
						label={t("user.email")}
						error={wrong.email}
						value={draft.email}
						onChange={(email) => set({ email })}
						type="email"
						autoComplete="email"
					/>
					<PasswordField
						label={t("signin.password")}
						help={t("password.rule")}
						error={wrong.password}
						value={draft.password}
						onChange={(password) => set({ password })}
						autoComplete="new-password"
						required
					/>
				</FormSection>
				<Button type="submit" kind="primary" wide isPending={setup.isPending}>
					{t("setup.action")}
				</Button>
			</Form>
		</GateFrame>
	);
}
