import { useMutation } from "@tanstack/react-query";
import { useId, useMemo, useState } from "react";
import type { AttributeGroup, AttributeGroups, GroupUse } from "../../data/attribute-groups";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Form, FormRow, fieldErrors, useDraft } from "../../ui/form";
import { Select, type SelectOption } from "../../ui/select";
import { SidePanel } from "../../ui/side-panel";
import { TextField } from "../../ui/text-field";
import { TreeTicks } from "../../ui/tree-ticks";
import { type GroupIn, useKeepingGroups } from "./attribute-group-kept";
import styles from "./attribute-groups.module.css";
import { placesText } from "./field-uses";
import { PanelActions } from "./panel-actions";

type Props = {
	group: AttributeGroup | null;
	stored: AttributeGroups;
	uses: ReadonlyMap<string, GroupUse>;
	onSaved: (key: string) => void;
	onClose: () => void;
	onNext?: (() => void) | undefined;
	onPrevious?: (() => void) | undefined;
};

const idOf = (a: { object: string; key: string }) => `${a.object}.${a.key}`;

// AttributeGroupPanel names a group and says what stands in it. One that goes leaves
// its attributes to another.
export function AttributeGroupPanel({ group, stored, uses, onSaved, onClose, onNext, onPrevious }: Props) {
	const { t, lang } = useLang();
	const form = useId();
	const { keep, put } = useKeepingGroups();
	const own = group ? uses.get(group.key) : undefined;
	const before = (own?.attributes ?? []).map(idOf);
	const rest = stored.items.find((g) => g.rest)?.key ?? "more";
	const [d, set, dirty] = useDraft({ fr: group?.label.fr ?? "", en: group?.label.en ?? "", held: before });
	const [into, setInto] = useState(rest);
	const others = stored.items.filter((g) => g.key !== group?.key);
	const all = useMemo(() => attributesOf(uses), [uses]);
	const options = all.map(({ attribute, group: from }): SelectOption => {
		const of = stored.items.find((g) => g.key === from);
		const object = attribute.object === "project" ? "" : t("method.of", { object: attribute.object });
		return {
			id: idOf(attribute),
			name: pick(attribute.label, lang),
			detail: [object, from === group?.key ? "" : pick(of?.label, lang)].filter(Boolean).join(" · "),
			// What stands in the rest leaves it by being put elsewhere.
			disabled: group?.rest === true && from === rest,
		};
	});
	const save = useMutation({
		mutationFn: async () => {
			const label = { fr: d.fr, en: d.en };
			const named = !group || group.label.fr !== d.fr || group.label.en !== d.en;
			const items: GroupIn[] = stored.items.map((g) => (g.key === group?.key ? { key: g.key, label } : g));
			const at = items.findIndex((g) => g.key === rest);
			if (!group) items.splice(at < 0 ? items.length : at, 0, { label });
			const now = named ? await keep(stored, items) : stored;
			const made = now.items.find((g) => !stored.items.some((old) => old.key === g.key));
			const key = group?.key ?? made?.key ?? rest;
			await put(
				all.flatMap(({ attribute, group: from }) => {
					const is = d.held.includes(idOf(attribute));
					if (is === before.includes(idOf(attribute))) return [];
					return [{ attribute, from, to: is ? key : rest }];
				}),
			);
			return key;
		},
		onSuccess: onSaved,
	});
	const remove = useMutation({
		mutationFn: () => keep(stored, others, group ? { [group.key]: into } : {}),
		onSuccess: onClose,
	});
	const wrong = fieldErrors(save.error);
	const name = group ? pick(group.label, lang) : t("attributeGroup.new");
	const places = placesText(own, t);
	return (
		<SidePanel
			title={name}
			onClose={onClose}
			{...(onNext ? { onNext } : {})}
			{...(onPrevious ? { onPrevious } : {})}
			footer={
				<PanelActions
					form={form}
					saving={save.isPending}
					canSave={dirty && (!!d.fr || !!d.en)}
					isNew={!group}
					onCancel={onClose}
					remove={
						group && !group.rest
							? {
									name,
									run: () => remove.mutate(),
									running: remove.isPending,
									error: remove.error,
									whole: true,
									about: (
										<div className={styles.leaving}>
											<p>
												{t("attributeGroup.leaves", { count: before.length })}{" "}
												{places && t("attributeGroup.places", { places })}
											</p>
											{before.length > 0 && (
												<Select
													label={t("attributeGroup.into")}
													value={into}
													onChange={setInto}
													options={others.map((g) => ({ id: g.key, name: pick(g.label, lang) }))}
												/>
											)}
										</div>
									),
								}
							: undefined
					}
				/>
			}
		>
			<Form id={form} onSubmit={() => save.mutate()} error={save.error} label={t("attributeGroup.title")}>
				<FormRow>
					<TextField
						label={t("label.fr")}
						error={wrong.label}
						value={d.fr}
						onChange={(fr) => set({ fr })}
						autoFocus={!group}
						required
					/>
					<TextField label={t("label.en")} value={d.en} onChange={(en) => set({ en })} required />
				</FormRow>
				{group?.rest && <p className={styles.quiet}>{t("attributeGroup.rest")}</p>}
				<TreeTicks
					label={t("attributeGroup.attributes")}
					help={t("attributeGroup.attributesHelp")}
					options={sorted(options, before)}
					value={d.held}
					onChange={(held) => set({ held })}
				/>
				{places && <p className={styles.quiet}>{t("attributeGroup.places", { places })}</p>}
			</Form>
		</SidePanel>
	);
}

type Standing = { group: string; attribute: GroupUse["attributes"][number] };

// attributesOf are all attributes, each with the group in which it stands.
function attributesOf(uses: ReadonlyMap<string, GroupUse>): Standing[] {
	return [...uses.values()].flatMap((u) => u.attributes.map((attribute) => ({ group: u.key, attribute })));
}

// sorted puts first what stands in the group already.
function sorted(options: readonly SelectOption[], first: readonly string[]): SelectOption[] {
	return [...options.filter((o) => first.includes(o.id)), ...options.filter((o) => !first.includes(o.id))];
}
