import { expect, test } from "vitest";
import { always, type Chance } from "../chance";
import { fillTo, fillWithin, isBackwards, isVertical, planPaste, repeatedFrom, union } from "./fill";
import type { Range } from "./selection";

function anyRange(chance: Chance): Range {
	const top = chance.int(0, 20);
	const left = chance.int(0, 20);
	return { top, left, bottom: top + chance.int(0, 4), right: left + chance.int(0, 4) };
}

const size = (r: Range) => (r.bottom - r.top + 1) * (r.right - r.left + 1);

test("a drag fills beside the selection, and the cell it ends on lies in what is filled or beside it", () => {
	always(2000, (chance) => {
		const source = anyRange(chance);
		const at = { row: chance.int(0, 30), col: chance.int(0, 30) };
		const target = fillTo(source, at);
		const inside = at.row >= source.top && at.row <= source.bottom && at.col >= source.left && at.col <= source.right;
		expect(target === undefined).toBe(inside);
		if (!target) return;
		const both = union({ source, target });
		expect(size(both)).toBe(size(source) + size(target));
		expect(isVertical({ source, target }) ? at.row >= both.top && at.row <= both.bottom : at.col >= both.left).toBe(
			true,
		);
	});
});

test("what is repeated comes from the source, in its order, forwards and backwards", () => {
	always(2000, (chance) => {
		const source = anyRange(chance);
		const target = fillTo(source, { row: chance.int(0, 40), col: source.left });
		if (!target) return;
		for (let row = target.top; row <= target.bottom; row++) {
			const from = repeatedFrom(source, row, source.left);
			expect(from.row).toBeGreaterThanOrEqual(source.top);
			expect(from.row).toBeLessThanOrEqual(source.bottom);
			expect(Math.abs((row - from.row) % (source.bottom - source.top + 1))).toBe(0);
		}
		expect(isBackwards({ source, target })).toBe(target.top < source.top);
	});
});

test("a key fills the first row into the others, or the row above into one", () => {
	const range = { top: 3, left: 1, bottom: 5, right: 2 };
	expect(fillWithin(range, "down")).toEqual({ source: { ...range, bottom: 3 }, target: { ...range, top: 4 } });
	const one = { ...range, bottom: 3 };
	expect(fillWithin(one, "down")?.source.top).toBe(2);
	expect(fillWithin({ ...one, top: 0, bottom: 0 }, "down")).toBeUndefined();
});

test("a pasted block lands whole, or fills the selection a whole number of times", () => {
	always(2000, (chance) => {
		const height = chance.int(1, 4);
		const width = chance.int(1, 4);
		const range = anyRange(chance);
		const plan = planPaste(height, width, [range]);
		if (!plan) throw new Error("nothing planned");
		const cells = new Set(plan.landings.map((l) => `${l.row} ${l.col}`));
		expect(cells.size).toBe(plan.landings.length);
		expect(size(plan.range) % (height * width)).toBe(0);
		expect(plan.landings.length).toBe(size(plan.range));
		for (const l of plan.landings) {
			expect(l.fromRow).toBe((l.row - range.top) % height);
			expect(l.fromCol).toBe((l.col - range.left) % width);
		}
	});
});

test("one value fills every range, each cell once", () => {
	const a = { top: 0, left: 0, bottom: 2, right: 0 };
	const plan = planPaste(1, 1, [a, { ...a, top: 2, bottom: 3 }]);
	expect(plan?.landings.map((l) => l.row)).toEqual([0, 1, 2, 3]);
});
