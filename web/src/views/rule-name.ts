import type { Attribute } from "../api/types";
import type { Translate } from "../i18n/lang";

const rules = [
	"none",
	"sum",
	"mean",
	"weighted_mean",
	"minimum",
	"maximum",
	"worst",
	"best",
	"latest",
	"count_by_value",
	"count",
] as const;

// ruleName is a rule of totals in the words of the page.
export function ruleName(rule: string, t: Translate): string {
	const known = rules.find((r) => r === rule);
	return known ? t(`portfolio.rule.${known}`) : rule;
}

const numbers = ["sum", "mean", "weighted_mean", "minimum", "maximum"];

const byKind: Readonly<Record<string, readonly string[]>> = {
	number: [...numbers, "latest"],
	money: [...numbers, "latest"],
	percent: [...numbers, "latest"],
	date: ["minimum", "maximum", "latest"],
	month: ["minimum", "maximum", "latest"],
	light: ["worst", "best"],
	weather: ["worst", "best"],
};

// rulesOf are the rules that make one figure of an attribute, as the server has them.
export function rulesOf(a: Attribute): string[] {
	const kind = a.kind === "computed" ? (a.gives ?? "") : a.kind;
	const known = byKind[kind] ?? [];
	return [...known.filter((rule) => rule !== "weighted_mean" || a.weight), "count"];
}
