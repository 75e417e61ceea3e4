// A dashboard is boxes on twelve columns. They never overlap, and each stands as
// high as those before it let it: there are no holes to close by hand. Lists of
// boxes are values: nothing here changes one, so that going back is exact.

export const columns = 12;

// Box is where a block stands: x from 0, w up to the twelve columns; y and h in
// rows.
export type Box = {
	readonly id: string;
	readonly x: number;
	readonly y: number;
	readonly w: number;
	readonly h: number;
};

// Limits are the smallest and the highest a box may be.
export type Limits = { readonly minW: number; readonly minH: number; readonly maxH: number };

export const usualLimits: Limits = { minW: 2, minH: 2, maxH: 40 };

export function clamp(value: number, low: number, high: number): number {
	return Math.max(low, Math.min(high, Math.round(value)));
}

export function overlap(a: Box, b: Box): boolean {
	return sharesColumns(a, b) && a.y < b.y + b.h && b.y < a.y + a.h;
}

export function sharesColumns(a: Box, b: Box): boolean {
	return a.x < b.x + b.w && b.x < a.x + a.w;
}

// inside is a box that keeps to the columns and to its limits.
export function inside(box: Box, limits: Limits = usualLimits): Box {
	const w = clamp(box.w, limits.minW, columns);
	const h = clamp(box.h, limits.minH, limits.maxH);
	return { ...box, w, h, x: clamp(box.x, 0, columns - w), y: Math.max(0, Math.round(box.y)) };
}

// inOrder is as one reads: from the top, and from the left.
export function inOrder<B extends Box>(boxes: readonly B[]): B[] {
	return [...boxes].sort((a, b) => a.y - b.y || a.x - b.x || (a.id < b.id ? -1 : 1));
}

// dropped puts boxes down one after the other, each as high as those before it
// in its columns let it.
export function dropped<B extends Box>(boxes: readonly B[]): B[] {
	const heights = new Array<number>(columns).fill(0);
	return boxes.map((box) => {
		const under = heights.slice(box.x, box.x + box.w);
		const y = Math.max(0, ...under);
		heights.fill(y + box.h, box.x, box.x + box.w);
		return y === box.y ? box : { ...box, y };
	});
}

// settled is any boxes, made into a layout: whatever overlapped or hung in the air.
export function settled(boxes: readonly Box[], limitsOf: (id: string) => Limits = () => usualLimits): Box[] {
	return inOrder(dropped(inOrder(boxes.map((box) => inside(box, limitsOf(box.id))))));
}

// heightOf is the number of rows that a layout takes.
export function heightOf(boxes: readonly Box[]): number {
	return boxes.reduce((most, box) => Math.max(most, box.y + box.h), 0);
}

// freePlace is the first place, from the top, where a box of a size fits without
// moving another.
export function freePlace(boxes: readonly Box[], w: number, h: number): { x: number; y: number } {
	const bottom = heightOf(boxes);
	for (let y = 0; y < bottom; y++) {
		for (let x = 0; x + w <= columns; x++) {
			const wanted = { id: "", x, y, w, h };
			const held = y === 0 || boxes.some((box) => sharesColumns(box, wanted) && box.y + box.h === y);
			if (held && !boxes.some((box) => overlap(box, wanted))) return { x, y };
		}
	}
	return { x: 0, y: bottom };
}
