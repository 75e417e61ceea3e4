import { describe, expect, test } from "vitest";
import { pageOf, same, wire } from "./rows";

describe("a table of the API", () => {
	test("becomes rows by the names of its columns", () => {
		const page = pageOf({
			columns: ["id", "version", "can_edit", "name", "unread"],
			rows: [
				["a", 3, true, "SAPHIR", null],
				["b", 1, false, null, { total_cost: "Exempt" }],
			],
			total: 2,
			hidden: 0,
			change: 9,
			totals: {},
		});
		expect(page.rows[0]).toMatchObject({ id: "a", version: 3, name: "SAPHIR" });
		expect(page.rows[0]?.unread).toBeUndefined();
		expect(page.rows[1]?.unread).toEqual({ total_cost: "Exempt" });
		expect(page.groups).toBeNull();
	});
});

describe("two values are the same", () => {
	test.each([
		[null, undefined, true],
		["a", "a", true],
		[["a", "b"], ["a", "b"], true],
		[["a"], ["b"], false],
		[{ amount: "12.50", currency: "EUR" }, { amount: "12.5", currency: "EUR" }, true],
		[{ amount: "12.50", currency: "EUR" }, { amount: "12.50", currency: "GBP" }, false],
		[{ amount: "100", currency: "EUR" }, { amount: "10", currency: "EUR" }, false],
		[{ id: "u", name: "Ann" }, { id: "u", name: "Anne" }, true],
		[{ id: "u", name: "Ann" }, null, false],
		["", null, false],
	])("%j and %j: %s", (a, b, want) => {
		expect(same(a, b)).toBe(want);
		expect(same(b, a)).toBe(want);
	});
});

test("people and units go to the server by their ids", () => {
	expect(wire({ id: "u1", name: "Ann" })).toBe("u1");
	expect(wire({ amount: "1", currency: "EUR" })).toEqual({ amount: "1", currency: "EUR" });
	expect(wire(null)).toBeNull();
});
