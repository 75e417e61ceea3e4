import { dotAt, edgeWidth } from "./layout";
import type { Bar } from "./model";
import { boxOf, type Manner, rowAt, type Scenery, type View } from "./place";

/** What stands under a point, and which part of it. */
export type Hit =
	| { readonly kind: "none" | "head" }
	| { readonly kind: "row"; readonly row: number }
	/** the arrow to a bar that is out of view */
	| { readonly kind: "edge"; readonly row: number; readonly bar: Bar }
	| { readonly kind: "bar"; readonly row: number; readonly bar: Bar; readonly part: Part };

/** The body moves, the end resizes, the grip sets progress, and the two dots draw links. */
export type Part = "body" | "end" | "progress" | "link-start" | "link-finish";

// How near to the end of a bar a press resizes it.
const grip = 6;
// Where the dots are from which links are drawn, outside the bar.
const dotFrom = dotAt - 7;
const dotTo = dotAt + 7;

/** What stands under a point of the view. What may not be changed has no parts but its body. */
export function hitAt(scenery: Scenery, view: View, manner: Manner, x: number, y: number, canEdit: boolean): Hit {
	if (x < 0 || y < 0 || x > view.width || y > view.height) return { kind: "none" };
	if (y < view.head) return { kind: "head" };
	const row = rowAt(view, scenery.lines.length, y);
	const line = scenery.lines[row];
	if (!line) return { kind: "none" };
	const dots: Hit[] = [];
	for (const bar of line.bars.toReversed()) {
		const box = boxOf(view, row, bar);
		const part = partAt(bar, box, x, canEdit);
		if (!part) continue;
		const hit: Hit = { kind: "bar", row, bar, part };
		if (part === "body" || part === "end" || part === "progress") return hit;
		dots.push(hit);
	}
	const [dot] = dots;
	if (dot) return dot;
	const [own] = line.bars;
	if (own && manner.edges) {
		const { left, right } = boxOf(view, row, own);
		if ((right < 2 && x < edgeWidth) || (left > view.width - 2 && x > view.width - edgeWidth)) {
			return { kind: "edge", row, bar: own };
		}
	}
	return { kind: "row", row };
}

function partAt(bar: Bar, box: { left: number; right: number }, x: number, canEdit: boolean): Part | undefined {
	const { left, right } = box;
	const changes = canEdit && !bar.fixed;
	if (x >= left - 1 && x <= right + 1) {
		if (!changes || bar.kind !== "task") return "body";
		const wide = right - left;
		if (x >= right - Math.min(grip, wide / 3)) return "end";
		const done = left + wide * Math.min(1, bar.progress);
		if (wide > 30 && bar.progress < 1 && Math.abs(x - Math.max(done, left + 4)) <= 4) return "progress";
		return "body";
	}
	if (!canEdit) return undefined;
	if (x > right + dotFrom && x <= right + dotTo) return "link-finish";
	if (x < left - dotFrom && x >= left - dotTo) return "link-start";
	return undefined;
}

/** The bar under a point, as the end of a link that is being drawn: its left half is its start. */
export function endAt(
	scenery: Scenery,
	view: View,
	x: number,
	y: number,
): { readonly bar: Bar; readonly end: "start" | "finish" } | undefined {
	const row = rowAt(view, scenery.lines.length, y);
	for (const bar of scenery.lines[row]?.bars ?? []) {
		const { left, right } = boxOf(view, row, bar);
		if (x < left - dotTo || x > right + dotTo) continue;
		return { bar, end: x <= Math.max((left + right) / 2, left + 6) ? "start" : "finish" };
	}
	return undefined;
}
