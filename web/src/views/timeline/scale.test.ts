import { expect, test } from "vitest";
import { always } from "../../engine/chance";
import { dayOf } from "../../format/day";
import { dayAt, leftOf, spanOf, ticksOf, widthOf } from "./scale";

const scales = ["month", "quarter", "year"] as const;
const today = dayOf(2026, 11, 22);

test("whole years are shown, today among them", () => {
	const span = spanOf([dayOf(2024, 5, 3)], today, "quarter");
	expect([span.from, span.to]).toEqual([dayOf(2024, 1, 1), dayOf(2026, 12, 31)]);
	expect(spanOf([], today, "year").to).toBe(dayOf(2027, 12, 31));
});

test("the day at the place of a day is that day", () => {
	always(500, (chance) => {
		const days = chance.list(0, 6, () => today + chance.int(-2000, 2000));
		const span = spanOf(days, today, chance.pick(scales));
		const day = chance.int(span.from, span.to);
		expect(dayAt(span, leftOf(span, day))).toBe(day);
		expect(leftOf(span, day)).toBeLessThan(widthOf(span));
	});
});

test("ticks begin where the years do, and follow one another", () => {
	for (const scale of scales) {
		const span = spanOf([dayOf(2025, 7, 1)], today, scale);
		const ticks = ticksOf(span, scale);
		expect(ticks[0]?.day).toBe(span.from);
		expect(ticks.length).toBe(2 * { month: 12, quarter: 4, year: 1 }[scale]);
	}
});
