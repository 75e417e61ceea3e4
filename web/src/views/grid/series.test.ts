import { describe, expect, test } from "vitest";
import type { Attribute, Kind } from "../../api/types";
import { seriesOf } from "./series";

const of = (kind: Kind) => ({ kind, key: "x", choices: [] }) as unknown as Attribute;
const next = (kind: Kind, seeds: unknown[], single = false) => {
	const series = seriesOf(seeds, of(kind), single);
	return series && [series(-1), series(1), series(2)];
};

describe("a series", () => {
	test("of numbers goes on by their step, exactly", () => {
		expect(next("number", ["0.1", "0.2"])).toEqual(["0", "0.3", "0.4"]);
		expect(next("percent", ["30", "20"])).toEqual(["40", "10", "0"]);
	});

	test("of amounts keeps their currency", () => {
		const euros = (amount: string) => ({ amount, currency: "EUR" });
		expect(next("money", [euros("100"), euros("150.50")])).toEqual([euros("49.5"), euros("201"), euros("251.5")]);
		expect(next("money", [euros("1"), { amount: "2", currency: "GBP" }])).toBeNull();
	});

	test("of dates goes by days, by months on the same day, or from end to end of month", () => {
		expect(next("date", ["2026-01-01", "2026-01-08"])).toEqual(["2025-12-25", "2026-01-15", "2026-01-22"]);
		expect(next("date", ["2026-01-15", "2026-02-15"])).toEqual(["2025-12-15", "2026-03-15", "2026-04-15"]);
		expect(next("date", ["2026-01-31", "2026-02-28"])).toEqual(["2025-12-31", "2026-03-31", "2026-04-30"]);
	});

	test("of months crosses the year", () => {
		expect(next("month", ["2026-11", "2026-12"])).toEqual(["2026-10", "2027-01", "2027-02"]);
	});

	test("of numbered names counts, with its zeros", () => {
		expect(next("text", ["Lot 09"], true)).toEqual(["Lot 08", "Lot 10", "Lot 11"]);
		expect(next("text", ["Alpha", "Beta"])).toBeNull();
	});

	test("starts from a single value only when asked", () => {
		expect(next("date", ["2026-01-31"])).toBeNull();
		expect(next("date", ["2026-01-31"], true)).toEqual(["2026-01-30", "2026-02-01", "2026-02-02"]);
	});

	test("does not go on from uneven or missing values", () => {
		expect(next("number", ["1", "2", "4"])).toBeNull();
		expect(next("number", ["1", null])).toBeNull();
		expect(next("choice", ["a", "b"])).toBeNull();
	});
});
