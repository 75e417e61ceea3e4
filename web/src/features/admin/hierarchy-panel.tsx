import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId } from "react";
import { api } from "../../api/client";
import { useAttributes } from "../../data/catalogue";
import { type Hierarchy, hierarchyKeys } from "../../data/hierarchies";
import { keys } from "../../data/query-keys";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Form, FormRow, fieldErrors, useDraft } from "../../ui/form";
import { Select } from "../../ui/select";
import { SidePanel } from "../../ui/side-panel";
import { TextAreaField, TextField } from "../../ui/text-field";
import { PanelActions } from "./panel-actions";

type Props = {
	hierarchy: Hierarchy | null;
	onClose: () => void;
	onSaved: (h: Hierarchy) => void;
	onGone: () => void;
};

// HierarchyPanel names a hierarchy, or makes one: empty, or of the list of an
// attribute, whose values stay as they are.
export function HierarchyPanel({ hierarchy, onClose, onSaved, onGone }: Props) {
	const { t, lang } = useLang();
	const form = useId();
	const queries = useQueryClient();
	const attributes = useAttributes().data ?? [];
	const start = {
		fr: hierarchy?.label.fr ?? "",
		en: hierarchy?.label.en ?? "",
		helpFr: hierarchy?.help.fr ?? "",
		helpEn: hierarchy?.help.en ?? "",
		of: "",
	};
	const read = () =>
		Promise.all(
			[hierarchyKeys.all, hierarchyKeys.nodes, keys.fields].map((queryKey) => queries.invalidateQueries({ queryKey })),
		);
	const save = useMutation({
		mutationFn: (d: typeof start): Promise<Hierarchy> => {
			const of = attributes.find((a) => a.key === d.of);
			const body = {
				label: { fr: d.fr, en: d.en },
				help: { fr: d.helpFr, en: d.helpEn },
				...(of ? { of: { object: "project", key: of.key, version: of.version } } : {}),
			};
			return hierarchy
				? api.patch<Hierarchy>(`/hierarchies/${hierarchy.id}`, body, from)
				: api.post<Hierarchy>("/hierarchies", body);
		},
		onSuccess: async (h) => {
			await read();
			onSaved(h);
		},
	});
	const [d, set, dirty, from] = useDraft(start, hierarchy?.version, save.error);
	const remove = useMutation({
		mutationFn: (h: Hierarchy) => api.remove(`/hierarchies/${h.id}`, h.version),
		onSuccess: async () => {
			await read();
			onGone();
		},
	});
	const wrong = fieldErrors(save.error);
	const name = hierarchy ? pick(hierarchy.label, lang) : t("hierarchy.new");
	const lists = attributes.filter(
		(a) => (a.kind === "choice" || a.kind === "choices") && !a.hierarchy && !["stage", "type"].includes(a.key),
	);
	return (
		<SidePanel
			title={name}
			onClose={onClose}
			footer={
				<PanelActions
					configured
					form={form}
					saving={save.isPending}
					canSave={dirty && (!!d.fr || !!d.en || !!d.of)}
					isNew={!hierarchy}
					onCancel={onClose}
					remove={
						hierarchy
							? {
									name,
									run: () => remove.mutate(hierarchy),
									running: remove.isPending,
									error: remove.error,
									about: <p>{t("hierarchy.deleteText", { count: hierarchy.count })}</p>,
								}
							: undefined
					}
				/>
			}
		>
			<Form id={form} onSubmit={() => save.mutate(d)} error={save.error} label={t("hierarchy.title")}>
				<FormRow>
					<TextField
						label={t("label.fr")}
						error={wrong.label}
						value={d.fr}
						onChange={(fr) => set({ fr })}
						autoFocus={!hierarchy}
						required={!d.of}
					/>
					<TextField label={t("label.en")} value={d.en} onChange={(en) => set({ en })} required={!d.of} />
				</FormRow>
				{!hierarchy && lists.length > 0 && (
					<Select
						label={t("hierarchy.of")}
						help={t("hierarchy.ofHelp")}
						value={d.of}
						onChange={(of) => set({ of })}
						options={[
							{ id: "", name: t("hierarchy.ofNone") },
							...lists.map((a) => ({ id: a.key, name: pick(a.label, lang), detail: String(a.choices?.length ?? 0) })),
						]}
					/>
				)}
				<TextAreaField label={t("hierarchy.helpFr")} value={d.helpFr} onChange={(helpFr) => set({ helpFr })} />
				<TextAreaField label={t("hierarchy.helpEn")} value={d.helpEn} onChange={(helpEn) => set({ helpEn })} />
			</Form>
		</SidePanel>
	);
}
