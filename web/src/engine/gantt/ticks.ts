import { type Day, dateOf, dayOf } from "../../format/day";
import type { Words } from "./model";
import { type Scale, xOf } from "./scale";

/** A part of the header: from a day to another, and what it is called. */
export interface Tick {
	readonly from: Day;
	readonly to: Day;
	readonly text: string;
}

/** The header: the coarser parts above the finer ones. */
export interface Ticks {
	readonly upper: readonly Tick[];
	readonly lower: readonly Tick[];
}

type Unit = "day" | "week" | "month" | "quarter" | "year";

/** What a zoom is cut into, above and below. */
export function unitsOf(perDay: number): { upper: Unit; lower: Unit } {
	if (perDay >= 20) return { upper: "month", lower: "day" };
	if (perDay >= 4) return { upper: "month", lower: "week" };
	if (perDay >= 0.9) return { upper: "year", lower: "month" };
	return { upper: "year", lower: "quarter" };
}

/** The parts that are seen between two places of the axis. */
export function ticksOf(scale: Scale, left: number, right: number, words: Words): Ticks {
	const from = Math.max(scale.from, Math.floor(scale.from + left / scale.perDay));
	const to = Math.min(scale.to, Math.ceil(scale.from + right / scale.perDay));
	const { upper, lower } = unitsOf(scale.perDay);
	const cut = (unit: Unit, above: boolean) =>
		partsOf(unit, from, to, words.weekStart).map((p) => ({ ...p, text: textOf(unit, p.from, above, scale, words) }));
	return { upper: cut(upper, true), lower: cut(lower, false) };
}

function partsOf(unit: Unit, from: Day, to: Day, weekStart: number): { from: Day; to: Day }[] {
	const out: { from: Day; to: Day }[] = [];
	let at = beginOf(unit, from, weekStart);
	while (at < to) {
		const next = nextOf(unit, at);
		out.push({ from: at, to: next });
		at = next;
	}
	return out;
}

/** The first day of the part in which a day lies. */
export function beginOf(unit: Unit, day: Day, weekStart: number): Day {
	if (unit === "day") return day;
	if (unit === "week") return day - ((((day - 1 - weekStart) % 7) + 7) % 7);
	const at = dateOf(day);
	const year = at.getUTCFullYear();
	const month = at.getUTCMonth();
	if (unit === "month") return dayOf(year, month + 1, 1);
	return unit === "quarter" ? dayOf(year, month - (month % 3) + 1, 1) : dayOf(year, 1, 1);
}

function nextOf(unit: Unit, first: Day): Day {
	if (unit === "day") return first + 1;
	if (unit === "week") return first + 7;
	const at = dateOf(first);
	const months = { month: 1, quarter: 3, year: 12 }[unit];
	const month = at.getUTCMonth() + months;
	return dayOf(at.getUTCFullYear() + Math.floor(month / 12), (month % 12) + 1, 1);
}

function textOf(unit: Unit, day: Day, above: boolean, scale: Scale, words: Words): string {
	if (unit === "day") return words.weekday(day);
	if (unit === "week") return scale.perDay >= 9 ? words.shortDay(day) : words.week(weekNumber(day, words.weekStart));
	if (unit === "year") return String(dateOf(day).getUTCFullYear());
	if (unit === "quarter") return words.quarter(Math.floor(dateOf(day).getUTCMonth() / 3) + 1);
	if (above) return words.month(day, "long");
	return words.month(day, scale.perDay >= 1.4 ? "short" : "narrow");
}

/**
 * The number of a week by its first day: week 1 is the first with four days of
 * the year, as in ISO 8601, whatever day weeks begin on.
 */
export function weekNumber(first: Day, weekStart: number): number {
	const year = dateOf(first + 3).getUTCFullYear();
	const one = beginOf("week", dayOf(year, 1, 4), weekStart);
	return Math.round((first - one) / 7) + 1;
}

/** A stretch of days without work. */
export interface Off {
	readonly from: Day;
	readonly to: Day;
}

/** From what zoom on days without work are seen: two of them need a few pixels. */
export const offFrom = 2.2;

/** The stretches without work between two places, none where they would be too small to be seen. */
export function offDays(scale: Scale, left: number, right: number, works: (day: Day) => boolean): Off[] {
	if (scale.perDay < offFrom) return [];
	const out: { from: Day; to: Day }[] = [];
	const first = Math.floor(scale.from + left / scale.perDay);
	const end = Math.min(scale.to, Math.ceil(scale.from + right / scale.perDay));
	for (let day = Math.max(scale.from, first); day < end; day++) {
		if (works(day)) continue;
		const last = out.at(-1);
		if (last?.to === day) last.to = day + 1;
		else out.push({ from: day, to: day + 1 });
	}
	return out;
}

/** Where a text of a part stands: in its middle, or, above, as far left as it is seen. */
export function placeOf(tick: Tick, scale: Scale, left: number, width: number, above: boolean): number | null {
	const from = xOf(scale, tick.from);
	const to = xOf(scale, tick.to);
	if (above) {
		const x = Math.max(from, left) + 8;
		return x + width <= to - 4 ? x : null;
	}
	return width <= to - from - 2 ? (from + to - width) / 2 : null;
}
