import type { Row } from "../api/types";
import { dayFromISO } from "../format/day";
import { addDecimals, compareDecimals, type Decimal, isDecimal } from "../format/decimal";

export type Counts = { added: number; removed: number; changed: number; same: number };

// countOf says how many rows came, left and changed between two dates.
export function countOf(rows: readonly Pick<Row, "diff">[]): Counts {
	const out: Counts = { added: 0, removed: 0, changed: 0, same: 0 };
	for (const row of rows) out[row.diff ?? "same"]++;
	return out;
}

// Difference is what became of a value: by how much an amount, a number or a
// date moved, or only that it is another.
export type Difference =
	| { kind: "money"; amount: Decimal; currency: string; up: boolean }
	| { kind: "number"; amount: Decimal; up: boolean }
	| { kind: "days"; days: number; up: boolean }
	| { kind: "other" };

export function differenceOf(before: unknown, after: unknown): Difference {
	const [a, b] = [amountOf(before), amountOf(after)];
	if (a && b) {
		if (a.currency !== b.currency) return { kind: "other" };
		return { kind: "money", ...less(b.amount, a.amount), currency: a.currency };
	}
	if (typeof before !== "string" || typeof after !== "string") return { kind: "other" };
	const [from, to] = [dayFromISO(before), dayFromISO(after)];
	if (from && to) return { kind: "days", days: to - from, up: to > from };
	if (isDecimal(before) && isDecimal(after)) return { kind: "number", ...less(after, before) };
	return { kind: "other" };
}

function less(a: Decimal, b: Decimal): { amount: Decimal; up: boolean } {
	const minus = b.startsWith("-") ? b.slice(1) : `-${b}`;
	return { amount: addDecimals([a, minus]), up: compareDecimals(a, b) > 0 };
}

function amountOf(v: unknown): { amount: Decimal; currency: string } | null {
	if (!v || typeof v !== "object") return null;
	const { amount, currency } = v as { amount?: unknown; currency?: unknown };
	if (typeof amount !== "string" || !isDecimal(amount)) return null;
	return { amount, currency: typeof currency === "string" ? currency : "" };
}

// onlyDifferent keeps the rows that came, left or changed.
export function onlyDifferent(rows: readonly Row[]): Row[] {
	return rows.filter((row) => (row.diff ?? "same") !== "same");
}
