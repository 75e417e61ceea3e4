import { dayOfStart } from "../../engine/gantt/model";
import type { Network } from "../../engine/gantt/order";
import type { LinkType } from "../../engine/gantt/plan";
import { lastDayOf, nextWorkDay, type Wish } from "../../engine/gantt/wish";
import type { PlanItem } from "./items";

// The keys by which a line is changed as a drag would, on any cell of it. All keys of
// the plan stand here; help lists them (commands/key-table.ts).
const steps: Readonly<Record<string, readonly [what: "move" | "resize" | "progress", by: 1 | -1]>> = {
	"Ctrl+Alt+ArrowLeft": ["move", -1],
	"Ctrl+Alt+ArrowRight": ["move", 1],
	"Ctrl+Alt+Shift+ArrowLeft": ["resize", -1],
	"Ctrl+Alt+Shift+ArrowRight": ["resize", 1],
	"Ctrl+Alt+PageDown": ["progress", -1],
	"Ctrl+Alt+PageUp": ["progress", 1],
};

export const isStep = (chord: string): boolean => chord in steps;

// wishOf is what a key asks of a line, on top of what was asked of it already.
export function wishOf(chord: string, item: PlanItem, n: Network, before: Wish | undefined): Wish | undefined {
	const step = steps[chord];
	const calendar = n.items[item.at]?.own.calendar;
	if (!step || !calendar) return undefined;
	const [what, by] = step;
	if (what === "move") {
		const from = dayOfStart(item.start);
		const moved = before?.do === "move" ? from + before.days : from;
		return { do: "move", activity: item.at, days: nextWorkDay(calendar, moved, by) - from };
	}
	if (what === "resize") {
		const last = before?.do === "resize" ? before.finish : lastDayOf(n, item.at);
		const finish = Math.max(dayOfStart(item.start), nextWorkDay(calendar, last, by));
		return { do: "resize", activity: item.at, finish };
	}
	const share = before?.do === "progress" ? before.progress : item.progress / 100;
	const progress = Math.max(0, Math.min(1, Math.round(share * 20 + by) / 20));
	return { do: "progress", activity: item.at, progress };
}

// Step is where a line goes by one key: up or down among its siblings, into the phase
// above it, or out of its own.
export type Step = "up" | "down" | "in" | "out";

export const stepKeys: Readonly<Record<string, Step>> = {
	"Alt+Shift+ArrowUp": "up",
	"Alt+Shift+ArrowDown": "down",
	"Alt+Shift+ArrowRight": "in",
	"Alt+Shift+ArrowLeft": "out",
};

export const types: readonly LinkType[] = ["FS", "SS", "FF", "SF"];

export const nextType = (type: LinkType): LinkType => types[(types.indexOf(type) + 1) % types.length] ?? "FS";

// zoomKeys are the letters that lead to a zoom, from near to far.
export const zoomKeys = ["1", "2", "3", "4", "5"];
