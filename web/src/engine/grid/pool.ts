/** Recycling: the item `i` always lives in the slot `i % size`. Pure. */

/**
 * Remembers which index each slot shows, so that a window that moves by one
 * rebinds one slot. Slots outside the window are told to hide.
 */
export class Ring {
	readonly size: number;
	private readonly bound: number[];

	constructor(size: number) {
		this.size = size;
		this.bound = new Array<number>(size).fill(-1);
	}

	/** Shows `[from, to)`, at most `size` wide: `bind` for what came, `hide` for what has nothing to show. */
	show(from: number, to: number, bind: (slot: number, index: number) => void, hide: (slot: number) => void): void {
		for (let slot = 0; slot < this.size; slot++) {
			const index = indexIn(slot, this.size, from, to);
			if (index === this.bound[slot]) continue;
			this.bound[slot] = index;
			if (index < 0) hide(slot);
			else bind(slot, index);
		}
	}

	/** The slot that shows an index now, or -1. */
	slot(index: number): number {
		if (index < 0 || this.size === 0) return -1;
		const slot = index % this.size;
		return this.bound[slot] === index ? slot : -1;
	}

	/** What a slot shows now, or -1. */
	index(slot: number): number {
		return this.bound[slot] ?? -1;
	}

	/** Makes the next `show` bind everything anew. */
	forget(): void {
		this.bound.fill(-2);
	}
}

/** The index of `[from, to)` that lives in a slot, or -1. */
function indexIn(slot: number, size: number, from: number, to: number): number {
	const index = from + ((((slot - from) % size) + size) % size);
	return index < to ? index : -1;
}
