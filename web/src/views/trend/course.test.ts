import { describe, expect, test } from "vitest";
import type { TrendLine } from "../../data/baselines";
import { dayFromISO, isoOfDay } from "../../format/day";
import { coursesOf, frameOf, looksOf, spread, ticksOf } from "./course";

const line = (points: [on: string, date: string][], more: Partial<TrendLine> = {}): TrendLine => ({
	id: "m",
	name: "Go-live",
	project: { id: "p", name: "Portal" },
	contractual: false,
	date: points.at(-1)?.[1],
	points: points.map(([on, date]) => ({ on, date })),
	...more,
});
const on = dayFromISO;
const spots = (lines: TrendLine[], until: string) =>
	coursesOf(lines, on(until)).courses.map((c) => c.spots.map((s) => `${isoOfDay(s.on)} ${isoOfDay(s.date)}`));

describe("the milestone trend", () => {
	test("is looked at on the ends of months, or of weeks where all is short", () => {
		expect(looksOf(on("2026-01-15"), on("2026-06-10")).map(isoOfDay)).toEqual([
			"2026-01-15",
			"2026-01-31",
			"2026-02-28",
			"2026-03-31",
			"2026-04-30",
			"2026-05-31",
			"2026-06-10",
		]);
		expect(looksOf(on("2026-01-01"), on("2026-01-16")).map(isoOfDay)).toEqual([
			"2026-01-01",
			"2026-01-08",
			"2026-01-15",
			"2026-01-16",
		]);
		expect(looksOf(on("2026-01-01"), on("2026-01-01"))).toHaveLength(1);
	});

	test("says for each look what was then expected, and how late that has become", () => {
		const moved = line([
			["2026-01-15", "2026-09-01"],
			["2026-03-10", "2026-10-01"],
			["2026-03-20", "2026-11-01"],
		]);
		expect(spots([moved], "2026-05-15")).toEqual([
			[
				"2026-01-15 2026-09-01",
				"2026-01-31 2026-09-01",
				"2026-02-28 2026-09-01",
				"2026-03-31 2026-11-01",
				"2026-04-30 2026-11-01",
				"2026-05-15 2026-11-01",
			],
		]);
		expect(coursesOf([moved], on("2026-05-15")).courses[0]?.drift).toBe(61);
		const promised = coursesOf([{ ...moved, baseline: "2026-10-15" }], on("2026-05-15"));
		expect(promised.courses[0]?.drift).toBe(17);
	});

	test("a key date that came later begins where it did, and one that was reached ends there", () => {
		const first = line([["2026-01-01", "2026-12-01"]]);
		const late = line([["2026-03-12", "2026-12-01"]], { id: "n" });
		const reached = line([["2026-01-01", "2026-04-05"]], { id: "o", done_on: "2026-04-05" });
		const [, came, ended] = spots([first, late, reached], "2026-07-01");
		expect(came?.[0]).toBe("2026-03-12 2026-12-01");
		expect(ended?.at(-1)).toBe("2026-04-05 2026-04-05");
		expect(ended).toHaveLength(5);
	});

	test("what never had a date is left out, and a time without one is a gap", () => {
		expect(spots([line([])], "2026-05-15")).toEqual([]);
		const lost = line([
			["2026-01-01", "2026-12-01"],
			["2026-02-01", ""],
		]);
		expect(spots([lost], "2026-07-01")[0]).toEqual(["2026-01-01 2026-12-01", "2026-01-31 2026-12-01"]);
	});

	test("goes across to the last day that is expected, so that the diagonal is where days meet", () => {
		const { courses, looks } = coursesOf([line([["2026-01-01", "2026-12-01"]])], on("2026-07-01"));
		const frame = frameOf(courses, looks);
		expect(isoOfDay(frame.on)).toBe("2026-07-01");
		expect(frame.from).toBeLessThan(on("2026-01-01"));
		expect(frame.until).toBeGreaterThan(on("2026-12-01"));
		expect(frame.low).toBeLessThan(on("2026-12-01"));
		expect(frame.low).toBeGreaterThan(on("2026-07-01"));
	});

	test("has few ticks, at firsts of months, or Mondays", () => {
		expect(ticksOf(on("2026-01-15"), on("2026-12-15"), 6).map(isoOfDay)).toEqual([
			"2026-03-01",
			"2026-05-01",
			"2026-07-01",
			"2026-09-01",
			"2026-11-01",
		]);
		expect(ticksOf(on("2026-01-15"), on("2026-02-03"), 6).map(isoOfDay)).toEqual([
			"2026-01-19",
			"2026-01-26",
			"2026-02-02",
		]);
	});

	test("labels keep their height, in their order, within the picture", () => {
		expect(spread([50, 52, 10], 20, 0, 200)).toEqual([41, 61, 10]);
		expect(spread([190, 195], 20, 0, 200)).toEqual([180, 200]);
	});
});
