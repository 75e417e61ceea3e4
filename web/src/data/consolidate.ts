import type { Attribute } from "../api/types";
import { addDecimals, compareDecimals, type Decimal, meanOf } from "../format/decimal";
import { exactly } from "../format/fraction";
import { convert, type Part, type Rates, type Way } from "./rates";
import type { Total } from "./rows";

// The scales of lights and weathers, from the best to the worst.
export const scales: Readonly<Record<string, readonly string[]>> = {
	light: ["green", "amber_green", "amber", "amber_red", "red"],
	weather: ["sunny", "cloudy", "rainy", "stormy"],
};

type Money = { amount: Decimal; currency: string };
type Consolidated = Pick<Attribute, "key" | "kind" | "gives" | "consolidation" | "weight">;
type Values = Readonly<Record<string, unknown>>;

// consolidate makes one of the values of an attribute by its rule, as the server
// does: what is empty is left out, and amounts of two currencies are never taken
// together. What they come to by the rates in force stands beside them. Both are
// held to the same cases.
export function consolidate(a: Consolidated, rows: readonly Values[], rates?: Rates): Total {
	const filled = rows.filter((row) => row[a.key] !== null && row[a.key] !== undefined);
	const unread = rows.filter((row) => (row.unread as Values | undefined)?.[a.key] !== undefined).length;
	const total = { rule: a.consolidation, filled: filled.length, unread };
	if (a.consolidation === "count") return { ...total, value: String(filled.length) };
	if (kindOf(a) === "money" && a.consolidation !== "count_by_value") {
		const byCurrency = new Map<string, Values[]>();
		for (const row of filled) {
			const { currency } = row[a.key] as Money;
			byCurrency.set(currency, [...(byCurrency.get(currency) ?? []), row]);
		}
		const each = [...byCurrency].map(([currency, own]) => {
			const amount = one(a, own, (row) => (row[a.key] as Money).amount);
			return [currency, amount] as const;
		});
		const value = Object.fromEntries(each.filter(([, amount]) => amount !== null));
		if (!rates) return { ...total, value };
		const parts = [...byCurrency].map(([currency, own]) => partOf(a, currency, own, true));
		const weighed = filled.some((row) => isMoney(row[a.weight ?? ""]));
		return { ...total, value, ...convert(parts, { way: wayOf(a), money: true, weighed }, rates) };
	}
	const value = one(a, filled, (row) => row[a.key]);
	return { ...total, value, ...weighedByMoney(a, filled, rates) };
}

// weighedByMoney is the mean of what is no money, weighed by amounts in several
// currencies.
function weighedByMoney(a: Consolidated, filled: readonly Values[], rates: Rates | undefined) {
	const rows = filled.filter((row) => isMoney(row[a.weight ?? ""]));
	if (!rates || a.consolidation !== "weighted_mean" || !rows.length) return {};
	const currencies = [...new Set(rows.map((row) => (row[a.weight ?? ""] as Money).currency))];
	const parts = currencies.map((currency) => {
		const own = rows.filter((row) => (row[a.weight ?? ""] as Money).currency === currency);
		return partOf(a, currency, own, false);
	});
	return convert(parts, { way: "mean", money: false, weighed: true }, rates);
}

function isMoney(value: unknown): value is Money {
	return typeof value === "object" && value !== null && "currency" in value;
}

function wayOf(a: Consolidated): Way {
	if (a.consolidation === "mean" || a.consolidation === "weighted_mean") return "mean";
	if (a.consolidation === "minimum" || a.consolidation === "best") return "least";
	return a.consolidation === "sum" ? "sum" : "most";
}

// partOf is what the rows of one currency come to, exactly.
function partOf(a: Consolidated, currency: string, rows: readonly Values[], money: boolean): Part {
	const amount = (value: unknown) => exactly(money ? (value as Money).amount : (value as Decimal));
	const way = wayOf(a);
	if (way === "least" || way === "most") {
		const amounts = rows.map((row) => (row[a.key] as Money).amount);
		const best = extreme("money", amounts, way === "least" ? -1 : 1) as Decimal;
		return { currency, sum: { num: exactly(best), den: 1n }, by: { num: 1n, den: 1n } };
	}
	let sum = 0n;
	let by = 0n;
	for (const row of rows) {
		const heavy = a.consolidation === "weighted_mean" ? row[a.weight ?? ""] : "1";
		if (heavy === null || heavy === undefined) continue;
		const weight = a.consolidation === "weighted_mean" ? exactly(isMoney(heavy) ? heavy.amount : String(heavy)) : 1n;
		sum += amount(row[a.key]) * weight;
		by += weight;
	}
	return { currency, sum: { num: sum, den: 1n }, by: { num: by, den: 1n } };
}

function one(a: Omit<Consolidated, "key">, rows: readonly Values[], get: (row: Values) => unknown): unknown {
	if (!rows.length) return a.consolidation === "count_by_value" ? [] : null;
	const values = rows.map(get);
	switch (a.consolidation) {
		case "sum":
			return addDecimals(values as Decimal[]);
		case "mean":
			return meanOf(
				values as Decimal[],
				values.map(() => "1"),
			);
		case "weighted_mean":
			return weighted(a.weight ?? "", rows, get);
		case "count_by_value":
			return counts(values);
		case "minimum":
		case "best":
			return extreme(kindOf(a), values, -1);
		case "maximum":
		case "worst":
		case "latest":
			return extreme(kindOf(a), values, 1);
	}
	return null;
}

function weighted(key: string, rows: readonly Values[], get: (row: Values) => unknown): Decimal | null {
	const weighed = rows.flatMap((row) => {
		const weight = row[key];
		if (weight === null || weight === undefined) return [];
		const money = typeof weight === "object" ? (weight as Money) : { amount: String(weight), currency: "" };
		return [{ ...money, value: get(row) as Decimal }];
	});
	if (new Set(weighed.map((w) => w.currency)).size > 1) return null;
	return meanOf(
		weighed.map((w) => w.value),
		weighed.map((w) => w.amount),
	);
}

function counts(values: readonly unknown[]): { value: unknown; count: number }[] {
	const out = new Map<string, { value: unknown; count: number }>();
	for (const value of values.flat()) {
		const id = JSON.stringify(value && typeof value === "object" && "id" in value ? value.id : value);
		const known = out.get(id);
		if (known) known.count++;
		else out.set(id, { value, count: 1 });
	}
	return [...out.values()];
}

function extreme(kind: string, values: readonly unknown[], sign: number): unknown {
	const scale = scales[kind];
	const compare = (a: unknown, b: unknown): number => {
		if (scale) return scale.indexOf(String(a)) - scale.indexOf(String(b));
		if (kind === "date" || kind === "month") return String(a) < String(b) ? -1 : a === b ? 0 : 1;
		if (kind === "yes_no" || kind === "bool") return Number(a) - Number(b);
		return compareDecimals(String(a), String(b));
	};
	return values.reduce((best, value) => (sign * compare(value, best) > 0 ? value : best));
}

// kindOf is what a formula gives, or the kind itself.
function kindOf(a: Pick<Attribute, "kind" | "gives">): string {
	return a.kind === "computed" ? (a.gives ?? "") : a.kind;
}
