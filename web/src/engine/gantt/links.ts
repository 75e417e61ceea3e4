import type { Tie } from "./model";
import type { LinkType } from "./plan";

/** A link as it lies between the rows shown. */
export interface Laid {
	readonly tie: Tie;
	/** rows */
	readonly from: number;
	readonly to: number;
	readonly top: number;
	readonly bottom: number;
}

// How many links lie in a block of which only the lowest end is asked.
const block = 32;

/** Finds the links that cross some rows: sorted by their upper row, with the lowest of each block. */
export class LinkIndex {
	private readonly laid: Laid[];
	private readonly lowest: number[] = [];

	/** What stands in no row, or at both ends in one, is left out. */
	constructor(ties: readonly Tie[], rowOf: (id: string) => number | undefined) {
		const laid: Laid[] = [];
		for (const tie of ties) {
			const from = rowOf(tie.from);
			const to = rowOf(tie.to);
			if (from === undefined || to === undefined || from === to) continue;
			laid.push({ tie, from, to, top: Math.min(from, to), bottom: Math.max(from, to) });
		}
		this.laid = laid.sort((a, b) => a.top - b.top);
		for (let i = 0; i < this.laid.length; i += block) {
			let low = 0;
			for (const l of this.laid.slice(i, i + block)) low = Math.max(low, l.bottom);
			this.lowest.push(low);
		}
	}

	get size(): number {
		return this.laid.length;
	}

	/** The links that touch the rows from, up to and not including, to. */
	between(from: number, to: number): Laid[] {
		const out: Laid[] = [];
		for (let b = 0; b < this.lowest.length; b++) {
			const first = this.laid[b * block];
			if (!first || first.top >= to) break;
			if ((this.lowest[b] ?? 0) < from) continue;
			for (let i = b * block; i < Math.min(this.laid.length, (b + 1) * block); i++) {
				const l = this.laid[i];
				if (!l || l.top >= to) break;
				if (l.bottom >= from) out.push(l);
			}
		}
		return out;
	}
}

/** Where a link may touch a bar: its box, in pixels. */
export interface Box {
	readonly left: number;
	readonly right: number;
	readonly top: number;
	readonly bottom: number;
	/** a diamond is entered at its tips only */
	readonly tip?: boolean;
}

// How far a link goes straight on before it turns.
const stub = 6;
// How far into a bar a link that comes from above goes down.
const inset = 6;

/**
 * The way of a link as corners, x and y one after the other, ending at the tip of
 * its arrow. It leaves the end of the predecessor that it is about, and comes to the
 * one of the successor; gap is a place between the rows where it may run along.
 */
export function routeOf(type: LinkType, from: Box, to: Box, gap: number): number[] {
	const y1 = (from.top + from.bottom) / 2;
	const y2 = (to.top + to.bottom) / 2;
	const finishes = type === "FS" || type === "FF";
	const starts = type === "FS" || type === "SS";
	const x1 = finishes ? from.right : from.left;
	const x2 = starts ? to.left : to.right;
	const down = y2 > y1;
	if (type === "FS") {
		const over = to.tip ? (to.left + to.right) / 2 : to.left + Math.min(inset, (to.right - to.left) / 2);
		const tip = down ? to.top : to.bottom;
		// A milestone of the day on which its predecessor ends hangs under its end.
		if (to.tip && over <= x1 && over > from.left && x1 - over <= 24) {
			return [over, down ? from.bottom : from.top, over, tip];
		}
		if (over >= x1 + 3 && over <= x1 + 2 * stub) return [x1, y1, over, y1, over, tip];
		// Further on it runs between the rows, so that it crosses no name.
		if (over > x1) return [x1, y1, x1 + stub, y1, x1 + stub, gap, over, gap, over, tip];
	}
	if (type === "SS") {
		const x = Math.min(x1, x2) - stub;
		return [x1, y1, x, y1, x, y2, x2, y2];
	}
	if (type === "FF") {
		const x = Math.max(x1, x2) + stub;
		return [x1, y1, x, y1, x, y2, x2, y2];
	}
	const out = finishes ? 1 : -1;
	if (type === "SF" && x2 + stub <= x1 - stub) {
		const x = x1 - stub;
		return [x1, y1, x, y1, x, y2, x2, y2];
	}
	const a = x1 + out * stub;
	const b = x2 + (starts ? -stub : stub);
	return [x1, y1, a, y1, a, gap, b, gap, b, y2, x2, y2];
}

/** The head of an arrow at the end of a way: a triangle as corners. */
export function arrowOf(way: readonly number[], size = 4): number[] {
	const [px = 0, py = 0, x = 0, y = 0] = way.slice(-4);
	const dx = Math.sign(x - px);
	const dy = Math.sign(y - py);
	const back = size * 1.4;
	return [
		x,
		y,
		x - dx * back - dy * size,
		y - dy * back - dx * size,
		x - dx * back + dy * size,
		y - dy * back + dx * size,
	];
}
