import { expect, test } from "vitest";
import { always } from "../chance";
import { Ring } from "./pool";

test("each index of the window has one slot, and only what came in is bound", () => {
	always(200, (chance) => {
		const size = chance.int(1, 40);
		const ring = new Ring(size);
		const shown = new Map<number, number>();
		let before = new Set<number>();
		for (let i = 0; i < 20; i++) {
			const from = chance.int(0, 200);
			const to = from + chance.int(0, size);
			const bound: number[] = [];
			ring.show(
				from,
				to,
				(slot, index) => {
					shown.set(slot, index);
					bound.push(index);
				},
				(slot) => shown.delete(slot),
			);
			const now = new Set(Array.from({ length: to - from }, (_, n) => from + n));
			expect(new Set(shown.values())).toEqual(now);
			expect(bound.filter((index) => before.has(index))).toEqual([]);
			for (const index of now) expect(shown.get(ring.slot(index))).toBe(index);
			expect(ring.slot(to)).toBe(-1);
			before = now;
		}
	});
});

test("after forgetting, everything is bound anew", () => {
	const ring = new Ring(3);
	const nothing = () => {};
	ring.show(0, 3, nothing, nothing);
	ring.forget();
	const bound: number[] = [];
	ring.show(0, 3, (_, index) => bound.push(index), nothing);
	expect(bound.sort()).toEqual([0, 1, 2]);
});
