// Mark is a diamond on a line: where its middle is, and how wide its name is.
export type Mark = { readonly at: number; readonly width: number };

// reach is how far a diamond goes to either side of its middle, and gap what is
// left between it and its name.
export const reach = 6;
const gap = 3;

type Stretch = readonly [from: number, to: number];

// placeLabels says where the name of each mark begins: on its right, or else on its
// left, null where it would touch a name, or a diamond, or leave the line. Those
// that come first in the list are placed first.
export function placeLabels(marks: readonly Mark[], length: number): (number | null)[] {
	const taken: Stretch[] = marks.map(({ at }) => [at - reach, at + reach]);
	return marks.map(({ at, width }, own) => {
		for (const left of [at + reach + gap, at - reach - gap - width]) {
			const right = left + width;
			if (left < 0 || right > length) continue;
			if (taken.some(([from, to], i) => i !== own && left < to && from < right)) continue;
			taken.push([left, right]);
			return left;
		}
		return null;
	});
}

// Cluster are marks that lie so near one another that they are drawn as one.
export type Cluster<T> = { at: number; readonly of: T[] };

// clustered brings together what lies less than a diamond apart, from left to right.
export function clustered<T>(marks: readonly { at: number; of: T }[]): Cluster<T>[] {
	const out: Cluster<T>[] = [];
	for (const { at, of } of [...marks].sort((a, b) => a.at - b.at)) {
		const last = out.at(-1);
		if (last && at - last.at < 2 * reach) last.of.push(of);
		else out.push({ at, of: [of] });
	}
	return out;
}
