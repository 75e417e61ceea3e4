import type { Attribute } from "../../api/types";
import { asDecimal, asMoney } from "../../fields/number";
import { dateOf, dayFromISO, isoOfDay, isoOfMonth, lastDay, monthFromISO, monthOf } from "../../format/day";
import { addDecimals, type Decimal } from "../../format/decimal";
import { addMonths } from "../../format/read-day";

// Series answers the value `n` steps after the last seed, or before the first.
export type Series = (n: number) => unknown;

// seriesOf continues figures, dates, months and numbered names. Several seeds
// continue by their step, which must be the same all along; a single one goes on
// by one, but only when it is asked to. Null where there is no series: the seeds
// are then repeated.
export function seriesOf(seeds: readonly unknown[], attribute: Attribute, single: boolean): Series | null {
	if (!seeds.length || (seeds.length === 1 && !single) || seeds.some((s) => s === null || s === undefined)) return null;
	if (attribute.kind === "date") return dates(seeds.map((s) => dayFromISO(String(s))));
	if (attribute.kind === "month") return months(seeds.map((s) => monthFromISO(String(s))));
	if (attribute.kind === "money") return amounts(seeds);
	if (attribute.kind === "number" || attribute.kind === "percent") return figures(seeds.map(asDecimal), (d) => d);
	return attribute.kind === "text" ? names(seeds.map(String)) : null;
}

function dates(days: number[]): Series | null {
	if (days.includes(0)) return null;
	const first = days[0] ?? 0;
	const last = days.at(-1) ?? 0;
	const step = evenStep(days, 1);
	const byMonth = monthStep(days);
	if (byMonth)
		return (n) =>
			isoOfDay(
				byMonth.ends ? endOf(edge(n, first, last), n, byMonth.step) : addMonths(edge(n, first, last), n * byMonth.step),
			);
	return step === null ? null : (n) => isoOfDay(edge(n, first, last) + n * step);
}

// edge is the seed that a step starts from: forwards the last, backwards the first.
function edge<T>(n: number, first: T, last: T): T {
	return n > 0 ? last : first;
}

function endOf(day: number, n: number, step: number): number {
	return lastDay(monthOf(day) + n * step);
}

// monthStep finds dates that go on by whole months: the same day of each, or the last.
function monthStep(days: readonly number[]): { step: number; ends: boolean } | null {
	const step = days.length > 1 ? evenStep(days.map(monthOf), 0) : null;
	if (!step) return null;
	const ends = days.every((d) => d === lastDay(monthOf(d)));
	const same = new Set(days.map((d) => dateOf(d).getUTCDate())).size === 1;
	return ends || same ? { step, ends: ends && !same } : null;
}

function months(list: number[]): Series | null {
	const step = list.includes(0) ? null : evenStep(list, 1);
	return step === null ? null : (n) => isoOfMonth(edge(n, list[0] ?? 0, list.at(-1) ?? 0) + n * step);
}

// evenStep is the step between whole numbers, where it is always the same.
function evenStep(list: readonly number[], single: number): number | null {
	if (list.length === 1) return single;
	const step = (list[1] ?? 0) - (list[0] ?? 0);
	return list.every((n, i) => i === 0 || n - (list[i - 1] ?? 0) === step) ? step : null;
}

function amounts(seeds: readonly unknown[]): Series | null {
	const list = seeds.map(asMoney);
	const currency = list[0]?.currency ?? "";
	if (list.some((m) => m?.currency !== currency)) return null;
	return figures(
		list.map((m) => m?.amount ?? null),
		(amount) => ({ amount, currency }),
	);
}

function figures(list: readonly (Decimal | null)[], as: (d: Decimal) => unknown): Series | null {
	const known = list.filter((d): d is Decimal => d !== null);
	if (known.length !== list.length) return null;
	const step = known.length === 1 ? "1" : minus(known[1] ?? "0", known[0] ?? "0");
	const even = known.every((d, i) => i === 0 || minus(d, known[i - 1] ?? "0") === step);
	if (!even) return null;
	return (n) => {
		const times = new Array<Decimal>(Math.abs(n)).fill(n < 0 ? negative(step) : step);
		return as(addDecimals([edge(n, known[0] ?? "0", known.at(-1) ?? "0"), ...times]));
	};
}

function minus(a: Decimal, b: Decimal): Decimal {
	return addDecimals([a, negative(b)]);
}

function negative(d: Decimal): Decimal {
	return d.startsWith("-") ? d.slice(1) : `-${d}`;
}

// names are words that end with a number: "Lot 1", "Lot 2".
function names(list: readonly string[]): Series | null {
	const parts = list.map((text) => /^(.*?)(\d{1,9})$/s.exec(text));
	const before = parts[0]?.[1];
	if (before === undefined || before === "" || parts.some((p) => p?.[1] !== before)) return null;
	const numbers = parts.map((p) => Number(p?.[2]));
	const step = evenStep(numbers, 1);
	const digits = parts[0]?.[2]?.length ?? 1;
	if (step === null) return null;
	return (n) => {
		const at = edge(n, numbers[0] ?? 0, numbers.at(-1) ?? 0) + n * step;
		return at < 0 ? null : before + String(at).padStart(digits, "0");
	};
}
