/** Which cells are active and selected, and how keys and mouse change that. Pure. */

import { clamp } from "./geometry";
import type { Direction } from "./model";

/** Row -1 is the header. */
export type Cell = { readonly row: number; readonly col: number };

/** Inclusive on all four sides. */
export type Range = {
	readonly top: number;
	readonly left: number;
	readonly bottom: number;
	readonly right: number;
};

/**
 * As in a spreadsheet: the active cell is the one that is edited; Shift moves
 * the `head`, the opposite corner of the last range. Never without a range,
 * unless the header is active.
 */
export type Selection = {
	readonly active: Cell;
	readonly head: Cell;
	readonly ranges: readonly Range[];
};

export type Bounds = { readonly rows: number; readonly cols: number };

export const HEADER = -1;

export type Motion =
	| Direction
	| "page-up"
	| "page-down"
	| "row-start"
	| "row-end"
	| "column-top"
	| "column-bottom"
	| "grid-start"
	| "grid-end";

function span(a: Cell, b: Cell): Range {
	return {
		top: Math.min(a.row, b.row),
		left: Math.min(a.col, b.col),
		bottom: Math.max(a.row, b.row),
		right: Math.max(a.col, b.col),
	};
}

/** One cell, or the header cell with nothing selected under it. */
export function selectCell(cell: Cell): Selection {
	const ranges = cell.row === HEADER ? [] : [span(cell, cell)];
	return { active: cell, head: cell, ranges };
}

/** The last range now reaches from the active cell to `cell`. */
export function extendTo(selection: Selection, cell: Cell): Selection {
	const { active, ranges } = selection;
	if (active.row === HEADER) return selectCell(cell);
	const head = { row: Math.max(0, cell.row), col: cell.col };
	return { active, head, ranges: [...ranges.slice(0, -1), span(active, head)] };
}

/** A further range that starts at `cell`. */
export function addCell(selection: Selection, cell: Cell): Selection {
	if (cell.row === HEADER) return selectCell(cell);
	const ranges = [...selection.ranges, span(cell, cell)];
	return { active: cell, head: cell, ranges };
}

export function selectAll(selection: Selection, bounds: Bounds): Selection {
	return stretch(selection, 0, 0, bounds.rows - 1, bounds.cols - 1, bounds);
}

/** All columns of the rows of the last range. */
export function selectRows(selection: Selection, bounds: Bounds): Selection {
	const { active, head } = selection;
	const top = Math.min(active.row, head.row);
	const bottom = Math.max(active.row, head.row);
	return stretch(selection, top, 0, bottom, bounds.cols - 1, bounds);
}

/** All rows of the columns of the last range. */
export function selectColumns(selection: Selection, bounds: Bounds): Selection {
	const { active, head } = selection;
	const left = Math.min(active.col, head.col);
	const right = Math.max(active.col, head.col);
	return stretch(selection, 0, left, bounds.rows - 1, right, bounds);
}

function stretch(
	selection: Selection,
	top: number,
	left: number,
	bottom: number,
	right: number,
	bounds: Bounds,
): Selection {
	if (bounds.rows === 0 || bounds.cols === 0) return selection;
	const active = { ...selection.active, row: Math.max(0, selection.active.row) };
	const range = { top: Math.max(0, top), left, bottom: Math.max(0, bottom), right };
	return { active, head: { row: range.bottom, col: right }, ranges: [range] };
}

/** A whole row, as its header selects it: alone, further, or up to it. */
export function selectRow(
	selection: Selection,
	row: number,
	how: "alone" | "extend" | "add",
	bounds: Bounds,
): Selection {
	const last = Math.max(0, bounds.cols - 1);
	const from = how === "extend" ? Math.max(0, selection.active.row) : row;
	const range = { ...span({ row: from, col: 0 }, { row, col: last }) };
	const others = how === "alone" ? [] : how === "add" ? selection.ranges : selection.ranges.slice(0, -1);
	return { active: { row: from, col: 0 }, head: { row, col: last }, ranges: [...others, range] };
}

/** A whole column, as Ctrl and its header select it. */
export function addColumn(selection: Selection, col: number, extend: boolean, bounds: Bounds): Selection {
	if (bounds.rows === 0) return selection;
	const from = extend ? selection.active.col : col;
	const range = span({ row: 0, col: from }, { row: bounds.rows - 1, col });
	const whole = selection.ranges.filter((one) => one.top === 0 && one.bottom === bounds.rows - 1);
	const ranges = [...(extend ? whole.slice(0, -1) : whole), range];
	return { active: { row: 0, col: from }, head: { row: range.bottom, col }, ranges };
}

