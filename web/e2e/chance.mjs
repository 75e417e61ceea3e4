// Chance that can be had again: the same seed, the same walk (mulberry32).
export function chanceOf(seed) {
	let state = seed;
	const next = () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
	const int = (low, high) => low + Math.floor(next() * (high - low + 1));
	return { next, int, pick: (list) => list[int(0, list.length - 1)] };
}
