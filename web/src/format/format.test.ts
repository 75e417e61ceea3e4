import { beforeAll, describe, expect, test } from "vitest";
import sums from "../../testdata/amount/sums.json";
import vectors from "../../testdata/amount/vectors.json";
import { setLang } from "../i18n/lang";
import { dayFromISO, dayOf, formatDay, formatMonth, isoOfDay, isoOfMonth, lastDay, monthFromISO } from "./day";
import { addDecimals, compareDecimals, shift, tidy } from "./decimal";
import { formatAmounts, formatMoney, signedAmounts } from "./money";
import { formatBytes, formatPercent, formatSigned } from "./number";
import { readNumber } from "./read-number";

describe("decimals", () => {
	test("move their point without rounding", () => {
		expect(shift("27740000.00", 6)).toBe("27.74");
		expect(shift("-5", 3)).toBe("-0.005");
		expect(shift("1.5", -6)).toBe("1500000");
		expect(tidy("-000.00")).toBe("0");
	});
	test("add and compare exactly", () => {
		expect(addDecimals(["0.1", "0.2"])).toBe("0.3");
		expect(addDecimals(["90071992547409910.01", "0.01"])).toBe("90071992547409910.02");
		expect(compareDecimals("90071992547409910.01", "90071992547409910.02")).toBe(-1);
	});
});

describe("days", () => {
	test("count from 1 January of year 1", () => {
		expect(dayOf(1, 1, 1)).toBe(1);
		expect(dayOf(1970, 1, 1)).toBe(719_163);
		expect(isoOfDay(dayFromISO("2024-02-29"))).toBe("2024-02-29");
	});
	test("that do not exist are none", () => {
		expect(dayFromISO("2023-02-29")).toBe(0);
		expect(dayFromISO("2018-13-01")).toBe(0);
		expect(isoOfDay(0)).toBe("");
	});
	test("make months", () => {
		expect(isoOfMonth(monthFromISO("2026-11"))).toBe("2026-11");
		expect(isoOfDay(lastDay(monthFromISO("2024-02")))).toBe("2024-02-29");
		expect(isoOfDay(lastDay(monthFromISO("2026-12")))).toBe("2026-12-31");
	});
});

// Sentences and reports of the server write amounts by the same cases.
describe("amounts as the server writes them", () => {
	for (const lang of ["fr", "en"] as const)
		test(`in ${lang}`, async () => {
			await setLang(lang);
			for (const c of vectors) {
				expect(formatMoney(c, "auto")).toBe(c[lang]);
				if (c.currency) expect(readNumber(c[lang], lang)?.currency).toBe(c.currency);
			}
		});
});

describe("amounts in several currencies as the server writes them", () => {
	for (const lang of ["fr", "en"] as const)
		test(`in ${lang}`, async () => {
			await setLang(lang);
			for (const c of sums) {
				const amounts = Object.entries(c.amounts).map(([currency, amount]) => ({ currency, amount }));
				expect(formatAmounts(amounts)).toBe(c[lang]);
				expect(signedAmounts(amounts)).toBe(c[`signed_${lang}`]);
			}
		});
});

describe("in French", () => {
	beforeAll(() => setLang("fr"));
	test("amounts carry their symbol after", () => {
		expect(formatMoney({ amount: "1234.56", currency: "EUR" })).toBe("1\u202f234,56\u00a0€");
		expect(formatMoney({ amount: "27740000", currency: "EUR" }, "million")).toBe("27,74\u00a0M€");
		expect(formatMoney({ amount: "1234500", currency: "EUR" }, "thousand")).toBe("1\u202f235\u00a0k€");
	});
	test("an amount beyond floating point keeps every digit", () => {
		expect(formatMoney({ amount: "90071992547409931.25", currency: "EUR" })).toContain("931,25");
	});
	test("dates and percentages", () => {
		expect(formatDay(dayOf(2018, 10, 31), "long")).toBe("31 octobre 2018");
		expect(formatMonth(monthFromISO("2026-02"))).toBe("févr. 2026");
		expect(formatPercent("12.5")).toMatch(/^12,5[\u00a0\u202f]%$/);
		expect(formatSigned("-3.5")).toBe("−3,5");
		expect(formatBytes(1_250_000)).toMatch(/^1,3[\u00a0\u202f]Mo$/);
	});
});

describe("in English", () => {
	beforeAll(() => setLang("en"));
	test("amounts carry their symbol after", () => {
		expect(formatMoney({ amount: "1234.56", currency: "GBP" })).toBe("1,234.56\u00a0£");
		expect(formatMoney({ amount: "-27740000", currency: "GBP" }, "million")).toBe("-27.74\u00a0M£");
		expect(formatMoney({ amount: "7480000", currency: "EUR" }, "auto")).toBe("7.48\u00a0M€");
	});
	test("dates are British", () => {
		expect(formatDay(dayOf(2018, 10, 31), "short")).toBe("31/10/2018");
		expect(formatDay(0)).toBe("");
	});
});
