import type { Day } from "../../format/day";
import type { Box } from "./links";
import { LinkIndex } from "./links";
import { type Bar, dayOfFinish, dayOfStart, type Line, type Tie, type Trial, type Words } from "./model";
import { type Scale, xOf } from "./scale";
import type { Measure } from "./shapes";

/** What is on the timeline, whatever part of it is seen. */
export interface Scenery {
	readonly lines: readonly Line[];
	readonly links: LinkIndex;
	/** where each bar stands */
	readonly places: ReadonlyMap<string, Place>;
}

export interface Place {
	readonly row: number;
	readonly bar: Bar;
}

/** Puts rows and links together. What two rows show is taken where it comes first. */
export function sceneryOf(lines: readonly Line[], ties: readonly Tie[]): Scenery {
	const places = new Map<string, Place>();
	lines.forEach((line, row) => {
		for (const bar of line.bars) if (!places.has(bar.id)) places.set(bar.id, { row, bar });
	});
	return { lines, places, links: new LinkIndex(ties, (id) => places.get(id)?.row) };
}

/** What is seen: the rows from `top` on under a header, and the axis from `left` on. Pixels. */
export interface View {
	readonly scale: Scale;
	readonly left: number;
	readonly top: number;
	readonly width: number;
	/** with the header */
	readonly height: number;
	readonly head: number;
	readonly rowHeight: number;
}

/** How it is drawn. */
export interface Manner {
	readonly today: Day;
	readonly words: Words;
	readonly measure: Measure;
	works(day: Day): boolean;
	readonly critical: boolean;
	readonly baseline: boolean;
	readonly links: boolean;
	readonly names: boolean;
	/** the rows that are chosen beside */
	readonly chosen?: ReadonlySet<string>;
	readonly trial?: Trial;
	/** a link being drawn: from a bar, to a point of the view */
	readonly drawing?: {
		readonly from: string;
		readonly end: "start" | "finish";
		readonly x: number;
		readonly y: number;
	};
	/** the bar under the pointer, which shows from where links are drawn */
	readonly under?: string;
	/** on paper there is no edge to point over */
	readonly edges?: boolean;
}

/** How high the parts of a row are, in pixels. */
export function measuresOf(rowHeight: number) {
	const bar = Math.round(rowHeight * 0.44);
	const top = Math.round(rowHeight * 0.22);
	const raised = {
		top: Math.round(rowHeight * 0.14),
		bar: Math.round(rowHeight * 0.28),
		name: Math.round(rowHeight * 0.76),
	};
	return { bar, top, base: top + bar + 2, thin: 3, raised };
}

/** The row at a height of the view, or -1. */
export function rowAt(view: View, count: number, y: number): number {
	if (y < view.head) return -1;
	const row = Math.floor((view.top + y - view.head) / view.rowHeight);
	return row >= 0 && row < count ? row : -1;
}

export function topOf(view: View, row: number): number {
	return view.head + row * view.rowHeight - view.top;
}

/** The rows seen: the first, and the one after the last. */
export function rowsOf(view: View, count: number): [number, number] {
	const first = Math.max(0, Math.floor(view.top / view.rowHeight));
	const end = Math.ceil((view.top + view.height - view.head) / view.rowHeight);
	return [first, Math.min(count, end)];
}

/** Where a bar lies in the view: whole days, and a milestone in the middle of its own. */
export function boxOf(view: View, row: number, bar: Bar, trial?: Trial): Box {
	const { scale, left } = view;
	const m = measuresOf(view.rowHeight);
	const { top: from, bar: high } = bar.raised ? m.raised : m;
	const top = topOf(view, row) + from;
	const now = trial?.get(bar.id) ?? bar;
	if (bar.kind === "milestone") {
		const x = xOf(scale, dayOfStart(now.finish) + 0.5) - left;
		const half = bar.raised ? high / 2 + 2 : high / 2;
		const middle = top + high / 2;
		return { left: x - half, right: x + half, top: middle - half, bottom: middle + half, tip: true };
	}
	const x1 = xOf(scale, dayOfStart(now.start)) - left;
	const x2 = xOf(scale, dayOfFinish(Math.max(now.finish, now.start + 1)) + 1) - left;
	return { left: x1, right: Math.max(x2, x1 + 3), top, bottom: top + high };
}
