import type { Bubble, Point } from "./spec";

// radiusOf is how large a bubble is drawn, in pixels across: its area follows the
// value, and none is too small to be hit.
export function radiusOf(spec: Bubble): (point: Point) => number {
	const most = Math.max(0, ...spec.points.map((p) => p.size ?? 0));
	return (point) => {
		if (!spec.size || most <= 0) return 14;
		const share = Math.max(0, point.size ?? 0) / most;
		return Math.round(10 + 38 * Math.sqrt(share));
	};
}

// cornerOf is the quadrant of a point, from the top left, clockwise; -1 without.
export function cornerOf(spec: Bubble, point: Point): number {
	const { split } = spec;
	if (!split || split.x === null || split.y === null) return -1;
	const right = point.x >= split.x;
	const top = point.y >= split.y;
	return top ? (right ? 1 : 0) : right ? 2 : 3;
}

// extent is the two ends of an axis with some air, so that no bubble is cut.
export function extent(values: readonly number[], also: readonly (number | null)[] = []): [number, number] {
	const all = [...values, ...also.filter((v) => v !== null)];
	if (!all.length) return [0, 1];
	const low = Math.min(...all);
	const high = Math.max(...all);
	const air = (high - low || Math.abs(high) || 1) * 0.08;
	return [low >= 0 && low - air < 0 ? Math.min(0, low) : low - air, high + air];
}
