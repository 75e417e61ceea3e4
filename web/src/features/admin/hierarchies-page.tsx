import { useState } from "react";
import { type Hierarchy, type HierarchyNode, useHierarchies, useHierarchy } from "../../data/hierarchies";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Select } from "../../ui/select";
import { EmptyState, Loaded } from "../../ui/states";
import { SearchField } from "../../ui/text-field";
import { useParam } from "../../url/use-search";
import styles from "./admin.module.css";
import { AdminFrame } from "./admin-frame";
import { HierarchyHistory } from "./hierarchy-history";
import { HierarchyPanel } from "./hierarchy-panel";
import { HierarchyTree } from "./hierarchy-tree";
import { NodePanel } from "./node-panel";
import { useOpen } from "./use-open";

// HierarchiesPage is where the trees are kept that attributes draw their values from.
export default function HierarchiesPage() {
	const { t, lang } = useLang();
	const all = useHierarchies();
	const [chosen, choose] = useParam("hierarchy");
	const [q, setQ] = useParam("q");
	const { open, panel, show, saved, create, close } = useOpen();
	const [naming, setNaming] = useState<"new" | "change" | null>(null);
	const items = all.data ?? [];
	const current = items.find((h) => h.id === chosen) ?? items[0] ?? null;
	const tree = useHierarchy(current?.id ?? null);
	const nodes = tree.data?.nodes ?? [];
	const node = nodes.find((n) => n.id === open) ?? null;
	const side = naming ? (
		<HierarchyPanel
			key={`${naming} ${current?.id}`}
			hierarchy={naming === "change" ? current : null}
			onClose={() => setNaming(null)}
			onSaved={(h) => {
				setNaming(null);
				close();
				choose(h.id);
			}}
			onGone={() => {
				setNaming(null);
				choose(null);
			}}
		/>
	) : (
		current &&
		(open === "new" || node) && (
			<NodePanel
				key={panel}
				hierarchy={current}
				node={node}
				nodes={nodes}
				onClose={close}
				onSaved={(n) => saved(n.id)}
			/>
		)
	);
	const make = (
		<Button icon="plus" kind={current ? "plain" : "primary"} onPress={() => setNaming("new")}>
			{t("hierarchy.new")}
		</Button>
	);
	return (
		<AdminFrame
			title={t("hierarchy.title")}
			lead={t("hierarchy.lead")}
			actions={
				<>
					{/* Without any, the page offers it in its middle. */}
					{all.data?.length !== 0 && make}
					{current && (
						<Button
							kind="primary"
							icon="plus"
							onPress={() => {
								setNaming(null);
								create();
							}}
						>
							{t("hierarchy.node.new")}
						</Button>
					)}
				</>
			}
			tools={
				current && (
					<>
						<Select
							label={t("hierarchy.one")}
							hideLabel
							value={current.id}
							onChange={(id) => {
								close();
								choose(id);
							}}
							options={items.map((h) => ({ id: h.id, name: pick(h.label, lang), detail: String(h.count) }))}
						/>
						<SearchField label={t("hierarchy.find")} value={q} onChange={(v) => setQ(v, { replace: true })} />
						<span className={styles.own}>
							<Button
								kind="quiet"
								icon="edit"
								onPress={() => {
									close();
									setNaming("change");
								}}
							>
								{t("hierarchy.change")}
							</Button>
						</span>
					</>
				)
			}
			panel={side}
		>
			<Loaded query={all}>
				{(found) =>
					found.length === 0 || !current ? (
						<EmptyState icon="unit" title={t("hierarchy.empty")} action={make}>
							{t("hierarchy.emptyText")}
						</EmptyState>
					) : (
						<div className={styles.fill}>
							<Drawn hierarchy={current} />
							<HierarchyTree
								hierarchy={current}
								nodes={nodes}
								find={q}
								open={open}
								onOpen={(n: HierarchyNode) => {
									setNaming(null);
									show(n.id);
								}}
							/>
							<HierarchyHistory key={current.id} hierarchy={current} nodes={nodes} />
						</div>
					)
				}
			</Loaded>
		</AdminFrame>
	);
}

// Drawn says which attributes draw from a hierarchy, and whether roles on its nodes hold.
function Drawn({ hierarchy }: { hierarchy: Hierarchy }) {
	const { t, lang } = useLang();
	const { attributes } = hierarchy;
	if (attributes.length === 0) return <p className={styles.drawn}>{t("hierarchy.undrawn")}</p>;
	const said = attributes.map(
		(a) =>
			`${pick(a.label, lang)} (${t(`hierarchy.object.${a.object}` as "hierarchy.object.project")}${a.grants ? `, ${t("hierarchy.carries")}` : ""})`,
	);
	return <p className={styles.drawn}>{t("hierarchy.drawn", { names: said.join(" · ") })}</p>;
}
