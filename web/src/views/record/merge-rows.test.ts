import { describe, expect, it } from "vitest";
import type { Attribute, Row } from "../../api/types";
import { mergeRows, taken } from "./merge-rows";

const of = (key: string, kind: string, more: object = {}) => ({ key, kind, ...more }) as unknown as Attribute;
const attributes = [
	of("name", "text"),
	of("description", "long_text"),
	of("total_cost", "money"),
	of("currency", "text"),
	of("tags", "choices"),
	of("margin", "computed", { read_only: true }),
];
const row = (values: object) => ({ id: "x", version: 1, state: "active", ...values }) as unknown as Row;

describe("mergeRows", () => {
	it("asks only where both say something, and something else", () => {
		const found = mergeRows(
			attributes,
			row({
				name: "A",
				description: null,
				total_cost: { amount: "1", currency: "EUR" },
				currency: "EUR",
				tags: [],
				margin: 1,
			}),
			row({
				name: "B",
				description: "more",
				total_cost: { amount: "1", currency: "EUR" },
				currency: "EUR",
				tags: ["x"],
				margin: 2,
			}),
		);
		expect(found.differ.map((r) => r.attribute.key)).toEqual(["name"]);
		expect(found.filled.map((a) => a.key)).toEqual(["description", "tags"]);
		expect(taken(found.differ, { name: "other" }, found.oneMoney)).toEqual(["name"]);
		expect(taken(found.differ, { name: "keep" }, found.oneMoney)).toEqual([]);
	});

	it("takes amounts of another currency with the currency, not one by one", () => {
		const found = mergeRows(
			attributes,
			row({ name: "A", total_cost: { amount: "1", currency: "EUR" }, currency: "EUR" }),
			row({ name: "A", total_cost: { amount: "2", currency: "GBP" }, currency: "GBP" }),
		);
		expect(found.oneMoney).toBe(false);
		expect(taken(found.differ, { total_cost: "other", currency: "other" }, found.oneMoney)).toEqual(["currency"]);
	});
});
