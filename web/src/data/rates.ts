import type { Decimal } from "../format/decimal";
import { type Fraction, quotient } from "../format/fraction";

// Used is a rate as a total used it: what one unit of a currency is worth.
export type Used = {
	from: string;
	rate: Decimal;
	day: string;
	// inverse: how it was given, when as so much for one unit of the other currency
	inverse?: Decimal;
	// via: the currency between the two, of a cross rate
	via?: string;
	// amount: what that currency comes to in a converted sum
	amount?: Decimal;
};

// Converted is a total over several currencies made one, beside its amounts.
export type Converted = { currency: string; amount?: Decimal; value?: Decimal | null; rates: Used[] };

// Rates are those in force on the day of a list, exactly: one unit is worth num/den.
export type Rates = { currency: string; rates: readonly (Used & { num: string; den: string })[] };

// Part is what was gathered of one currency, in 1/10,000 of its unit: the sum, what
// it is divided by (1 for a sum), and what that is worth itself when it is money.
export type Part = { currency: string; sum: Fraction; by: Fraction };

export type Way = "sum" | "mean" | "least" | "most";

// worthOf is the exact worth of a currency; null when no rate is known.
function worthOf(rates: Rates, currency: string): Fraction | null {
	if (currency === rates.currency) return { num: 1n, den: 1n };
	const used = rates.rates.find((u) => u.from === currency);
	return used ? { num: BigInt(used.num), den: BigInt(used.den) } : null;
}

const times = (a: Fraction, b: Fraction): Fraction => ({ num: a.num * b.num, den: a.den * b.den });
const plus = (a: Fraction, b: Fraction): Fraction => ({ num: a.num * b.den + b.num * a.den, den: a.den * b.den });
const below = (a: Fraction, b: Fraction): boolean => a.num * b.den < b.num * a.den;

// convert makes one of what was gathered by currency, as the server does: exact
// until the end, and rounded once. money: the figure is an amount; weighed: what
// it is divided by is money too.
export function convert(
	parts: readonly Part[],
	how: { way: Way; money: boolean; weighed: boolean },
	rates: Rates | undefined,
): { converted?: Converted; unconverted?: string[] } {
	const own = rates?.currency;
	if (!rates || !own || !parts.length || (parts.length === 1 && (parts[0]?.currency === own || !how.money))) return {};
	const ordered = [...parts].sort((a, b) => (a.currency < b.currency ? -1 : 1));
	const worths = ordered.map((p) => worthOf(rates, p.currency));
	const lacking = ordered.filter((_, i) => !worths[i]).map((p) => p.currency);
	if (lacking.length) return { unconverted: lacking };
	let sum: Fraction | null = null;
	let by: Fraction = { num: how.way === "mean" ? 0n : 1n, den: 1n };
	ordered.forEach((p, i) => {
		const worth = worths[i] as Fraction;
		let x = how.money ? times(p.sum, worth) : p.sum;
		if (how.way === "mean") {
			if (how.weighed) x = times(x, worth);
			by = plus(by, how.weighed ? times(p.by, worth) : p.by);
		}
		if (sum === null) sum = x;
		else if (how.way === "least" || how.way === "most") sum = below(x, sum) === (how.way === "least") ? x : sum;
		else sum = plus(sum, x);
	});
	if (sum === null || by.num <= 0n) return {};
	const exact: Fraction = times(sum, { num: by.den, den: by.num });
	const used = ordered.flatMap((p) => {
		const rate = rates.rates.find((u) => u.from === p.currency);
		if (!rate) return [];
		const { num: _num, den: _den, ...shown } = rate;
		return [shown as Used];
	});
	const figure = how.money ? { amount: quotient(exact, placesOf(own)) } : { value: quotient(exact, 4) };
	return { converted: { currency: own, ...figure, rates: used } };
}

const without = new Set("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(" "));
const three = new Set("BHD IQD JOD KWD LYD OMR TND".split(" "));

// placesOf is how many decimals the minor unit of a currency has, by ISO 4217 as
// the server has it.
export function placesOf(currency: string): number {
	return without.has(currency) ? 0 : three.has(currency) ? 3 : 2;
}
