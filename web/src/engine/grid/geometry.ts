/** Where rows and columns stand in pixels, and what stands at a pixel. Pure. */

/**
 * Tallest element the grid asks for. Browsers stop between 17 and 33 million
 * pixels and lose sub-pixel precision before; beyond it the scroll is scaled.
 */
export const MAX_HEIGHT = 4_000_000;

/** How far from either end of a scaled axis a pixel of scroll is a pixel of rows. */
const KEPT = 100_000;

/** The vertical axis. All lengths in pixels; `view` is what the rows may use. */
export type RowAxis = {
	readonly count: number;
	readonly rowHeight: number;
	readonly view: number;
};

/** The scroll position: as the browser has it, and as the rows mean it. */
export type Place = { readonly physical: number; readonly virtual: number };

export const TOP: Place = { physical: 0, virtual: 0 };

export function virtualHeight(axis: RowAxis): number {
	return axis.count * axis.rowHeight;
}

export function physicalHeight(axis: RowAxis): number {
	return Math.min(virtualHeight(axis), MAX_HEIGHT);
}

function lastVirtual(axis: RowAxis): number {
	return Math.max(0, virtualHeight(axis) - axis.view);
}

function lastPhysical(axis: RowAxis): number {
	return Math.max(0, physicalHeight(axis) - axis.view);
}

function scaled(axis: RowAxis): boolean {
	return virtualHeight(axis) > MAX_HEIGHT;
}

/** The scroll position that shows the pixel `virtual` of all rows at the top. */
export function placeAt(axis: RowAxis, virtual: number): Place {
	const top = clamp(virtual, 0, lastVirtual(axis));
	if (!scaled(axis)) return { physical: top, virtual: top };
	return { physical: Math.round(stretch(top, lastVirtual(axis), lastPhysical(axis))), virtual: top };
}

/**
 * Where the rows are after the browser scrolled to `physical`. On a scaled
 * axis a wheel or a finger still moves pixel by pixel, and only the thumb of
 * the scroll bar jumps in proportion. A wheel that reaches the browser's end
 * before the rows' own answers another `physical` than it was given: the
 * caller then sets it, which makes room to go on.
 */
export function follow(axis: RowAxis, from: Place, physical: number): Place {
	if (!scaled(axis)) return { physical, virtual: Math.max(0, physical) };
	const step = physical - from.physical;
	if (step === 0) return from;
	const last = lastPhysical(axis);
	if (Math.abs(step) > nearStep(axis)) {
		const at = clamp(physical, 0, last);
		return { physical, virtual: Math.round(stretch(at, last, lastVirtual(axis))) };
	}
	const virtual = clamp(from.virtual + step, 0, lastVirtual(axis));
	const atEnd = physical <= 0 || physical >= last;
	const done = virtual === 0 || virtual === lastVirtual(axis);
	return atEnd !== done ? placeAt(axis, virtual) : { physical, virtual };
}

/**
 * From a position on a length to that on another. Near both ends pixels are
 * kept one to one, so that a wheel always arrives; the middle takes the rest.
 */
function stretch(at: number, length: number, other: number): number {
	if (at <= KEPT) return at;
	if (at >= length - KEPT) return other - (length - at);
	return KEPT + ((at - KEPT) * (other - 2 * KEPT)) / (length - 2 * KEPT);
}

function nearStep(axis: RowAxis): number {
	return clamp(axis.view, 400, 1500);
}

/** The top edge of a row inside the scrolled element. */
export function rowTop(axis: RowAxis, place: Place, index: number): number {
	return index * axis.rowHeight - (place.virtual - place.physical);
}

/** The row under `y` pixels below the header, or -1. */
export function rowAt(axis: RowAxis, place: Place, y: number): number {
	const index = Math.floor((place.virtual + y) / axis.rowHeight);
	return index >= 0 && index < axis.count ? index : -1;
}

/** How many rows can be seen at once, at whatever position. */
export function rowsInView(axis: RowAxis): number {
	return Math.min(axis.count, Math.ceil(axis.view / axis.rowHeight) + 1);
}

