import { lights, weathers } from "../../fields/status";
import { dayFromISO, formatDay, formatMonth, monthFromISO } from "../../format/day";
import { addDecimals, isDecimal } from "../../format/decimal";
import { formatAmounts, type Money, signedAmounts } from "../../format/money";
import { formatCount, formatNumber, formatPercent, formatSigned } from "../../format/number";
import { signedSpan } from "../../format/span";
import type { Translate } from "../../i18n/lang";
import type { Amounts, Kind, Value } from "./model";

// none stands where nothing is known.
export const none = "–";

function isMoney(v: unknown): v is Money {
	return !!v && typeof v === "object" && "amount" in v && "currency" in v;
}

// moneyOf are the amounts of a value, one for each currency; what was converted
// goes first, alone.
export function moneyOf(value: Value | undefined, converted?: Money | null): Money[] {
	if (isMoney(value)) return [value];
	if (!value || typeof value !== "object") return [];
	const all = Object.entries(value as Amounts).map(([currency, amount]) => ({ currency, amount }));
	return all.length > 1 && converted ? [converted] : all;
}

// valueText writes a value of the summary; nothing is a dash.
export function valueText(value: Value | undefined, kind: Kind, t: Translate, converted?: Money | null): string {
	if (value === null || value === undefined) return none;
	if (typeof value === "object") {
		const amounts = moneyOf(value, converted);
		return formatAmounts(amounts) || none;
	}
	if (typeof value === "number") return formatCount(value);
	if (kind === "date") return formatDay(dayFromISO(value)) || none;
	if (kind === "month") return formatMonth(monthFromISO(value)) || none;
	const status = [...lights, ...weathers].find((s) => s.word === value);
	if (status && (kind === "light" || kind === "weather")) return t(status.title);
	if (!isDecimal(value)) return value || none;
	if (kind === "percent") return formatPercent(value);
	return formatNumber(value, kind === "score" ? 0 : 1);
}

export type Way = "up" | "down" | "same";
export type Moved = { way: Way; text: string; tone: "good" | "bad" | "" };

// movedText says by how much a figure moved, with its direction; null where that
// is not known.
export function movedText(
	delta: Value | undefined,
	kind: Kind,
	better: "up" | "down" | null,
	t: Translate,
): Moved | null {
	if (delta === null || delta === undefined) return null;
	const way = wayOf(delta);
	const tone = way === "same" || !better ? "" : way === better ? "good" : "bad";
	return { way, text: deltaText(delta, kind, t), tone };
}

function wayOf(delta: Value): Way {
	const signs = numbersOf(delta).map(Math.sign);
	if (signs.every((s) => s === 0)) return "same";
	return (signs.find((s) => s !== 0) ?? 0) > 0 ? "up" : "down";
}

function numbersOf(v: Value): number[] {
	if (v === null) return [];
	if (typeof v !== "object") return [Number(v)];
	return moneyOf(v).map((m) => Number(m.amount));
}

function deltaText(delta: Value, kind: Kind, t: Translate): string {
	if (delta === null) return none;
	if (typeof delta === "object") return signedAmounts(moneyOf(delta));
	if (kind === "date" || kind === "month") return signedSpan(Number(delta), t);
	if (kind === "percent") return t("summary.points", { n: formatSigned(String(delta), 1) });
	return formatSigned(String(delta), kind === "score" ? 1 : 2);
}

// drawn is a value as a number to draw: null where there is none, or where it is
// in several currencies.
export function drawn(value: Value | undefined, kind: Kind): number | null {
	if (value === null || value === undefined) return null;
	if (typeof value === "number") return value;
	if (typeof value === "object") {
		const amounts = moneyOf(value);
		return amounts.length === 1 ? Number(amounts[0]?.amount) : null;
	}
	if (kind === "date") return dayFromISO(value) || null;
	if (kind === "month") return monthFromISO(value) || null;
	const rank = [lights, weathers].map((family) => family.findIndex((s) => s.word === value)).find((i) => i >= 0);
	if (kind === "light" || kind === "weather") return rank === undefined ? null : rank + 1;
	return isDecimal(value) ? Number(value) : null;
}

// deltaOf is by how much a value moved, where both can be told apart: one amount of
// one currency, or a number.
export function deltaOf(now: Value | undefined, was: Value | undefined): Value | null {
	const [a, b] = [moneyOf(now), moneyOf(was)];
	if (a.length === 1 && b.length <= 1) {
		const [after, before] = [a[0], b[0]];
		if (!after || (before && before.currency !== after.currency)) return null;
		return { currency: after.currency, amount: addDecimals([after.amount, minus(before?.amount ?? "0")]) };
	}
	if (typeof now !== "string" || typeof was !== "string" || !isDecimal(now) || !isDecimal(was)) return null;
	return addDecimals([now, minus(was)]);
}

function minus(d: string): string {
	return d.startsWith("-") ? d.slice(1) : `-${d}`;
}
