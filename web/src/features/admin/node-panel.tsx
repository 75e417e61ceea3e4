import { useMutation } from "@tanstack/react-query";
import { useId, useState } from "react";
import type { Hierarchy, HierarchyNode } from "../../data/hierarchies";
import { useToday } from "../../data/me";
import { dayFromISO, isoOfDay } from "../../format/day";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Checkbox } from "../../ui/checkbox";
import { ComboBox } from "../../ui/combobox";
import { DateField } from "../../ui/date-field";
import { Dot } from "../../ui/dot";
import { Form, FormRow, fieldErrors, useDraft } from "../../ui/form";
import { Select } from "../../ui/select";
import { SidePanel } from "../../ui/side-panel";
import { tagColours } from "../../ui/tag";
import { TextField } from "../../ui/text-field";
import { useNodes } from "./hierarchy-kept";
import { branch, depths, placeOf } from "./hierarchy-moves";
import { NodeReplaced } from "./node-replaced";
import { PanelActions } from "./panel-actions";

type Props = {
	hierarchy: Hierarchy;
	node: HierarchyNode | null;
	nodes: readonly HierarchyNode[];
	onClose: () => void;
	onSaved: (n: HierarchyNode) => void;
};

// NodePanel is one node of a hierarchy: its names, where it stands, when it is offered.
export function NodePanel({ hierarchy, node, nodes, onClose, onSaved }: Props) {
	const { t, lang } = useLang();
	const form = useId();
	const today = useToday();
	const kept = useNodes(hierarchy.id);
	const [by, setBy] = useState<string | null>(null);
	const place = node ? placeOf(node, nodes) : { parent: "", before: "" };
	const start = {
		fr: node?.label.fr ?? "",
		en: node?.label.en ?? "",
		key: node?.key ?? "",
		parent: place.parent,
		colour: node?.colour ?? "",
		from: node?.from ?? "",
		until: node?.until ?? "",
		retired: node?.retired ?? false,
	};
	const name = node ? pick(node.label, lang) : t("hierarchy.node.new");
	const save = useMutation({
		mutationFn: (d: typeof start): Promise<HierarchyNode> => {
			const { fr, en, parent, ...rest } = d;
			const moved = !node || parent !== place.parent;
			const body = { ...rest, label: { fr, en }, ...(moved ? { parent, before: "" } : {}) };
			const what = t(node ? "hierarchy.changedOne" : "hierarchy.madeOne", { name: pick({ fr, en }, lang) });
			return kept.save(node && { ...node, version: from }, node ? body : { ...body, key: d.key || undefined }, what);
		},
		onSuccess: onSaved,
	});
	const [d, set, dirty, from] = useDraft(start, node?.version, save.error);
	const remove = useMutation({
		mutationFn: (n: HierarchyNode) => kept.remove(n, by, t("hierarchy.deletedOne", { name })),
		onSuccess: onClose,
	});
	const wrong = fieldErrors(save.error);
	const inside = node ? branch(node.id, nodes) : new Set<string>();
	const deep = depths(nodes);
	const others = nodes
		.filter((n) => !inside.has(n.id))
		.map((n) => ({ id: n.id, name: pick(n.label, lang), level: deep.get(n.id) ?? 0 }));
	return (
		<SidePanel
			title={name}
			onClose={onClose}
			footer={
				<PanelActions
					configured
					form={form}
					saving={save.isPending}
					canSave={dirty && (!!d.fr || !!d.en)}
					isNew={!node}
					onCancel={onClose}
					remove={
						node
							? {
									name,
									run: () => remove.mutate(node),
									running: remove.isPending,
									error: remove.error,
									about: (
										<NodeReplaced hierarchy={hierarchy} node={node} options={others} value={by} onChange={setBy} />
									),
								}
							: undefined
					}
				/>
			}
		>
			<Form id={form} onSubmit={() => save.mutate(d)} error={save.error} label={t("hierarchy.node.one")}>
				<FormRow>
					<TextField
						label={t("label.fr")}
						error={wrong.label}
						value={d.fr}
						onChange={(fr) => set({ fr })}
						autoFocus={!node}
						required
					/>
					<TextField label={t("label.en")} value={d.en} onChange={(en) => set({ en })} />
				</FormRow>
				<ComboBox
					label={t("hierarchy.parent")}
					help={t("hierarchy.parentHelp")}
					error={wrong.parent}
					options={others}
					value={d.parent || null}
					onChange={(parent) => set({ parent: parent ?? "" })}
				/>
				<FormRow>
					<TextField
						label={t("hierarchy.key")}
						help={t("hierarchy.keyHelp")}
						error={wrong.key}
						value={d.key}
						onChange={(key) => set({ key })}
					/>
					<Select
						label={t("hierarchy.colour")}
						value={d.colour}
						onChange={(colour) => set({ colour })}
						options={[
							{ id: "", name: t("hierarchy.colourAbove") },
							...tagColours.map((id) => ({ id, name: t(`colour.${id}`), mark: <Dot colour={id} /> })),
						]}
					/>
				</FormRow>
				<FormRow>
					<DateField
						label={t("hierarchy.from")}
						today={today}
						value={dayFromISO(d.from)}
						onChange={(day) => set({ from: day ? isoOfDay(day) : "" })}
					/>
					<DateField
						label={t("hierarchy.until")}
						error={wrong.until}
						today={today}
						value={dayFromISO(d.until)}
						onChange={(day) => set({ until: day ? isoOfDay(day) : "" })}
					/>
				</FormRow>
				<Checkbox isSelected={d.retired} onChange={(retired) => set({ retired })} note={t("hierarchy.retiredHelp")}>
					{t("hierarchy.isRetired")}
				</Checkbox>
			</Form>
		</SidePanel>
	);
}
