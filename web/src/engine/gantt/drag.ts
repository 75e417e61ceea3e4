import type { Day } from "../../format/day";
import type { Part } from "./hit";
import type { Box } from "./links";
import { type Bar, dayOfFinish } from "./model";
import type { LinkType } from "./plan";
import type { Scale } from "./scale";

/** What a drag asks so far, in the words of bars. */
export type Gesture =
	| { readonly do: "move"; readonly bar: Bar; readonly days: number }
	| { readonly do: "resize"; readonly bar: Bar; readonly finish: Day }
	| { readonly do: "progress"; readonly bar: Bar; readonly progress: number }
	| { readonly do: "link"; readonly from: Bar; readonly to: Bar; readonly type: LinkType };

/** A bar that was taken at a part, where that was, and where the bar stood. */
export interface Grasp {
	readonly bar: Bar;
	readonly part: Part;
	/** content pixels, so that scrolling meanwhile counts */
	readonly x: number;
	readonly y: number;
	readonly box: Box;
}

// A press that moves less is a click.
const still = 4;

/** Whether a press has become a drag. */
export function isDrag(grasp: Grasp, x: number, y: number): boolean {
	return Math.abs(x - grasp.x) > still || Math.abs(y - grasp.y) > still;
}

/** What a drag asks at a place of the content; links need the end of the bar under it. */
export function gestureOf(
	grasp: Grasp,
	scale: Scale,
	x: number,
	over?: { readonly bar: Bar; readonly end: "start" | "finish" },
): Gesture | undefined {
	const { bar, part, box } = grasp;
	const days = Math.round((x - grasp.x) / scale.perDay);
	if (part === "body") return { do: "move", bar, days };
	if (part === "end") return { do: "resize", bar, finish: dayOfFinish(bar.finish) + days };
	if (part === "progress") return { do: "progress", bar, progress: shareAt(grasp, x, box) };
	if (!over || over.bar.id === bar.id) return undefined;
	const from = part === "link-finish" ? "F" : "S";
	const to = over.end === "start" ? "S" : "F";
	return { do: "link", from: bar, to: over.bar, type: `${from}${to}` as LinkType };
}

// Progress goes by steps of five percent.
function shareAt(grasp: Grasp, x: number, box: Box): number {
	const done = box.left + (box.right - box.left) * Math.min(1, grasp.bar.progress);
	const at = (done + x - grasp.x - box.left) / Math.max(1, box.right - box.left);
	return Math.max(0, Math.min(1, Math.round(at * 20) / 20));
}

/** How fast a view scrolls while something is dragged near its edge: pixels a frame. */
export function pull(at: number, size: number, reach = 36): number {
	if (at < reach) return -Math.ceil((reach - at) / 3);
	if (at > size - reach) return Math.ceil((at - size + reach) / 3);
	return 0;
}