export function contains(selection: Selection, row: number, col: number): boolean {
	return selection.ranges.some((range) => inRange(range, row, col));
}

export function inRange(range: Range, row: number, col: number): boolean {
	return row >= range.top && row <= range.bottom && col >= range.left && col <= range.right;
}

/** True when more than the active cell is selected. */
export function isWide(selection: Selection): boolean {
	const [only, second] = selection.ranges;
	if (!only) return false;
	if (second) return true;
	return only.top !== only.bottom || only.left !== only.right;
}

/** The cell one motion away. The header is reached only step by step, by "up". */
export function cellAfter(cell: Cell, motion: Motion, bounds: Bounds, page: number): Cell {
	const lastRow = bounds.rows - 1;
	const lastCol = bounds.cols - 1;
	const row = (to: number) => ({ row: clamp(to, 0, lastRow), col: cell.col });
	const col = (to: number) => ({ row: cell.row, col: clamp(to, 0, lastCol) });
	switch (motion) {
		case "up":
			return { row: Math.max(HEADER, cell.row - 1), col: cell.col };
		case "down":
			return { row: Math.min(lastRow, cell.row + 1), col: cell.col };
		case "left":
			return col(cell.col - 1);
		case "right":
			return col(cell.col + 1);
		case "page-up":
			return row(cell.row - page);
		case "page-down":
			return row(cell.row + page);
		case "row-start":
			return col(0);
		case "row-end":
			return col(lastCol);
		case "column-top":
			return row(0);
		case "column-bottom":
			return row(lastRow);
		case "grid-start":
			return { row: clamp(0, HEADER, lastRow), col: 0 };
		case "grid-end":
			return { row: lastRow, col: Math.max(0, lastCol) };
	}
}

/** After a key: the active cell moves, or the head of the range with `extend`. */
export function move(selection: Selection, motion: Motion, extend: boolean, bounds: Bounds, page: number): Selection {
	if (bounds.cols === 0) return selection;
	if (!extend || selection.active.row === HEADER) return selectCell(cellAfter(selection.active, motion, bounds, page));
	return extendTo(selection, cellAfter(selection.head, motion, bounds, page));
}

/** After a commit: one step on, and round inside the range when it is wide. */
export function advance(selection: Selection, direction: Direction, bounds: Bounds): Selection {
	const range = selection.ranges.at(-1);
	if (!range || !isWide(selection) || selection.ranges.length > 1) {
		const next = cellAfter(selection.active, direction, bounds, 1);
		return selectCell({ row: Math.max(0, next.row), col: next.col });
	}
	return { ...selection, active: cycle(range, selection.active, direction) };
}

function cycle(range: Range, cell: Cell, direction: Direction): Cell {
	const rows = range.bottom - range.top + 1;
	const cols = range.right - range.left + 1;
	const down = direction === "up" || direction === "down";
	const step = direction === "up" || direction === "left" ? -1 : 1;
	const row = cell.row - range.top;
	const col = cell.col - range.left;
	const size = rows * cols;
	const at = ((down ? col * rows + row : row * cols + col) + step + size) % size;
	return down
		? { row: range.top + (at % rows), col: range.left + Math.floor(at / rows) }
		: { row: range.top + Math.floor(at / cols), col: range.left + (at % cols) };
}

/** The same selection in a grid that has become another size. */
export function fitTo(selection: Selection, bounds: Bounds): Selection {
	const cell = (at: Cell): Cell => ({
		row: clamp(at.row, HEADER, bounds.rows - 1),
		col: clamp(at.col, 0, Math.max(0, bounds.cols - 1)),
	});
	const active = cell(selection.active);
	const ranges = selection.ranges
		.filter((range) => range.top < bounds.rows && range.left < bounds.cols)
		.map((range) => ({
			...range,
			bottom: Math.min(range.bottom, bounds.rows - 1),
			right: Math.min(range.right, bounds.cols - 1),
		}));
	if (ranges.length === 0) return selectCell(active);
	const held = ranges.some((range) => inRange(range, active.row, active.col));
	return held ? { active, head: cell(selection.head), ranges } : selectCell(active);
}
