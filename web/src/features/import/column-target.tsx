import { inGroups, useAttributeGroups } from "../../data/attribute-groups";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Select } from "../../ui/select";
import { keyOf, taken } from "./logic";
import { useObject } from "./queries";
import type { ColumnChange, Import, ImportColumn } from "./types";

type Props = {
	i: Import;
	c: ImportColumn;
	onChange: (changes: ColumnChange[]) => void;
	// onNew: an attribute is to be made; its name and kind are asked for
	onNew?: () => void;
	hideLabel?: boolean;
};

// ColumnTarget picks the attribute a column fills. One that another column fills
// moves here, and that other column is ignored.
export function ColumnTarget({ i, c, onChange, onNew, hideLabel = true }: Props) {
	const { t, lang } = useLang();
	const groups = useAttributeGroups().data?.items ?? [];
	const grows = useObject(i.object).grows && i.may?.catalogue !== false;
	const made = c.action === "new" ? pick(c.new?.label, lang) : "";
	const used = taken(i.columns ?? [], c.number);
	const detail = (key: string, kind: ImportColumn["kind"]) => {
		const other = used.get(key);
		if (other) return t("import.target.usedBy", { letter: other.letter });
		// In a line the next cell says the kind already.
		return hideLabel || !kind ? undefined : t(`kind.${kind}`);
	};
	const options = [
		{ id: ":ignore", name: t("import.target.ignore") },
		...(grows || c.action === "new"
			? [{ id: ":new", name: made ? t("import.target.newNamed", { name: made }) : t("import.target.new") }]
			: []),
		...inGroups(i.attributes ?? [], groups).flatMap((g) =>
			g.attributes.map((a) => ({
				id: a.key,
				name: a.label,
				detail: detail(a.key, a.kind),
				...(g.label ? { section: pick(g.label, lang) } : {}),
			})),
		),
	];
	const choose = (id: string) => {
		if (id === ":ignore") return onChange([{ number: c.number, action: "ignore" }]);
		if (id === ":new") {
			onChange([{ number: c.number, action: "new", new: c.new ?? proposed(c) }]);
			return onNew?.();
		}
		const other = used.get(id);
		onChange([
			{ number: c.number, action: "attribute", attribute: id },
			...(other ? [{ number: other.number, action: "ignore" as const }] : []),
		]);
	};
	const value = c.action === "attribute" ? c.attribute : `:${c.action}`;
	return (
		<Select
			hideLabel={hideLabel}
			label={t("import.target.label", { name: c.header || c.letter })}
			options={options}
			value={value}
			onChange={choose}
		/>
	);
}

export function proposed(c: ImportColumn): NonNullable<ImportColumn["new"]> {
	const name = c.header.replace(/\s+/g, " ").trim() || c.letter;
	return {
		key: keyOf(name) || `column_${c.number}`,
		kind: c.kind || "text",
		label: { en: name, fr: name },
		consolidation: c.kind === "money" || c.kind === "number" ? "sum" : "none",
	};
}
