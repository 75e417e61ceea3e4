import type { Attribute } from "../api/types";
import type { Used } from "../data/rates";
import type { Total, Totals } from "../data/rows";
import type { FieldContext } from "../fields/kind";
import { fieldKind } from "../fields/registry";
import { dayFromISO, formatDay } from "../format/day";
import { formatAmounts, formatMoney } from "../format/money";
import { formatCount, formatNumber } from "../format/number";

// totalText writes a total as its rule gave it: a sum per currency with what they
// come to in one, the worst light, how many there are of each value. Nothing is the
// empty text.
export function totalText(total: Total | undefined, attribute: Attribute, context: FieldContext): string {
	const apart = apartText(total, attribute, context);
	const one = convertedText(total, attribute, context);
	return apart && one ? `${apart} = ${one}` : apart || one;
}

// convertedText is what amounts in several currencies come to in one; empty where
// nothing is converted, or the rates do not allow it.
export function convertedText(total: Total | undefined, attribute: Attribute, context: FieldContext): string {
	const { currency = "", amount, value } = total?.converted ?? {};
	if (amount !== undefined) return formatMoney({ amount, currency }, context.scale);
	return value == null ? "" : fieldKind(attribute).text(value, attribute, context);
}

// shortTotal is the one figure of a total, where there is little room.
export function shortTotal(total: Total | undefined, attribute: Attribute, context: FieldContext): string {
	return convertedText(total, attribute, context) || apartText(total, attribute, context);
}

// rateText is a rate as it was given: "1 EUR = 1,085 USD".
export function rateText(used: Used, into: string): string {
	const [one, other] = used.inverse ? [into, used.from] : [used.from, into];
	return `1\u00a0${one} = ${formatNumber(used.inverse ?? used.rate, 12)}\u00a0${other}`;
}

// apartText is the total without what is converted: amounts side by side.
export function apartText(total: Total | undefined, attribute: Attribute, context: FieldContext): string {
	const value = total?.value;
	if (value === null || value === undefined || total?.filled === 0) return "";
	if (total?.rule === "count") return formatCount(total.filled);
	if (Array.isArray(value)) return countsText(value, attribute, context);
	if (typeof value === "object" && !("amount" in value) && !("id" in value)) {
		const amounts = Object.entries(value as Record<string, string>).map(([currency, amount]) => ({ currency, amount }));
		return formatAmounts(amounts, context.scale);
	}
	if (attribute.kind === "date") return formatDay(dayFromISO(String(value)));
	return fieldKind(attribute).text(value, attribute, context);
}

type Counted = { value: unknown; count: number };

function countsText(counts: readonly unknown[], attribute: Attribute, context: FieldContext): string {
	return (counts as Counted[])
		.map(({ value, count }) => `${nameOf(value, attribute, context)}\u00a0: ${formatCount(count)}`)
		.join(", ");
}

function nameOf(value: unknown, attribute: Attribute, context: FieldContext): string {
	return fieldKind(attribute).text(attribute.kind === "choices" ? [value] : value, attribute, context);
}

export type Count = { name: string; count: number };

// countsOf are how many there are of each value, the most first; null where the
// total is of another rule.
export function countsOf(total: Total | undefined, attribute: Attribute, context: FieldContext): Count[] | null {
	if (!Array.isArray(total?.value)) return null;
	return (total.value as Counted[])
		.map(({ value, count }) => ({ name: nameOf(value, attribute, context), count }))
		.sort((a, b) => b.count - a.count);
}

// moneyTotals are the attributes that are summed as amounts, in the order of the
// catalogue, with their totals.
export function moneyTotals(totals: Totals, attributes: readonly Attribute[]): [Attribute, Total][] {
	return attributes.flatMap((a): [Attribute, Total][] => {
		const total = totals[a.key];
		return a.kind === "money" && total?.rule === "sum" ? [[a, total]] : [];
	});
}
