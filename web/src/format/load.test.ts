import { expect, test } from "vitest";
import type { Translate } from "../i18n/lang";
import { shipped, under } from "./conventions";
import { formatLoad, isLoad } from "./load";
import { formatMoney } from "./money";
import { formatNumber } from "./number";
import { readNumber } from "./read-number";

const t = ((key: string, args?: { n?: string }) => `${args?.n} ${key.split(".")[1]}`) as Translate;

test("a load is kept in days, and shown in the unit of the organisation", () => {
	expect(formatLoad("12.5", t)).toBe("12.5 load");
	expect(under({ ...shipped, load_unit: "hours", day_minutes: 420 }, () => formatLoad("12.5", t))).toBe("87.5 hours");
	expect(under({ ...shipped, load_unit: "hours", day_minutes: 468 }, () => formatLoad("10", t))).toBe("78 hours");
});

test("units that count days of work are known", () => {
	for (const unit of ["j·h", "j/h", "jh", "jours-hommes", "person-days", "man day", "md"])
		expect(isLoad(unit)).toBe(true);
	for (const unit of ["", "days", "years", "m", null, undefined, "mdx"]) expect(isLoad(unit)).toBe(false);
});

test("large amounts are in the unit of the organisation, small ones in units", () => {
	const euros = (amount: string) => formatMoney({ amount, currency: "EUR" }, "auto").replaceAll("\u00a0", " ");
	const written = (money: "auto" | "unit" | "thousand" | "million") =>
		under({ ...shipped, money }, () => [euros("2500000"), euros("480000"), euros("950")]);
	expect(written("auto")).toEqual(["2.50 M€", "480 k€", "950 €"]);
	expect(written("thousand")).toEqual(["2,500 k€", "480 k€", "950 €"]);
	expect(written("million")).toEqual(["2.50 M€", "0.48 M€", "950 €"]);
	expect(written("unit")).toEqual(["2,500,000 €", "480,000 €", "950 €"]);
});

test("what a convention writes is read back", () => {
	for (const number_en of ["language", "comma", "space", "point", "apostrophe"] as const) {
		under({ ...shipped, number_en }, () => {
			for (const d of ["0.5", "12", "1234", "1234.5", "1234567.25", "-98765.4"]) {
				expect(readNumber(formatNumber(d), "en")?.value).toBe(d);
			}
		});
	}
});
