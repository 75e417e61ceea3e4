import { expect, test } from "vitest";
import { always } from "../../engine/chance";
import { clustered, placeLabels, reach } from "./labels";

test("a name stands on the right, on the left where there is no room, or not at all", () => {
	expect(placeLabels([{ at: 10, width: 40 }], 200)).toEqual([19]);
	expect(placeLabels([{ at: 180, width: 40 }], 200)).toEqual([131]);
	expect(placeLabels([{ at: 20, width: 40 }], 50)).toEqual([null]);
});

test("names touch neither one another nor a diamond, whatever the dates", () => {
	always(400, (chance) => {
		const marks = clustered(chance.list(0, 14, () => ({ at: chance.int(0, 900), of: 0 }))).map(({ at }) => ({
			at,
			width: chance.int(10, 160),
		}));
		const lefts = placeLabels(marks, 900);
		const diamonds = marks.map(({ at }, i): [number, number, number] => [at - reach, at + reach, i]);
		const names = lefts.flatMap((left, i): [number, number, number][] =>
			left === null ? [] : [[left, left + (marks[i]?.width ?? 0), i]],
		);
		const all = [...diamonds, ...names].sort((a, b) => a[0] - b[0]);
		for (let i = 1; i < all.length; i++) expect(all[i]?.[0]).toBeGreaterThanOrEqual(all[i - 1]?.[1] ?? 0);
		for (const [left, right] of names) {
			expect(left).toBeGreaterThanOrEqual(0);
			expect(right).toBeLessThanOrEqual(900);
		}
	});
});

test("no date is lost where several are drawn as one", () => {
	always(200, (chance) => {
		const marks = chance.list(0, 30, (i) => ({ at: chance.int(0, 300), of: i }));
		const all = clustered(marks);
		expect(all.flatMap((c) => c.of).length).toBe(marks.length);
		for (let i = 1; i < all.length; i++) expect((all[i]?.at ?? 0) - (all[i - 1]?.at ?? 0)).toBeGreaterThanOrEqual(12);
	});
});
