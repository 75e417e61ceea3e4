import { describe, expect, test } from "vitest";
import { langState } from "../i18n/lang";
import { formatDuration, readDuration } from "./duration";

const measures = { day: 420, week: 2100 };
const { t } = langState();

describe("durations", () => {
	test.each([
		["5", 2100],
		["2,5 j", 1050],
		["2.5d", 1050],
		["3 jours", 1260],
		["4 h", 240],
		["1 sem.", 2100],
		["2w", 4200],
		["90 min", 90],
		["0", 0],
		["1\u202fj", 420],
	])("%s is %d minutes", (text, minutes) => expect(readDuration(text, measures)).toBe(minutes));

	test.each(["", "abc", "5 x", "-3", "1 2", "1e9"])("%s is none", (text) => {
		expect(readDuration(text, measures)).toBeNull();
	});

	test("are written in days, else in hours, else in minutes", () => {
		const keys = [2100, 105, 60, 7].map((m) => formatDuration(m, measures, (key) => key));
		expect(keys).toEqual(["days", "days", "hours", "minutes"].map((k) => `gantt.length.${k}`));
		expect(formatDuration(420, measures, t)).toBeTruthy();
	});
});
