import { useQuery } from "@tanstack/react-query";
import { api } from "../../api/client";
import type { Hierarchy, HierarchyNode } from "../../data/hierarchies";
import { type Bilingual, pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { ComboBox } from "../../ui/combobox";
import type { SelectOption } from "../../ui/select";
import { Skeleton } from "../../ui/states";
import styles from "./admin.module.css";

type Uses = {
	below: number;
	grants: number;
	held: number;
	attributes: { object: string; key: string; label: Bilingual; count: number }[];
};

type Props = {
	hierarchy: Hierarchy;
	node: HierarchyNode;
	options: readonly SelectOption[];
	value: string | null;
	onChange: (id: string | null) => void;
};

// NodeReplaced says what holds a node and stands below it, and asks which other takes
// its place.
export function NodeReplaced({ hierarchy, node, options, value, onChange }: Props) {
	const { t, lang } = useLang();
	const uses = useQuery({
		// not among the nodes: what is read again once this one is gone must not ask for it
		queryKey: ["node uses", node.id],
		queryFn: () => api.get<Uses>(`/hierarchies/${hierarchy.id}/nodes/${node.id}/uses`),
		staleTime: 0,
	});
	if (!uses.data) return uses.error ? null : <Skeleton lines={2} />;
	const { below, grants, attributes } = uses.data;
	if (below + grants + attributes.length === 0) return <p>{t("hierarchy.replace.none")}</p>;
	return (
		<>
			<p>{t("hierarchy.replace.has")}</p>
			<ul className={styles.uses}>
				{attributes.map((a) => (
					<li key={`${a.object} ${a.key}`}>
						{t("hierarchy.replace.held", { count: a.count, attribute: pick(a.label, lang) })}
					</li>
				))}
				{below > 0 && <li>{t("hierarchy.replace.below", { count: below })}</li>}
				{grants > 0 && <li>{t("hierarchy.replace.grants", { count: grants })}</li>}
			</ul>
			<ComboBox
				label={t("hierarchy.replace.by")}
				help={t("hierarchy.replace.help")}
				options={options}
				value={value}
				onChange={onChange}
			/>
		</>
	);
}
