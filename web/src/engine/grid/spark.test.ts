import { expect, test } from "vitest";
import { always } from "../chance";
import { sparkPath } from "./spark";

test("a line goes from its least to its most", () => {
	expect(sparkPath([0, 10, 5], 20, 10)).toBe("M0 10h0L10 0L20 5");
});

test("what does not change is flat in the middle", () => {
	expect(sparkPath([7, 7], 20, 10)).toBe("M0 5h0L20 5");
});

test("where there was no value the line is broken, and a value alone is a point", () => {
	expect(sparkPath([1, null, 2, null, 3], 40, 10)).toBe("M0 10h0M20 5h0M40 0h0");
});

test("no point leaves the box, whatever the series", () => {
	always(200, (chance) => {
		const series = chance.list(2, 12, () => (chance.int(0, 3) ? chance.int(-1e9, 1e9) / 7 : null));
		for (const [, x, y] of sparkPath(series, 48, 14).matchAll(/[ML]([-\d.]+) ([-\d.]+)/g)) {
			expect(Number(x)).toBeGreaterThanOrEqual(0);
			expect(Number(x)).toBeLessThanOrEqual(48);
			expect(Number(y)).toBeGreaterThanOrEqual(0);
			expect(Number(y)).toBeLessThanOrEqual(14);
		}
	});
});
