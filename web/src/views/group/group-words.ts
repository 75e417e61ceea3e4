import type { Attribute } from "../../api/types";
import { choiceOf, deepest, isTree, ownName } from "../../data/branches";
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

// periodsOf are what a date can be grouped by, and the levels of a tree; none for
// anything else.
export function periodsOf(a: Attribute): readonly GroupBy[] {
	if (isTree(a)) return Array.from({ length: Math.min(deepest(a), 9) }, (_, i) => `${i + 1}` as GroupBy);
	return periods[a.kind === "computed" ? (a.gives ?? "") : a.kind] ?? [];
}

// usualGroup is a level by an attribute as it is at first: a date by month.
export function usualGroup(a: Attribute): ViewGroup {
	const by = a.kind === "month" ? undefined : periodsOf(a)[0];
	return by ? { key: a.key, by } : { key: a.key };
}

// usualGroups are the levels that an attribute is grouped by at first, as far as
// there is room: each level of a tree.
export function usualGroups(a: Attribute, room: number): ViewGroup[] {
	return isTree(a)
		? periodsOf(a)
				.slice(0, room)
				.map((by) => ({ key: a.key, by }))
		: [usualGroup(a)];
}

// byWord names what a level of groups is by.
export function byWord(by: GroupBy | "value", t: Translate): string {
	if (by === "value" || by === "month" || by === "quarter" || by === "year") return t(`grid.group.${by}`);
	return t("grid.group.level", { level: by });
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
	const inner = Number(group?.by) > 1;
	if (!attribute || value === null || value === undefined) return t(inner ? "grid.group.here" : "portfolio.group.none");
	if (Number(group?.by) > 0 && typeof value === "string") {
		const choice = choiceOf(attribute, value);
		return choice ? ownName(choice, context.lang) : value;
	}
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
