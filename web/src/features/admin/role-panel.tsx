import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { send } from "../../api/client";
import type { Permission, Role } from "../../api/types";
import { keys } from "../../data/query-keys";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import { Button } from "../../ui/button";
import { CheckboxGroup } from "../../ui/checkbox";
import { Form, FormRow, FormSection, fieldErrors, useDraft } from "../../ui/form";
import { NumberField } from "../../ui/number-field";
import { Select } from "../../ui/select";
import { SidePanel } from "../../ui/side-panel";
import { Switch } from "../../ui/switch";
import { TextField } from "../../ui/text-field";
import styles from "./admin.module.css";
import { Meanwhile } from "./meanwhile";
import { useSave, useWhole } from "./objects";
import { PanelActions } from "./panel-actions";
import { RoleGives } from "./role-gives";

type Props = { role: Role | null; roles: Role[]; onClose: () => void; onSaved: (r: Role) => void };

// RolePanel names a role in both languages; what it may do is in the table.
export function RolePanel({ role, roles, onClose, onSaved }: Props) {
	const { t, lang } = useLang();
	const form = useId();
	const save = useSave<Role>(keys.roles, "/roles", onSaved);
	const start = {
		en: role?.label.en ?? "",
		fr: role?.label.fr ?? "",
		factor: role?.second_factor ?? false,
		idle: role?.session_idle ?? 0,
		life: role?.session_life ?? 0,
		hidden: role?.hidden_screens ?? [],
	};
	const [draft, set, dirty, from] = useDraft(start, role?.version, save.error);
	const screens = useWhole<Permission>(keys.screens, "/screens");
	const queries = useQueryClient();
	const [by, setBy] = useState<string | null>(null);
	const remove = useMutation({
		mutationFn: (r: Role) => send("DELETE", `/roles/${r.id}`, { version: r.version, query: { by } }),
		onSuccess: async () => {
			await queries.invalidateQueries({ queryKey: keys.roles });
			await queries.invalidateQueries({ queryKey: keys.grants });
			onClose();
		},
	});
	const wrong = fieldErrors(save.error);
	const values = {
		label: { en: draft.en, fr: draft.fr },
		second_factor: draft.factor,
		session_idle: draft.idle,
		session_life: draft.life,
		hidden_screens: draft.hidden,
		...(role ? {} : { permissions: ["project.read", "portfolio.read"] }),
	};
	const minutes = (key: "idle" | "life", error: string | undefined) => (
		<NumberField
			label={t(`role.${key}`)}
			error={error}
			unit={t("setting.minutes")}
			value={draft[key] ? String(draft[key]) : null}
			onChange={(n) => set({ [key]: Number(n ?? 0) })}
			min={0}
			step="5"
		/>
	);
	const name = role ? pick(role.label, lang) : t("role.new");
	return (
		<SidePanel
			title={name}
			onClose={onClose}
			footer={
				<PanelActions
					configured
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
			<Form
				id={form}
				onSubmit={() => save.mutate({ stored: role && { ...role, version: from }, values })}
				label={t("role.title")}
			>
				<Meanwhile<Role>
					error={save.error}
					differences={(now) => [
						{ label: t("label.fr"), theirs: now.label.fr, mine: draft.fr },
						{ label: t("label.en"), theirs: now.label.en, mine: draft.en },
						{ label: t("role.idle"), theirs: String(now.session_idle || ""), mine: String(draft.idle || "") },
						{ label: t("role.life"), theirs: String(now.session_life || ""), mine: String(draft.life || "") },
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
				<Switch isSelected={draft.factor} onChange={(factor) => set({ factor })} note={t("role.factorNote")}>
					{t("role.factor")}
				</Switch>
				<FormSection title={t("role.sessions")}>
					<FormRow>
						{minutes("idle", wrong.session_idle)}
						{minutes("life", wrong.session_life)}
					</FormRow>
					<p className={styles.beside}>{t("role.lifeHelp")}</p>
				</FormSection>
				<FormSection title={t("screen.title")}>
					<CheckboxGroup
						label={t("screen.shown")}
						help={t("screen.help")}
						error={wrong.hidden_screens}
						options={(screens.data ?? []).map((s) => ({ id: s.key, name: pick(s.label as never, lang) }))}
						value={(screens.data ?? []).map((s) => s.key).filter((k) => !draft.hidden.includes(k))}
						onChange={(on) => set({ hidden: (screens.data ?? []).map((s) => s.key).filter((k) => !on.includes(k)) })}
					/>
				</FormSection>
				{role && role.forms > 0 && <p className={styles.beside}>{t("role.forms", { count: role.forms })}</p>}
				{role && role.grants + role.forms > 0 && !role.builtin && (
					<Select
						label={t("role.replace")}
						help={t("role.replaceHelp", { grants: role.grants, people: role.people })}
						options={roles.filter((r) => r.id !== role.id).map((r) => ({ id: r.id, name: pick(r.label, lang) }))}
						value={by}
						onChange={setBy}
					/>
				)}
				{role && (
					<div>
						<Button
							icon="copy"
							isPending={save.isPending}
							onPress={() =>
								save.mutate({
									stored: null,
									values: {
										label: {
											en: t("role.copyOf", { name: role.label.en ?? "" }),
											fr: t("role.copyOf", { name: role.label.fr ?? "" }),
										},
										permissions: role.permissions,
										second_factor: role.second_factor,
										session_idle: role.session_idle,
										session_life: role.session_life,
										hidden_screens: role.hidden_screens,
									},
								})
							}
						>
							{t("role.copy")}
						</Button>
					</div>
				)}
				{role && <RoleGives role={role} hidden={draft.hidden} />}
				<Banner>{t(role?.key === "administrator" ? "role.administrator" : "role.inTable")}</Banner>
			</Form>
		</SidePanel>
	);
}
