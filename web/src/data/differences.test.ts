import { describe, expect, test } from "vitest";
import type { Row } from "../api/types";
import { countOf, differenceOf, onlyDifferent } from "./differences";

const rows = (["added", "removed", "changed", "changed", "same"] as const).map(
	(diff, i): Row => ({ id: String(i), version: 1, state: "active", diff }),
);

describe("two dates", () => {
	test("say how many came, left and changed", () => {
		expect(countOf(rows)).toEqual({ added: 1, removed: 1, changed: 2, same: 1 });
	});

	test("can be seen by their differences only", () => {
		expect(onlyDifferent(rows).map((r) => r.id)).toEqual(["0", "1", "2", "3"]);
	});
});

describe("the difference of two values", () => {
	const euros = (amount: string) => ({ amount, currency: "EUR" });

	test("of amounts is exact, in their currency", () => {
		expect(differenceOf(euros("16100000.10"), euros("27740000.30"))).toEqual({
			kind: "money",
			amount: "11640000.2",
			currency: "EUR",
			up: true,
		});
	});

	test("of amounts in two currencies is only another value", () => {
		expect(differenceOf(euros("1"), { amount: "1", currency: "GBP" })).toEqual({ kind: "other" });
	});

	test("of dates is in days", () => {
		expect(differenceOf("2026-01-31", "2026-01-01")).toEqual({ kind: "days", days: -30, up: false });
	});

	test("of numbers below zero keeps its sign", () => {
		expect(differenceOf("-2.5", "-1")).toEqual({ kind: "number", amount: "1.5", up: true });
	});

	test("of words, or from nothing, is only another value", () => {
		expect(differenceOf("idea", "build")).toEqual({ kind: "other" });
		expect(differenceOf(null, euros("5"))).toEqual({ kind: "other" });
	});
});
