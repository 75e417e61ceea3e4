import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client";
import { useT } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import { Button } from "../../ui/button";
import { Form, FormActions, fieldErrors } from "../../ui/form";
import { Section } from "../../ui/page";
import { PasswordField } from "../../ui/text-field";

const empty = { current: "", password: "" };

export function Password() {
	const t = useT();
	const [draft, setDraft] = useState(empty);
	const change = useMutation({
		mutationFn: () => api.post("/me/password", draft),
		onSuccess: () => setDraft(empty),
	});
	const wrong = fieldErrors(change.error);
	const ready = draft.current && draft.password;
	return (
		<Section id="password" title={t("password.title")}>
			<Form onSubmit={() => ready && change.mutate()} error={change.error} label={t("password.title")}>
				{change.isSuccess && !ready && <Banner tone="good">{t("password.changed")}</Banner>}
				<PasswordField
					label={t("password.current")}
					error={wrong.current}
					value={draft.current}
					onChange={(current) => setDraft({ ...draft, current })}
					autoComplete="current-password"
				/>
				<PasswordField
					label={t("password.new")}
					help={t("password.rule")}
					error={wrong.password}
					value={draft.password}
					onChange={(password) => setDraft({ ...draft, password })}
					autoComplete="new-password"
				/>
				<FormActions>
					<Button type="submit" isPending={change.isPending} isDisabled={!ready}>
						{t("password.change")}
					</Button>
				</FormActions>
			</Form>
		</Section>
	);
}
