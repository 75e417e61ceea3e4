/** A stretch of a row that is taken, in pixels. */
export type Stretch = readonly [from: number, to: number];

/** Keeps what is taken of one row, so that no text touches another, or a bar. */
export class Room {
	private readonly taken: Stretch[] = [];

	take(from: number, to: number): void {
		this.taken.push([from, to]);
	}

	isFree(from: number, to: number): boolean {
		return !this.taken.some(([a, b]) => from < b && a < to);
	}

	/** The first of some places where a text of a width stands free, and takes it; null where none is. */
	place(width: number, lefts: readonly number[], gap = 4): number | null {
		for (const left of lefts) {
			if (!this.isFree(left, left + width)) continue;
			this.take(left - gap, left + width + gap);
			return left;
		}
		return null;
	}

	/** How much is free to the right of a place, up to an end. */
	freeAfter(x: number, end: number): number {
		let to = end;
		for (const [a, b] of this.taken) {
			if (b <= x) continue;
			to = Math.min(to, a <= x ? x : a);
		}
		return Math.max(0, to - x);
	}
}

/** A text cut to a width, with an ellipsis; "" where not even that has room. */
export function cut(text: string, width: number, measure: (text: string) => number): string {
	if (measure(text) <= width) return text;
	let low = 0;
	let high = text.length;
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if (measure(`${text.slice(0, middle).trimEnd()}…`) <= width) low = middle;
		else high = middle - 1;
	}
	return low < 3 ? "" : `${text.slice(0, low).trimEnd()}…`;
}
