import { describe, expect, test } from "vitest";
import vectors from "../../../testdata/filter/vectors.json";
import type { Attribute } from "../../api/types";
import { shipped, under } from "../../format/conventions";
import { dayFromISO, isoOfDay } from "../../format/day";
import { evaluator } from "./evaluate";
import { momentDay, momentText, periodDays, periodText } from "./moment";
import { readMoment, readPeriod } from "./read-moment";
import { Cursor, scan } from "./tokens";
import { readFilter, writeFilter } from "./tree";

const attributes = vectors.attributes.map((a) => ({ label: { en: a.key, fr: a.key }, ...a })) as unknown as Attribute[];
const reading = { today: dayFromISO(vectors.today), me: { id: "1", name: vectors.me }, units: vectors.mine };

function kept(filter: string): string[] {
	const holds = evaluator(filter, attributes, reading);
	if (!holds) throw new Error(`for the server alone: ${filter}`);
	return vectors.rows.filter((row) => holds(row)).map((row) => row.id);
}

// These cases are run by the server as well (engine/formula/vectors_test.go).
describe("filters keep the same rows as on the server", () => {
	test.each(vectors.filters)("$en", ({ en, fr, rows }) => {
		expect(kept(en)).toEqual(rows);
		expect(kept(fr)).toEqual(rows);
	});

	test.each(vectors.filters)("blocks and text are one: $en", ({ en, fr }) => {
		const read = readFilter(en, attributes);
		expect(readFilter(writeFilter(read), attributes)).toEqual(read);
		expect(readFilter(writeFilter(read, "fr"), attributes)).toEqual(read);
		expect(readFilter(fr, attributes)).not.toBeNull();
	});
});

describe("periods and moments", () => {
	test.each(vectors.periods)("$en on $today", ({ today, en, fr, first, last }) => {
		for (const [text, lang] of [
			[en, "en"],
			[fr, "fr"],
		] as const) {
			const period = readPeriod(new Cursor(scan(text) ?? []));
			expect(period && periodDays(period, dayFromISO(today)).map(isoOfDay)).toEqual([first, last]);
			const again = period && readPeriod(new Cursor(scan(periodText(period, lang)) ?? []));
			expect(again).toEqual(period);
		}
	});

	test.each(vectors.conventions)("weeks from $week_start, fiscal years from month $first_month", (own) => {
		under({ ...shipped, week_start: own.week_start as "sunday", first_month: own.first_month }, () => {
			for (const { today, en, fr, first, last } of own.periods) {
				for (const text of [en, fr]) {
					const period = readPeriod(new Cursor(scan(text) ?? []));
					expect(period && periodDays(period, dayFromISO(today)).map(isoOfDay)).toEqual([first, last]);
				}
			}
		});
	});

	test.each(vectors.moments)("$en on $today", ({ today, en, fr, day }) => {
		for (const [text, lang] of [
			[en, "en"],
			[fr, "fr"],
		] as const) {
			const moment = readMoment(new Cursor(scan(text) ?? []));
			expect(moment && isoOfDay(momentDay(moment, dayFromISO(today)))).toBe(day);
			const again = moment && readMoment(new Cursor(scan(momentText(moment, lang)) ?? []));
			expect(again).toEqual(moment);
		}
	});
});

test.each(vectors.refused)("is not taken for a filter that holds: %s", (text) => {
	expect(evaluator(text, attributes, reading)).toBeNull();
});
