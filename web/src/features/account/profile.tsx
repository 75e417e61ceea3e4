import { useState } from "react";
import { useChangeMe, useMe } from "../../data/me";
import { useT } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Form, FormActions, fieldErrors } from "../../ui/form";
import { Section } from "../../ui/page";
import { TextField } from "../../ui/text-field";

export function Profile() {
	const t = useT();
	const me = useMe();
	const change = useChangeMe();
	const [name, setName] = useState(me.name);
	return (
		<Section id="profile" title={t("account.profile")}>
			<Form
				onSubmit={() => name.trim() && change.mutate({ name: name.trim() })}
				error={change.error}
				label={t("account.profile")}
			>
				<TextField
					label={t("user.name")}
					error={fieldErrors(change.error).name}
					value={name}
					onChange={setName}
					autoComplete="name"
					required
				/>
				{name !== me.name && (
					<FormActions>
						<Button type="submit" kind="primary" isPending={change.isPending}>
							{t("action.save")}
						</Button>
						<Button onPress={() => setName(me.name)}>{t("action.cancel")}</Button>
					</FormActions>
				)}
			</Form>
		</Section>
	);
}
