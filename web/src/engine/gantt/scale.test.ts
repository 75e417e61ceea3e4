import { describe, expect, test } from "vitest";
import { dayOf } from "../../format/day";
import { always } from "../chance";
import { bar, lineOf, manner, monday, view, words } from "./sample";
import { dayAt, daysOf, fitTo, keptAt, scaleOf, stepFrom, widthOf, xOf, zoomOf, zooms } from "./scale";
import { beginOf, offDays, placeOf, ticksOf, weekNumber } from "./ticks";

describe("the axis", () => {
	test("a day is found where it stands, at any zoom", () => {
		always(200, (chance) => {
			const scale = scaleOf({ from: 700_000, to: 700_000 + chance.int(1, 9000) }, chance.int(1, 300) / 4, 900);
			const day = chance.int(scale.from, scale.to);
			expect(dayAt(scale, xOf(scale, day))).toBeCloseTo(day, 6);
			expect(widthOf(scale)).toBeGreaterThanOrEqual(900 - 1e-6);
		});
	});

	test("what is under the pointer stays there while zooming", () => {
		always(200, (chance) => {
			const days = { from: 700_000, to: 704_000 };
			const before = scaleOf(days, chance.int(2, 280) / 4, 900);
			const after = scaleOf(days, chance.int(2, 280) / 4, 900);
			const at = chance.int(0, 900);
			const scroll = chance.int(0, Math.floor(widthOf(before)));
			const kept = keptAt(before, after, scroll, at);
			if (kept > 0) expect(dayAt(after, kept + at)).toBeCloseTo(dayAt(before, scroll + at), 6);
		});
	});

	test("steps lead through all zooms, and end", () => {
		let at = 1e9;
		const seen: string[] = [];
		for (let i = 0; i < 9; i++) {
			at = stepFrom(at, -1);
			const name = zoomOf(at);
			if (seen.at(-1) !== name) seen.push(name);
		}
		expect(seen).toEqual(zooms.map((z) => z.id));
		expect(stepFrom(0.45, 1)).toBe(1.6);
	});

	test("it holds all bars, what was planned, and today", () => {
		const days = daysOf([lineOf(bar("a", 10, 20, { baseStart: (monday - 100) * 1440 + 480 }))], monday + 400);
		expect(days.from).toBeLessThan(monday - 100);
		expect(days.to).toBeGreaterThan(monday + 400);
	});

	test("some days fill the view", () => {
		const perDay = fitTo(monday, monday + 100, 1000);
		expect(perDay * 100).toBeGreaterThan(800);
		expect(perDay * 100).toBeLessThanOrEqual(1000);
	});
});

describe("the header", () => {
	test.each([
		[40, "long", "1"],
		[14, "long", "d0"],
		[5, "long", "W2"],
		[1.6, "2026", "short"],
		[1, "2026", "narrow"],
		[0.45, "2026", "Q1"],
	])("at %d pixels a day", (perDay, above, below) => {
		const scale = scaleOf({ from: monday, to: monday + 4000 }, perDay, 900);
		const { upper, lower } = ticksOf(scale, 0, 900, words);
		expect(upper[0]?.text).toBe(above);
		expect(lower[0]?.text).toBe(below);
	});

	test("its parts follow one another without a gap, and cover what is seen", () => {
		always(200, (chance) => {
			const scale = scaleOf({ from: monday - 3000, to: monday + 3000 }, chance.int(1, 280) / 4, 900);
			const left = chance.int(0, Math.floor(widthOf(scale)) - 900);
			for (const row of Object.values(ticksOf(scale, left, left + 900, { ...words, weekStart: chance.int(0, 6) }))) {
				expect(xOf(scale, row[0]?.from ?? 0)).toBeLessThanOrEqual(left);
				expect(xOf(scale, row.at(-1)?.to ?? 0)).toBeGreaterThanOrEqual(left + 900 - 1e-6);
				for (let i = 1; i < row.length; i++) expect(row[i]?.from).toBe(row[i - 1]?.to);
			}
		});
	});

	test("weeks begin on the day of the conventions", () => {
		expect(beginOf("week", monday + 3, 0)).toBe(monday);
		expect(beginOf("week", monday + 3, 6)).toBe(monday - 1);
		expect(beginOf("week", monday + 3, 5)).toBe(monday - 2);
	});

	test.each([
		[2027, 1, 3, 53],
		[2027, 1, 4, 1],
		[2026, 12, 31, 53],
		[2024, 12, 30, 1],
		[2026, 1, 5, 2],
	])("%d-%d-%d is in week %d", (year, month, date, week) => {
		expect(weekNumber(beginOf("week", dayOf(year, month, date), 0), 0)).toBe(week);
	});

	test("a text of the upper row stays in sight, and never leaves its part", () => {
		const tick = { from: monday, to: monday + 31, text: "January" };
		const { scale } = view;
		const end = xOf(scale, tick.to);
		expect(placeOf(tick, scale, xOf(scale, monday + 10), 50, true)).toBe(xOf(scale, monday + 10) + 8);
		expect(placeOf(tick, scale, end - 40, 50, true)).toBeNull();
	});
});

test("days without work are seen where they are wide enough", () => {
	const { scale } = view;
	expect(offDays(scale, 200, 480, manner.works).map((o) => [o.from - monday, o.to - monday])).toEqual([
		[-2, 0],
		[5, 7],
	]);
	expect(offDays({ ...scale, perDay: 2 }, 0, 400, manner.works)).toEqual([]);
});
