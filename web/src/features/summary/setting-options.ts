import type { Attribute, Kind } from "../../api/types";
import { type Lang, type MessageKey, pick, type Translate } from "../../i18n/lang";

export type Option = { id: string; name: string };

const numeric: readonly Kind[] = ["number", "money", "percent", "date", "month", "computed"];
const parted: readonly Kind[] = ["unit", "choice", "choices", "user", "light", "weather"];
const pictured: readonly Kind[] = [
	...numeric,
	"light",
	"weather",
	"choice",
	"choices",
	"user",
	"unit",
	"text",
	"yes_no",
	"project",
];
const coloured: readonly Kind[] = ["weather", "light", "choice", "unit"];

const said: Record<string, readonly [string, MessageKey][]> = {
	of: [
		["both", "summary.option.both"],
		["end", "summary.option.end"],
		["cost", "summary.option.cost"],
	],
	since: [
		["auto", "summary.option.auto"],
		["week", "summary.option.week"],
		["month", "summary.option.month"],
		["quarter", "summary.option.quarter"],
		["year", "summary.option.year"],
	],
	sort: [
		["end", "summary.option.byEnd"],
		["start", "summary.option.byStart"],
		["name", "summary.option.byName"],
		["-total_cost", "summary.option.byCost"],
	],
	figures: [
		["count", "summary.option.count"],
		["late", "summary.option.late"],
		["over_cost", "summary.option.over"],
		["overdue", "summary.option.overdue"],
		["stale", "summary.option.stale"],
		["added", "summary.option.added"],
		["removed", "summary.option.removed"],
		["trust", "summary.option.trust"],
	],
};

// optionsOf is what a setting may be: words of its own, then attributes of the
// catalogue that can be used so.
export function optionsOf(
	name: string,
	kind: string,
	attributes: readonly Attribute[],
	lang: Lang,
	t: Translate,
): Option[] {
	const own = (said[name] ?? []).map(([id, key]) => ({ id, name: t(key) }));
	const of = (kinds: readonly Kind[]) =>
		attributes.filter((a) => kinds.includes(a.kind)).map((a) => ({ id: a.key, name: pick(a.label, lang) }));
	const none = { id: "", name: t("summary.option.none") };
	if (name === "figures") return [...own, ...summed(attributes, lang)];
	if (name === "total") return [{ id: "", name: t("summary.option.countOnly") }, ...summed(attributes, lang)];
	if (name === "attributes") return of(pictured);
	if (name === "comment") return [none, ...of(["text", "long_text"])];
	if (name === "attribute") return of(["weather", "light", "choice"]);
	if (name === "by") return [...(kind === "health" ? [none] : []), ...of(parted)];
	if (name === "x" || name === "y") return of(numeric);
	if (name === "size") return [none, ...of(numeric.filter((k) => k !== "date" && k !== "month"))];
	if (name === "colour") return [none, ...of(coloured)];
	return own;
}

// summed are the attributes that the catalogue brings together to one figure.
function summed(attributes: readonly Attribute[], lang: Lang): Option[] {
	return attributes
		.filter((a) => a.consolidation && a.consolidation !== "none" && numeric.includes(a.kind))
		.map((a) => ({ id: a.key, name: pick(a.label, lang) }));
}
