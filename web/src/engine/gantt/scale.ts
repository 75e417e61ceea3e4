import type { Day } from "../../format/day";
import { dayOfFinish, dayOfStart, type Line } from "./model";

/** The horizontal axis: days as pixels. */
export interface Scale {
	/** the day at the left edge */
	readonly from: Day;
	/** the day after the last */
	readonly to: Day;
	/** pixels */
	readonly perDay: number;
}

/** The steps that keys and buttons go to, from near to far, with pixels a day. */
export const zooms = [
	{ id: "day", perDay: 40 },
	{ id: "week", perDay: 14 },
	{ id: "month", perDay: 4.5 },
	{ id: "quarter", perDay: 1.6 },
	{ id: "year", perDay: 0.45 },
] as const;

export type Zoom = (typeof zooms)[number]["id"];

export const nearest = 72;
export const farthest = 0.25;

/** Where a day begins. */
export const xOf = (scale: Scale, day: number): number => (day - scale.from) * scale.perDay;

/** The day, with its fraction, at a place. */
export const dayAt = (scale: Scale, x: number): number => scale.from + x / scale.perDay;

export const widthOf = (scale: Scale): number => (scale.to - scale.from) * scale.perDay;

/** The days of some lines and today, with air on both sides so that there is room to drag. */
export function daysOf(lines: readonly Line[], today: Day): { from: Day; to: Day } {
	let from = today;
	let to = today + 1;
	for (const { bars } of lines) {
		for (const b of bars) {
			const starts = [b.start, b.baseStart ?? 0].filter(Boolean);
			const ends = [b.finish, b.baseFinish ?? 0, b.deadline ?? 0].filter(Boolean);
			for (const t of starts) from = Math.min(from, dayOfStart(t));
			for (const t of ends) to = Math.max(to, dayOfFinish(t) + 1);
		}
	}
	return { from: from - 60, to: to + 180 };
}

/** An axis of some days that fills a view at least. */
export function scaleOf(days: { from: Day; to: Day }, perDay: number, view: number): Scale {
	const kept = clampZoom(perDay);
	const least = Math.ceil(view / kept);
	return { from: days.from, to: Math.max(days.to, days.from + least), perDay: kept };
}

export function clampZoom(perDay: number): number {
	return Math.max(farthest, Math.min(nearest, perDay));
}

/** The step whose width is next to a zoom. */
export function zoomOf(perDay: number): Zoom {
	const far = (z: (typeof zooms)[number]) => Math.abs(Math.log(z.perDay / perDay));
	return zooms.reduce((best, z) => (far(z) < far(best) ? z : best)).id;
}

/** The next step nearer (1) or farther (-1). */
export function stepFrom(perDay: number, by: 1 | -1): number {
	const steps = zooms.map((z) => z.perDay);
	const next = by > 0 ? steps.toReversed().find((s) => s > perDay * 1.01) : steps.find((s) => s < perDay * 0.99);
	return next ?? (by > 0 ? nearest : farthest);
}

/** The scroll position after a change of zoom that keeps what is at a place of the view there. */
export function keptAt(before: Scale, after: Scale, scroll: number, at: number): number {
	const day = dayAt(before, scroll + at);
	return Math.max(0, xOf(after, day) - at);
}

/** The zoom and the place at which some days fill a view. */
export function fitTo(from: Day, to: Day, view: number): number {
	return clampZoom((view * 0.86) / Math.max(1, to - from));
}
