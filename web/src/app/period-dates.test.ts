import { expect, test } from "vitest";
import { dayFromISO, isoOfDay } from "../format/day";
import { periodName, quickDates } from "./period-dates";

const from = (iso: string) => Object.fromEntries(quickDates(dayFromISO(iso)).map((q) => [q.id, isoOfDay(q.day)]));

test("the quick dates are ends that have passed, and the same day a year before", () => {
	expect(from("2026-11-22")).toEqual({
		yesterday: "2026-11-21",
		month: "2026-10-31",
		quarter: "2026-09-30",
		year: "2025-11-22",
	});
	expect(from("2027-01-01")).toEqual({
		yesterday: "2026-12-31",
		month: "2026-12-31",
		quarter: "2026-12-31",
		year: "2026-01-01",
	});
});

test("a year before the 29th of February is the 28th", () => {
	expect(from("2028-02-29").year).toBe("2027-02-28");
});

test("the end of a month is named by its month, another day by its date", () => {
	expect(periodName(dayFromISO("2026-10-31"))).toMatch(/^\p{L}+ 2026$/u);
	expect(periodName(dayFromISO("2026-10-30"))).toMatch(/30/);
});
