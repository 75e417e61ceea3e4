import type { Attribute } from "../../api/types";
import type { FieldContext } from "../../fields/kind";
import { fieldKind } from "../../fields/registry";
import { formatMonth, monthFromISO } from "../../format/day";
import { pick, type Translate } from "../../i18n/lang";
import type { GroupBy, ViewGroup } from "../view-state";

const listed = ["choice", "choices", "user", "unit", "project", "light", "weather", "yes_no"];
const periods: Readonly<Record<string, readonly GroupBy[]>> = {
	date: ["month", "quarter", "year"],
	month: ["quarter", "year"],
};

// canGroup tells whether groups by an attribute say something.
export function canGroup(a: Attribute): boolean {
	return listed.includes(a.kind) || periodsOf(a).length > 0;
}

// periodsOf are what a date can be grouped by; none for anything else.
export function periodsOf(a: Attribute): readonly GroupBy[] {
	return periods[a.kind === "computed" ? (a.gives ?? "") : a.kind] ?? [];
}

// usualGroup is a level by an attribute as it is at first: a date by month.
export function usualGroup(a: Attribute): ViewGroup {
	const by = a.kind === "month" ? undefined : periodsOf(a)[0];
	return by ? { key: a.key, by } : { key: a.key };
}

// groupName is what a group is called: its value in words.
export function groupName(
	value: unknown,
	group: ViewGroup | undefined,
	attributes: readonly Attribute[],
	context: FieldContext,
	t: Translate,
): string {
	const attribute = attributes.find((a) => a.key === group?.key);
	if (!attribute || value === null || value === undefined) return t("portfolio.group.none");
	const text = String(value);
	if (group?.by === "year") return text;
	if (group?.by === "quarter") return t("grid.group.quarterOf", { n: text.slice(6), year: text.slice(0, 4) });
	if (group?.by === "month") return formatMonth(monthFromISO(text), "month-long");
	return fieldKind(attribute).text(value, attribute, context) || t("portfolio.group.none");
}

// groupsSaid names the levels in one line.
export function groupsSaid(groups: readonly ViewGroup[], attributes: readonly Attribute[], lang: "en" | "fr"): string {
	return groups.map((g) => pick(attributes.find((a) => a.key === g.key)?.label, lang)).join(" › ");
}
