import type { Attribute } from "../../api/types";
import { choiceOf, isTree } from "../../data/branches";
import type { FieldContext, Operator } from "../../fields/kind";
import { fieldKind } from "../../fields/registry";
import { formatMoney } from "../../format/money";
import { type MessageKey, pick, type Translate } from "../../i18n/lang";
import { type Chip, type Literal, text } from "./condition";
import { momentWords, periodText } from "./moment";
import { momentOf, periodOf } from "./tree";

export const operatorWords: Record<Operator, MessageKey> = {
	"=": "portfolio.filter.op.is",
	"!=": "portfolio.filter.op.isNot",
	"<": "portfolio.filter.op.less",
	"<=": "portfolio.filter.op.most",
	">": "portfolio.filter.op.more",
	">=": "portfolio.filter.op.least",
	"~": "portfolio.filter.op.holds",
	"!~": "portfolio.filter.op.holdsNot",
	in: "portfolio.filter.op.in",
	"not in": "portfolio.filter.op.notIn",
	under: "portfolio.filter.op.under",
	"not under": "portfolio.filter.op.notUnder",
	"is empty": "portfolio.filter.op.empty",
	"is not empty": "portfolio.filter.op.filled",
};

const dateWords: Partial<Record<Operator, MessageKey>> = {
	"<": "portfolio.filter.op.before",
	"<=": "portfolio.filter.op.until",
	">": "portfolio.filter.op.after",
	">=": "portfolio.filter.op.from",
};

export function operatorWord(op: Operator, attribute: Attribute | undefined, chip?: Chip): MessageKey {
	const moves = chip?.values[0]?.kind === "period" || (!chip && hasPeriods(attribute));
	if (moves && (op === "in" || op === "not in")) return op === "in" ? "views.blocks.within" : "views.blocks.notWithin";
	const dated = attribute?.kind === "date" || attribute?.kind === "month";
	return (dated && dateWords[op]) || operatorWords[op];
}

// hasPeriods tells whether values of an attribute lie in periods.
export function hasPeriods(attribute: Attribute | undefined): boolean {
	return attribute?.kind === "date" || attribute?.kind === "month";
}

// operatorsOf are the ways to compare an attribute.
export function operatorsOf(attribute: Attribute): readonly Operator[] {
	const own = fieldKind(attribute).operators;
	if (attribute.kind === "unit" || isTree(attribute)) return ["under", "not under", ...own];
	return hasPeriods(attribute) ? ["in", "not in", ...own.filter((op) => op !== "in" && op !== "not in")] : own;
}

// listed are the kinds whose values are picked from a list.
export function isListed(attribute: Attribute): boolean {
	return ["choice", "choices", "light", "weather", "yes_no"].includes(attribute.kind);
}

// firstOperator is what a new chip of an attribute starts with.
function firstOperator(attribute: Attribute): Operator {
	if (isTree(attribute)) return "under";
	if (isListed(attribute)) return attribute.kind === "yes_no" ? "=" : "in";
	if (["user", "unit", "project"].includes(attribute.kind)) return "=";
	if (["text", "long_text", "link"].includes(attribute.kind)) return "~";
	return ">=";
}

// newChip is a condition on an attribute before anything is chosen; yes or no starts at yes.
export function newChip(attribute: Attribute): Chip {
	const values: Literal[] = attribute.kind === "yes_no" ? [{ kind: "word", value: "true" }] : [];
	return { key: attribute.key, op: firstOperator(attribute), values };
}

// literalOf writes a value of the API as a filter does.
export function literalOf(value: unknown, attribute: Attribute): Literal | null {
	if (value === null || value === undefined || value === "") return null;
	if (typeof value === "boolean") return { kind: "word", value: String(value) };
	if (Array.isArray(value)) return typeof value[0] === "string" ? text(value[0]) : null;
	if (typeof value === "object") {
		const { amount, name } = value as { amount?: string; name?: string };
		if (amount !== undefined) return { kind: "number", value: amount };
		return name ? text(name) : null;
	}
	if (["number", "percent"].includes(attribute.kind)) return { kind: "number", value: String(value) };
	return text(String(value));
}

// chipOf is the condition that an attribute has a value, or has none.
export function chipOf(attribute: Attribute, value: unknown): Chip {
	const literal = literalOf(value, attribute);
	if (!literal) return { key: attribute.key, op: "is empty", values: [] };
	const op = isListed(attribute) && attribute.kind !== "yes_no" ? (isTree(attribute) ? "under" : "in") : "=";
	return { key: attribute.key, op, values: [literal] };
}

// chipText says a chip in words: its value as the language writes it.
export function valuesText(
	chip: Chip,
	attribute: Attribute | undefined,
	context: FieldContext,
	t: Translate,
	// named is what another attribute or a constant is called, by its name in the filter
	named: (word: string) => string = (word) => word,
): string {
	return chip.values.map((v) => literalText(v, attribute, context, t, named)).join(", ");
}

function literalText(
	l: Literal,
	attribute: Attribute | undefined,
	context: FieldContext,
	t: Translate,
	named: (word: string) => string,
): string {
	if (l.kind === "mine") return t("views.blocks.myUnits");
	const moment = l.kind === "moment" ? momentOf(l) : null;
	if (moment) return momentWords(moment, context.lang);
	const period = periodOf(l);
	if (period) return periodText(period, context.lang);
	if (l.kind === "word" && l.value === "me") return t("portfolio.filter.me");
	if (l.kind === "word" && l.value === "today") return t("period.today");
	if (l.kind === "word" && attribute?.kind !== "yes_no") return named(l.value);
	if (!attribute) return l.value;
	if (["user", "unit", "project"].includes(attribute.kind)) return l.value;
	if (attribute.kind === "money") {
		return formatMoney({ amount: l.value, currency: context.currency }, "auto");
	}
	if (attribute.kind === "choices") return pick(choiceOf(attribute, l.value)?.label, context.lang) || l.value;
	const value = attribute.kind === "yes_no" ? l.value.toLowerCase() === "true" : l.value;
	return fieldKind(attribute).text(value, attribute, context) || l.value;
}
