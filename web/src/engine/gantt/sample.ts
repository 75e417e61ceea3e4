import { Calendar } from "./calendar";
import type { Bar, Line, Tie, Words } from "./model";
import type { Manner, View } from "./place";
import { type Activity, activity, type Link, microsoftProject, type Plan, perDay } from "./plan";
import { guessed } from "./shapes";

// What the tests of the timeline share: a week of five days of eight hours, a view, and
// plain words. 2026-01-05 is a Monday.

export const monday = 739621;
const shifts = [
	{ from: 8 * 60, to: 12 * 60 },
	{ from: 13 * 60, to: 17 * 60 },
];
export const usual = new Calendar({ week: Array.from({ length: 7 }, (_, d) => (d < 5 ? shifts : [])) });

export const words: Words = {
	weekStart: 0,
	today: "Today",
	day: (day) => `day ${day - monday}`,
	shortDay: (day) => `d${day - monday}`,
	weekday: (day) => String(((day - 1) % 7) + 1),
	week: (number) => `W${number}`,
	month: (_, style) => style,
	quarter: (number) => `Q${number}`,
	drift: (days) => `${days > 0 ? "+" : ""}${days} d`,
};

export const view: View = {
	scale: { from: monday - 14, to: monday + 200, perDay: 20 },
	left: 200,
	top: 0,
	width: 800,
	height: 600,
	head: 48,
	rowHeight: 32,
};

export const manner: Manner = {
	today: monday + 3,
	words,
	measure: guessed,
	works: (day) => usual.between(day * perDay, (day + 1) * perDay) > 0,
	critical: true,
	baseline: true,
	links: true,
	names: true,
	edges: true,
};

/** A bar from a day to another, both included, counted from the Monday. */
export function bar(id: string, from: number, to: number, more: Partial<Bar> = {}): Bar {
	return {
		id,
		kind: "task",
		name: `Task ${id}`,
		start: (monday + from) * perDay + 480,
		finish: (monday + to) * perDay + 1020,
		progress: 0,
		critical: false,
		...more,
	};
}

export const lineOf = (...bars: Bar[]): Line => ({ id: bars[0]?.id ?? "", bars });
export const tie = (from: string, to: string, type: Tie["type"] = "FS"): Tie => ({ from, to, type });

/** A plan of tasks of so many days, one after the other where a link says so. */
export function planOf(tasks: Partial<Activity>[], links: readonly (readonly [number, number])[]): Plan {
	return {
		calendars: [usual],
		activities: tasks.map((t) => activity(t)),
		links: links.map(([from, to]): Link => ({ from, to, type: "FS", lagKind: "working", lag: 0 })),
		start: monday * perDay + 480,
		finish: 0,
		status: 0,
		calendar: 0,
		rules: microsoftProject,
	};
}
