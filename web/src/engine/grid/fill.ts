/** Filling: which cells a drag of the handle or a key fills, and from which. Pure. */

import type { Cell, Range } from "./selection";

export type Fill = {
	/** What is continued. */
	readonly source: Range;
	/** What is filled: beside the source, as wide or as tall. */
	readonly target: Range;
};

/** What a drag from the corner of `source` to a cell fills; undefined when it ends inside. The longer way counts. */
export function fillTo(source: Range, at: Cell): Range | undefined {
	const down = Math.max(0, at.row - source.bottom);
	const up = Math.max(0, source.top - at.row);
	const right = Math.max(0, at.col - source.right);
	const left = Math.max(0, source.left - at.col);
	const most = Math.max(down, up, right, left);
	if (most === 0) return undefined;
	if (down === most) return { ...source, top: source.bottom + 1, bottom: at.row };
	if (up === most) return { ...source, top: Math.max(0, at.row), bottom: source.top - 1 };
	if (right === most) return { ...source, left: source.right + 1, right: at.col };
	return { ...source, left: Math.max(0, at.col), right: source.left - 1 };
}

/**
 * What the keys fill in a range: its first row into the others, or its first
 * column. Of a single row or column, from the one before it.
 */
export function fillWithin(range: Range, direction: "down" | "right"): Fill | undefined {
	if (direction === "down") {
		const from = range.bottom > range.top ? range.top : range.top - 1;
		if (from < 0) return undefined;
		return { source: { ...range, top: from, bottom: from }, target: { ...range, top: from + 1 } };
	}
	const from = range.right > range.left ? range.left : range.left - 1;
	if (from < 0) return undefined;
	return { source: { ...range, left: from, right: from }, target: { ...range, left: from + 1 } };
}

/** What the keys continue in a range as a series: the cells that are one value high, or all but the last. */
export function seriesWithin(range: Range, direction: "down" | "right"): Fill | undefined {
	if (direction === "down") {
		if (range.bottom === range.top) return undefined;
		return { source: { ...range, bottom: range.top }, target: { ...range, top: range.top + 1 } };
	}
	if (range.right === range.left) return undefined;
	return { source: { ...range, right: range.left }, target: { ...range, left: range.left + 1 } };
}

/** True when a fill goes up or to the left. */
export function isBackwards({ source, target }: Fill): boolean {
	return target.top < source.top || target.left < source.left;
}

/** True when a fill goes along the rows: down or up. */
export function isVertical({ source, target }: Fill): boolean {
	return source.left === target.left && source.right === target.right;
}

/** The source cell whose value a target cell repeats: the source again and again, in its own direction. */
export function repeatedFrom(source: Range, row: number, col: number): Cell {
	const around = (at: number, low: number, high: number) => {
		const size = high - low + 1;
		return low + ((((at - low) % size) + size) % size);
	};
	return { row: around(row, source.top, source.bottom), col: around(col, source.left, source.right) };
}

/** Both together, as the selection is after a fill. */
export function union({ source, target }: Fill): Range {
	return {
		top: Math.min(source.top, target.top),
		left: Math.min(source.left, target.left),
		bottom: Math.max(source.bottom, target.bottom),
		right: Math.max(source.right, target.right),
	};
}

/** One cell that a paste writes: where, and from which cell of what was copied. */
export type Landing = {
	readonly row: number;
	readonly col: number;
	readonly fromRow: number;
	readonly fromCol: number;
};

export type PastePlan = {
	readonly landings: readonly Landing[];
	/** What the selection is afterwards. */
	readonly range: Range;
};

/**
 * Where what was copied lands. One cell fills all that is selected; a block is
 * repeated where the selection holds it a whole number of times; else it is put
 * down once, from the selection's top left corner, whatever it covers there.
 */
export function planPaste(height: number, width: number, ranges: readonly Range[]): PastePlan | undefined {
	const last = ranges.at(-1);
	if (!last || height === 0 || width === 0) return undefined;
	if (height === 1 && width === 1) {
		const landings = ranges.flatMap((range) => [...cellsOf(range)].map((at) => ({ ...at, fromRow: 0, fromCol: 0 })));
		return { landings: ranges.length > 1 ? distinct(landings) : landings, range: last };
	}
	const rows = last.bottom - last.top + 1;
	const cols = last.right - last.left + 1;
	const tall = rows % height === 0 ? rows : height;
	const wide = cols % width === 0 ? cols : width;
	const range = { top: last.top, left: last.left, bottom: last.top + tall - 1, right: last.left + wide - 1 };
	const landings = [...cellsOf(range)].map((at) => ({
		...at,
		fromRow: (at.row - range.top) % height,
		fromCol: (at.col - range.left) % width,
	}));
	return { landings, range };
}

function* cellsOf(range: Range): Iterable<Cell> {
	for (let row = range.top; row <= range.bottom; row++) {
		for (let col = range.left; col <= range.right; col++) yield { row, col };
	}
}

function distinct(landings: readonly Landing[]): Landing[] {
	return [...new Map(landings.map((one) => [`${one.row} ${one.col}`, one])).values()];
}
