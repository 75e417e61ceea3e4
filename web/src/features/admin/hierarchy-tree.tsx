import { type KeyboardEvent, useState } from "react";
import type { Hierarchy, HierarchyNode } from "../../data/hierarchies";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { announce } from "../../ui/announce";
import { IconButton } from "../../ui/button";
import type { IconName } from "../../ui/icon-shapes";
import type { MenuGroup } from "../../ui/menu";
import { tellError } from "../../ui/toast-store";
import { ListGrid } from "../../views/grid/list-grid";
import styles from "./admin.module.css";
import { useNodes } from "./hierarchy-kept";
import { type Step, stepped } from "./hierarchy-moves";

type Props = {
	hierarchy: Hierarchy;
	nodes: readonly HierarchyNode[];
	find: string;
	open: string | null;
	onOpen: (node: HierarchyNode) => void;
};

const steps: readonly { step: Step; icon: IconName; key: string; shown: string }[] = [
	{ step: "up", icon: "chevron-up", key: "ArrowUp", shown: "↑" },
	{ step: "down", icon: "chevron-down", key: "ArrowDown", shown: "↓" },
	{ step: "out", icon: "chevron-left", key: "ArrowLeft", shown: "←" },
	{ step: "in", icon: "chevron-right", key: "ArrowRight", shown: "→" },
];

const above = (n: HierarchyNode) => n.parent;
const count = (n: number) => (n ? String(n) : null);

// HierarchyTree is the nodes of a hierarchy as a list that can be typed into; the
// chosen one is moved by buttons, by its menu, or by Ctrl+Alt and the arrows.
export function HierarchyTree({ hierarchy, nodes, find, open, onOpen }: Props) {
	const { t, lang } = useLang();
	const kept = useNodes(hierarchy.id);
	const [chosen, setChosen] = useState<string | null>(null);
	const current = nodes.find((n) => n.id === chosen) ?? null;
	const go = async (node: HierarchyNode, step: Step) => {
		const place = stepped(node, nodes, step);
		if (!place) return;
		const name = pick(node.label, lang);
		try {
			await kept.save(node, place, t("hierarchy.moved", { name }));
			announce(t("hierarchy.moved", { name }));
		} catch (error) {
			tellError(error);
		}
	};
	const onKeyDown = (e: KeyboardEvent) => {
		const found = e.ctrlKey && e.altKey && !e.shiftKey ? steps.find((s) => s.key === e.key) : undefined;
		if (!found || !current) return;
		e.preventDefault();
		e.stopPropagation();
		void go(current, found.step);
	};
	const retire = (node: HierarchyNode) =>
		kept
			.save(
				node,
				{ retired: !node.retired },
				t(node.retired ? "hierarchy.revivedOne" : "hierarchy.retiredOne", { name: pick(node.label, lang) }),
			)
			.catch(tellError);
	const menu = (node: HierarchyNode): MenuGroup[] => [
		{
			id: "move",
			title: pick(node.label, lang),
			entries: steps.map(({ step, icon, shown }) => ({
				id: step,
				name: t(`hierarchy.step.${step}`),
				icon,
				detail: `Ctrl+Alt+${shown}`,
				disabled: !stepped(node, nodes, step),
				run: () => void go(node, step),
			})),
		},
		{
			id: "more",
			entries: [
				{ id: "open", name: t("hierarchy.node.open"), icon: "edit", run: () => onOpen(node) },
				{ id: "retire", name: t(node.retired ? "hierarchy.revive" : "hierarchy.retire"), run: () => void retire(node) },
			],
		},
	];
	const edit = (node: HierarchyNode, key: string, value: unknown) => {
		const text = String(value ?? "");
		const body = key === "fr" || key === "en" ? { label: { ...node.label, [key]: text } } : { [key]: text };
		return kept.save(node, body, t("hierarchy.changedOne", { name: pick(node.label, lang) }));
	};
	const first = lang === "fr" ? "fr" : "en";
	const other = first === "fr" ? "en" : "fr";
	const name = (l: "fr" | "en") => (n: HierarchyNode) => n.label[l];
	return (
		<div className={styles.fill} onKeyDownCapture={onKeyDown}>
			<div className={styles.moves} role="toolbar" aria-label={t("hierarchy.move")}>
				{steps.map(({ step, icon, shown }) => (
					<IconButton
						key={step}
						small
						icon={icon}
						label={`${t(`hierarchy.step.${step}`)} (Ctrl+Alt+${shown})`}
						isDisabled={!current || !stepped(current, nodes, step)}
						onPress={() => current && void go(current, step)}
					/>
				))}
			</div>
			<ListGrid
				keep="hierarchy-nodes"
				label={pick(hierarchy.label, lang)}
				rows={nodes}
				find={find}
				open={open}
				onOpen={onOpen}
				onSelect={(rows) => setChosen(rows.length === 1 ? (rows[0]?.id ?? null) : null)}
				onEdit={(node, key, value) => edit(node, key, value)}
				menu={menu}
				parentOf={above}
				rowClass={(n) => (n.retired ? styles.out : undefined)}
				columns={[
					{
						key: first,
						label: t(`label.${first}`),
						width: 280,
						strong: true,
						pinned: true,
						grow: true,
						editable: true,
						value: name(first),
					},
					{ key: other, label: t(`label.${other}`), width: 200, wide: true, editable: true, value: name(other) },
					{ key: "key", label: t("hierarchy.key"), width: 120, wide: true, editable: true },
					{
						key: "from",
						label: t("hierarchy.from"),
						kind: "date",
						width: 120,
						wide: true,
						editable: true,
						value: (n) => n.from || null,
					},
					{
						key: "until",
						label: t("hierarchy.until"),
						kind: "date",
						width: 120,
						wide: true,
						editable: true,
						value: (n) => n.until || null,
					},
					{
						key: "retired",
						label: t("hierarchy.state"),
						width: 110,
						wide: true,
						text: (n) => (n.retired ? t("hierarchy.isRetired") : ""),
					},
					{
						key: "projects",
						label: t("unit.projects"),
						kind: "number",
						width: 110,
						value: (n) => count(n.projects),
					},
					{
						key: "grants",
						label: t("unit.grants"),
						kind: "number",
						width: 130,
						wide: true,
						value: (n) => count(n.grants),
					},
				]}
			/>
		</div>
	);
}
