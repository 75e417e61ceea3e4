import { describe, expect, test } from "vitest";
import { dayFromISO, isoOfDay, isoOfMonth } from "./day";
import { readDay, readMonth } from "./read-day";
import { readNumber } from "./read-number";

const today = dayFromISO("2026-11-22");

describe("readNumber", () => {
	test.each([
		["1 234,56", "fr", "1234.56"],
		["1\u202f234\u00a0567,8", "fr", "1234567.8"],
		["1,234.56", "en", "1234.56"],
		["1.234,56", "en", "1234.56"],
		["1,234", "en", "1234"],
		["1,234", "fr", "1.234"],
		["1.5", "fr", "1.5"],
		["12,5", "en", "12.5"],
		["1.234.567", "fr", "1234567"],
		["(1 200)", "fr", "-1200"],
		["−3", "en", "-3"],
		["27,74 M€", "fr", "27740000"],
		["£1.2m", "en", "1200000"],
		["16.1k", "en", "16100"],
		[".5", "en", "0.5"],
	] as const)("%s in %s is %s", (text, lang, want) => {
		expect(readNumber(text, lang)?.value).toBe(want);
	});
	test("says the currency and the percent sign it read", () => {
		expect(readNumber("£3", "en")).toEqual({ value: "3", currency: "GBP" });
		expect(readNumber("12,5 %", "fr")).toEqual({ value: "12.5", percent: true });
	});
	test.each(["", "abc", "1,23,4", "12 projects", "1.2.3", "Exempt under Section 43", "--5"])(
		"%s is not a number",
		(text) => {
			expect(readNumber(text, "en")).toBeNull();
		},
	);
});

describe("readDay", () => {
	test.each([
		["2026-11-22", "2026-11-22"],
		["22/11/2026", "2026-11-22"],
		["3.2.26", "2026-02-03"],
		["22/11", "2026-11-22"],
		["22 nov. 2026", "2026-11-22"],
		["1er février 2027", "2027-02-01"],
		["Nov 5, 2026", "2026-11-05"],
		["5-Aug-68", "2068-08-05"],
		["aujourd’hui", "2026-11-22"],
		["+7", "2026-11-29"],
		["-1m", "2026-10-22"],
		["+1a", "2027-11-22"],
	])("%s is %s", (text, want) => {
		expect(isoOfDay(readDay(text, today))).toBe(want);
	});
	test.each(["", "31/02/2026", "22/13/2026", "someday", "45000"])("%s is not a day", (text) => {
		expect(readDay(text, today)).toBe(0);
	});
});

describe("readMonth", () => {
	test.each([
		["11/2026", "2026-11"],
		["nov 2026", "2026-11"],
		["décembre", "2026-12"],
		["Sept 27", "2027-09"],
		["22/11/2026", "2026-11"],
	])("%s is %s", (text, want) => {
		expect(isoOfMonth(readMonth(text, today))).toBe(want);
	});
});
