/** Repeatable chance for property tests. */

/** Numbers from a seed (mulberry32): the same seed, the same run. */
export class Chance {
	private state: number;

	constructor(seed: number) {
		this.state = seed;
	}

	/** From 0 up to, not including, 1. */
	next(): number {
		this.state = (this.state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	}

	/** A whole number, both ends included. */
	int(low: number, high: number): number {
		return low + Math.floor(this.next() * (high - low + 1));
	}

	pick<T>(from: readonly T[]): T {
		const chosen = from[this.int(0, from.length - 1)];
		if (chosen === undefined) throw new Error("nothing to pick from");
		return chosen;
	}

	list<T>(low: number, high: number, make: (index: number) => T): T[] {
		return Array.from({ length: this.int(low, high) }, (_, index) => make(index));
	}
}

/** Runs a property many times; a failure names the seed that broke it. */
export function always(runs: number, property: (chance: Chance) => void): void {
	for (let seed = 1; seed <= runs; seed++) {
		try {
			property(new Chance(seed));
		} catch (error) {
			throw new Error(`with seed ${seed}: ${error instanceof Error ? error.message : error}`, { cause: error });
		}
	}
}
