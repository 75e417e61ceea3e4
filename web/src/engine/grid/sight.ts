/** What stands where a pointer is, and where a cell is seen. */

import { clamp, columnAt, columnSeenAt, columnWidth, rowAt } from "./geometry";
import type { Rect } from "./model";
import { type Cell, HEADER } from "./selection";
import type { Stage } from "./stage";

export type Hit = Cell & {
	/** "stuck" is a group row kept in sight under the header; "corner" and "rows" are the headers of all rows and of one. */
	readonly zone: "header" | "stuck" | "body" | "corner" | "rows" | "outside";
};

/** How near to a header's right edge a press resizes the column, in pixels. */
const EDGE = 5;

/** How near to its corner the selection is taken by the handle, in pixels. */
const HANDLE = 9;

/** What stands at a point, from the top left corner of the element. */
export function hitAt(stage: Stage, x: number, y: number): Hit {
	const { axis, rowHeight } = stage.scene;
	const col = columnAt(axis, stage.scrollLeft, x);
	const outside: Hit = { zone: "outside", row: HEADER, col };
	if (x >= 0 && x < axis.inset) return rowHeaderAt(stage, y);
	if (x < 0 || y < 0 || x >= stage.width || col < 0) return outside;
	if (y < stage.headerHeight) return { zone: "header", row: HEADER, col };
	const inner = y - stage.headerHeight;
	if (inner >= stage.height) return outside;
	const stuck = stage.head.stuckAt(inner, rowHeight);
	if (stuck >= 0) return { zone: "stuck", row: stuck, col };
	const row = rowAt(stage.rowAxis, stage.place, inner);
	return row < 0 ? outside : { zone: "body", row, col };
}

function rowHeaderAt(stage: Stage, y: number): Hit {
	if (y >= 0 && y < stage.headerHeight) return { zone: "corner", row: HEADER, col: 0 };
	const inner = y - stage.headerHeight;
	const row = inner >= 0 && inner < stage.height ? rowAt(stage.rowAxis, stage.place, inner) : -1;
	return row < 0 ? { zone: "outside", row: HEADER, col: 0 } : { zone: "rows", row, col: 0 };
}

/** True on the handle in the corner of the selection. */
export function onHandle(stage: Stage, x: number, y: number): boolean {
	const { selection, handle } = stage.scene;
	const [only, second] = selection.ranges;
	if (!handle || !only || second) return false;
	const hit = hitAt(stage, x, y);
	if (hit.zone !== "body" || hit.row !== only.bottom || hit.col !== only.right) return false;
	const cell = rectOf(stage, hit.row, hit.col);
	return x >= cell.left + cell.width - HANDLE && y >= cell.top + cell.height - HANDLE;
}

/** The cell nearest to a point, for a drag that leaves the rows. */
export function nearestCell(stage: Stage, x: number, y: number): Cell {
	const { axis, source, rowHeight } = stage.scene;
	const seen = clamp(x, 0, Math.min(stage.width, axis.width) - 1);
	const inner = clamp(y - stage.headerHeight, 0, stage.height - 1);
	const row = Math.floor((stage.place.virtual + inner) / rowHeight);
	return {
		row: clamp(row, 0, source.count - 1),
		col: clamp(columnAt(axis, stage.scrollLeft, seen), 0, axis.count - 1),
	};
}

/** The column whose right edge is at a point of the header, or -1. Either side of the edge counts. */
export function edgeAt(stage: Stage, x: number, y: number): number {
	const { axis } = stage.scene;
	for (const probe of [x, x - EDGE]) {
		const hit = hitAt(stage, probe, y);
		if (hit.zone !== "header") continue;
		const right = columnSeenAt(axis, stage.scrollLeft, hit.col) + columnWidth(axis, hit.col);
		if (Math.abs(right - x) <= EDGE) return hit.col;
	}
	return -1;
}

/** Where a cell is seen, from the top left corner of the element. */
export function rectOf(stage: Stage, row: number, col: number): Rect {
	const { axis, rowHeight } = stage.scene;
	const header = row === HEADER;
	const inBody = stage.top(row) - stage.place.physical;
	return {
		left: columnSeenAt(axis, stage.scrollLeft, col),
		top: header ? 0 : inBody + stage.headerHeight,
		width: columnWidth(axis, col),
		height: header ? stage.headerHeight : rowHeight,
	};
}
