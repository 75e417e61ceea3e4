import { useId } from "react";
import type { Role } from "../../api/types";
import { keys } from "../../data/query-keys";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import { Form, FormRow, fieldErrors, useDraft } from "../../ui/form";
import { SidePanel } from "../../ui/side-panel";
import { TextField } from "../../ui/text-field";
import { Meanwhile } from "./meanwhile";
import { useRemove, useSave } from "./objects";
import { PanelActions } from "./panel-actions";

type Props = { role: Role | null; onClose: () => void; onSaved: (r: Role) => void };

// RolePanel names a role in both languages; what it may do is in the table.
export function RolePanel({ role, onClose, onSaved }: Props) {
	const { t, lang } = useLang();
	const form = useId();
	const [draft, set, dirty] = useDraft({ en: role?.label.en ?? "", fr: role?.label.fr ?? "" });
	const save = useSave<Role>(keys.roles, "/roles", onSaved);
	const remove = useRemove(keys.roles, "/roles", onClose);
	const wrong = fieldErrors(save.error);
	const values = { label: draft, ...(role ? {} : { permissions: ["project.read", "portfolio.read"] }) };
	const name = role ? pick(role.label, lang) : t("role.new");
	return (
		<SidePanel
			title={name}
			onClose={onClose}
			footer={
				<PanelActions
					form={form}
					saving={save.isPending}
					canSave={dirty && !!draft.en && !!draft.fr}
					isNew={!role}
					onCancel={onClose}
					remove={
						role && !role.builtin
							? { name, run: () => remove.mutate(role), running: remove.isPending, error: remove.error }
							: undefined
					}
				/>
			}
		>
			<Form id={form} onSubmit={() => save.mutate({ stored: role, values })} label={t("role.title")}>
				<Meanwhile<Role>
					error={save.error}
					differences={(now) => [
						{ label: t("label.fr"), theirs: now.label.fr, mine: draft.fr },
						{ label: t("label.en"), theirs: now.label.en, mine: draft.en },
					]}
				/>
				<FormRow>
					<TextField
						label={t("label.fr")}
						error={wrong.fr ?? wrong.label}
						value={draft.fr}
						onChange={(fr) => set({ fr })}
						autoFocus={!role}
						required
					/>
					<TextField label={t("label.en")} error={wrong.en} value={draft.en} onChange={(en) => set({ en })} required />
				</FormRow>
				<Banner>{t(role?.key === "administrator" ? "role.administrator" : "role.inTable")}</Banner>
			</Form>
		</SidePanel>
	);
}
