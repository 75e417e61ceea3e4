import { expect, test } from "vitest";
import { byDay } from "./by-day";
import { dayFromISO } from "./day";

test("moments stand under the day they fall on where the organisation is", () => {
	const moments = ["2026-11-22T08:00:00Z", "2026-11-21T23:30:00Z", "2026-11-21T22:30:00Z"];
	const days = byDay(moments, (m) => m, "Europe/Paris");
	expect(days.map((d) => d.day)).toEqual([dayFromISO("2026-11-22"), dayFromISO("2026-11-21")]);
	expect(days.map((d) => d.items.length)).toEqual([2, 1]);
});
