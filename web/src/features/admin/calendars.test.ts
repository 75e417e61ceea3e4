import { describe, expect, it } from "vitest";
import { adopt, shipped } from "../../format/conventions";
import { dayFromISO, isoOfDay } from "../../format/day";
import { hoursText, minutesOf, readHours, spansOf, weekdayOf, weeksOf } from "./calendars";

describe("the hours of a day", () => {
	it("are read as people type them", () => {
		expect(readHours("9-12:30, 13h30-17h")).toEqual(["09:00-12:30", "13:30-17:00"]);
		expect(readHours("  ")).toEqual([]);
		expect(readHours("22:00–24:00")).toEqual(["22:00-24:00"]);
		for (const wrong of ["9", "12-9", "9-12, 11-14", "9-25", "9:75-12", "morning"]) {
			expect(readHours(wrong), wrong).toBeNull();
		}
	});
	it("are counted and written", () => {
		expect(minutesOf(["09:00-12:30", "13:30-17:00"])).toBe(420);
		expect(hoursText(["09:00-12:30", "13:30-17:00"])).toBe("09:00–12:30, 13:30–17:00");
		expect(readHours(hoursText(["09:00-12:30", "13:30-17:00"]))).toEqual(["09:00-12:30", "13:30-17:00"]);
	});
});

describe("a month", () => {
	it("begins its weeks where the conventions say, and has all its days once", () => {
		for (const week_start of ["monday", "sunday", "saturday"] as const) {
			adopt({ ...shipped, week_start });
			for (let month = 1; month <= 12; month++) {
				const weeks = weeksOf(2028, month);
				const days = weeks.flat().filter(Boolean);
				expect(isoOfDay(days[0] ?? 0)).toBe(`2028-${String(month).padStart(2, "0")}-01`);
				expect(days.length).toBe(new Date(2028, month, 0).getDate());
				const begins = { monday: 0, saturday: 5, sunday: 6 }[week_start];
				expect(weeks.every((w) => w.every((d, i) => d === 0 || weekdayOf(d) === (begins + i) % 7))).toBe(true);
			}
		}
		adopt(shipped);
	});
});

it("days that follow each other under one name are one", () => {
	const off = (iso: string, name: string, holiday = false) => ({
		date: iso,
		day: dayFromISO(iso),
		name,
		holiday,
		from: "x",
		shifts: [],
	});
	const all = spansOf([
		off("2026-08-03", "Summer"),
		off("2026-08-04", "Summer"),
		off("2026-08-15", "Assumption", true),
	]);
	expect(all.map((s) => s.last - s.first)).toEqual([1, 0]);
});
