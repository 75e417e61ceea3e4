import { useState } from "react";
import type { Named } from "../../api/types";
import { type Hierarchy, useHierarchy } from "../../data/hierarchies";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { ComboBox } from "../../ui/combobox";
import { Select } from "../../ui/select";
import { depths } from "./hierarchy-moves";

type Props = {
	error?: string;
	value: Named | null;
	onChange: (value: Named | null) => void;
	isDisabled: boolean;
	// carried: the hierarchies on whose nodes roles hold
	carried: readonly Hierarchy[];
};

// NodePick finds a node of a hierarchy.
export function NodePick({ error, value, onChange, isDisabled, carried }: Props) {
	const { t, lang } = useLang();
	const [chosen, choose] = useState<string | null>(null);
	const id = chosen ?? carried[0]?.id ?? null;
	const nodes = useHierarchy(isDisabled ? null : id).data?.nodes ?? [];
	const deep = depths(nodes);
	const options = nodes
		.filter((n) => !n.retired)
		.map((n) => ({ id: n.id, name: pick(n.label, lang), level: deep.get(n.id) ?? 0 }));
	return (
		<>
			{!isDisabled && carried.length > 1 && (
				<Select
					label={t("hierarchy.one")}
					value={id}
					onChange={(next) => {
						choose(next);
						onChange(null);
					}}
					options={carried.map((h) => ({ id: h.id, name: pick(h.label, lang) }))}
				/>
			)}
			<ComboBox
				label={t("grant.node")}
				error={error}
				options={options}
				value={value?.id ?? null}
				text={value?.name}
				isDisabled={isDisabled}
				onChange={(node) => onChange(node ? { id: node, name: options.find((o) => o.id === node)?.name ?? "" } : null)}
				required
			/>
		</>
	);
}
