import { expect, test } from "vitest";
import { nextSort } from "./sort";

test("a column goes up, down, and back to none", () => {
	const up = nextSort([], "a", false);
	expect(up).toEqual([{ key: "a", direction: "ascending" }]);
	const down = nextSort(up, "a", false);
	expect(down).toEqual([{ key: "a", direction: "descending" }]);
	expect(nextSort(down, "a", false)).toEqual([]);
});

test("shift adds a key and turns it in its place; without it the key stands alone", () => {
	const two = nextSort(nextSort([], "a", false), "b", true);
	expect(two.map((one) => one.key)).toEqual(["a", "b"]);
	expect(nextSort(two, "a", true)).toEqual([
		{ key: "a", direction: "descending" },
		{ key: "b", direction: "ascending" },
	]);
	expect(nextSort(nextSort(two, "a", true), "a", true).map((one) => one.key)).toEqual(["b"]);
	expect(nextSort(two, "b", false)).toEqual([{ key: "b", direction: "descending" }]);
});