/** Virtual position that shows the row whole, `covered` pixels being hidden above; moves as little as it can. */
export function reveal(axis: RowAxis, virtual: number, index: number, covered: number): number {
	const top = index * axis.rowHeight;
	const bottom = top + axis.rowHeight;
	if (top < virtual + covered) return clamp(top - covered, 0, top);
	return bottom > virtual + axis.view ? bottom - axis.view : virtual;
}

/** The horizontal axis: columns from left to right, pinned ones first. */
export type ColumnAxis = {
	/** What the row headers take, before the first column. */
	readonly inset: number;
	/** Left edges in the scrolled content, then its whole width. */
	readonly edges: readonly number[];
	readonly count: number;
	readonly pinned: number;
	readonly pinnedWidth: number;
	readonly width: number;
};

/**
 * Lays columns out. Pinning yields when pinned columns would take more than
 * six tenths of the view, so that something is left to scroll.
 */
export function columnAxis(widths: readonly number[], pinnedAsked: number, view: number, inset = 0): ColumnAxis {
	const edges = [inset];
	let at = inset;
	for (const width of widths) {
		at += width;
		edges.push(at);
	}
	let pinned = pinnedAsked;
	while (pinned > 0 && (edges[pinned] ?? 0) > view * 0.6) pinned--;
	const pinnedWidth = edges[pinned] ?? 0;
	return { inset, edges, count: widths.length, pinned, pinnedWidth, width: at };
}

export function columnLeft(axis: ColumnAxis, index: number): number {
	return axis.edges[index] ?? 0;
}

export function columnWidth(axis: ColumnAxis, index: number): number {
	return columnLeft(axis, index + 1) - columnLeft(axis, index);
}

/** The column that holds the content pixel `x`, the last one beyond the end. */
function columnOver(axis: ColumnAxis, x: number): number {
	let low = 0;
	let high = axis.count - 1;
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if (columnLeft(axis, middle) <= x) low = middle;
		else high = middle - 1;
	}
	return low;
}

/** The column under `x` pixels from the left edge of the view, or -1. */
export function columnAt(axis: ColumnAxis, scroll: number, x: number): number {
	const content = x < axis.pinnedWidth ? x : x + scroll;
	if (content < axis.inset || content >= axis.width) return -1;
	return columnOver(axis, content);
}

/** Where a column's left edge is seen, from the left edge of the view. */
export function columnSeenAt(axis: ColumnAxis, scroll: number, index: number): number {
	const left = columnLeft(axis, index);
	return index < axis.pinned ? left : left - scroll;
}

/** The first scrolling column in view. */
export function firstColumn(axis: ColumnAxis, scroll: number): number {
	return Math.max(axis.pinned, columnOver(axis, scroll + axis.pinnedWidth));
}

/** The most scrolling columns that can be in view at once, at any position. */
export function columnsInView(axis: ColumnAxis, view: number): number {
	const room = view - axis.pinnedWidth;
	let most = 0;
	let to = axis.pinned;
	for (let from = axis.pinned; from < axis.count; from++) {
		const end = columnLeft(axis, from + 1) + room;
		while (to < axis.count && columnLeft(axis, to) < end) to++;
		most = Math.max(most, to - from);
	}
	return most;
}

/** Horizontal position that shows the column whole, or its left edge when it is wider than the view. */
export function revealColumn(axis: ColumnAxis, scroll: number, view: number, index: number): number {
	if (index < axis.pinned) return scroll;
	const left = columnLeft(axis, index) - axis.pinnedWidth;
	const right = columnLeft(axis, index + 1) - view;
	if (left < scroll || right > left) return left;
	return right > scroll ? right : scroll;
}

/** The window `[from, from + size)` that holds what is in view and spreads the rest towards where the scroll goes. */
export function windowFrom(
	first: number,
	seen: number,
	size: number,
	low: number,
	high: number,
	forward: boolean,
): number {
	const spare = Math.max(0, size - seen);
	const before = forward ? Math.floor(spare / 4) : Math.ceil((spare * 3) / 4);
	return clamp(first - before, low, Math.max(low, high - size));
}

export function clamp(value: number, low: number, high: number): number {
	return Math.max(low, Math.min(high, value));
}
