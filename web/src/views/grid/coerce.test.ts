import { beforeAll, describe, expect, test } from "vitest";
import type { Attribute, Kind } from "../../api/types";
import type { Directory } from "../../data/directory";
import { dayOf } from "../../format/day";
import { langState, setLang } from "../../i18n/lang";
import { clipOf } from "./clip";
import { convert, fits, readCell } from "./coerce";

const choices = [
	{ key: "high", label: { en: "High", fr: "Haute" } },
	{ key: "low", label: { en: "Low", fr: "Basse" } },
];
const of = (kind: Kind, more = {}) =>
	({ kind, key: "x", label: { en: "X", fr: "X" }, choices: [], ...more }) as unknown as Attribute;
const people: Directory = {
	find: (_kind, text) => {
		const all = [
			{ id: "u1", name: "Claire Martin" },
			{ id: "u2", name: "Paul Durand" },
			{ id: "u3", name: "Paul Durand" },
		];
		return all.filter((u) => u.name.toLowerCase() === text.toLowerCase());
	},
};
const context = {
	lang: "fr" as const,
	locale: "fr-FR",
	today: dayOf(2026, 11, 22),
	currency: "EUR",
	scale: "unit" as const,
};
const reader = () => ({ context, directory: people, t: langState().t });
const read = (text: string, attribute: Attribute) => {
	const got = readCell(text, attribute, reader());
	return got.ok ? got.value : got.why;
};

beforeAll(() => setLang("fr"));

describe("pasted text is read as a French spreadsheet writes it", () => {
	test("amounts with symbols and scales, in the currency of the row", () => {
		const money = of("money");
		expect(read("1 234,56 €", money)).toEqual({ amount: "1234.56", currency: "EUR" });
		expect(read("27,7 M€", money)).toEqual({ amount: "27700000", currency: "EUR" });
		expect(read("300 k€", money)).toEqual({ amount: "300000", currency: "EUR" });
		expect(read("£12", money)).toEqual({ amount: "12", currency: "GBP" });
		expect(read("(1 500)", money)).toEqual({ amount: "-1500", currency: "EUR" });
		expect(read("beaucoup", money)).toMatch(/montant/);
	});

	test("dates and months, in figures and in words", () => {
		for (const text of ["22/11/2026", "22 novembre 2026", "2026-11-22", "22 nov. 2026"]) {
			expect(read(text, of("date")), text).toBe("2026-11-22");
		}
		expect(read("nov. 2026", of("month"))).toBe("2026-11");
		expect(read("31/02/2026", of("date"))).toMatch(/date/);
	});

	test("percentages, yes and no, numbers with their unit", () => {
		expect(read("12,5 %", of("percent"))).toBe("12.5");
		expect(read("oui", of("yes_no"))).toBe(true);
		expect(read("FAUX", of("yes_no"))).toBe(false);
		expect(read("3,5 ans", of("number", { unit: "years" }))).toBe("3.5");
	});

	test("choices by label or key, several of them, and says which are none", () => {
		expect(read("haute", of("choice", { choices }))).toBe("high");
		expect(read("low", of("choice", { choices }))).toBe("low");
		expect(read("Haute; Basse", of("choices", { choices }))).toEqual(["high", "low"]);
		expect(read("Haute, Moyenne", of("choices", { choices }))).toContain("Moyenne");
	});

	test("people by name, where there is one and only one", () => {
		expect(read("claire martin", of("user"))).toEqual({ id: "u1", name: "Claire Martin" });
		expect(read("Paul Durand", of("user"))).toContain("Paul Durand");
		expect(read("Personne", of("user"))).toBe(langState().t("editing.noneNamed"));
	});

	test("nothing clears, and line breaks stay where they mean something", () => {
		expect(read("  ", of("money"))).toBeNull();
		expect(read("a\r\nb", of("long_text"))).toBe("a\nb");
		expect(read("a\r\nb", of("text"))).toBe("a b");
	});
});

test("what is copied is read back as the same value", () => {
	const back: [Attribute, unknown][] = [
		[of("money"), { amount: "1234567.89", currency: "EUR" }],
		[of("number"), "-0.125"],
		[of("percent"), "12.5"],
		[of("date"), "2026-02-01"],
		[of("month"), "2026-02"],
		[of("yes_no"), true],
		[of("choice", { choices }), "high"],
		[of("choices", { choices }), ["high", "low"]],
		[of("light"), "amber_red"],
		[of("weather"), "stormy"],
		[of("text"), "Lot 1"],
		[of("user"), { id: "u1", name: "Claire Martin" }],
	];
	for (const [attribute, value] of back) {
		expect(read(clipOf(value, attribute, context).text, attribute), attribute.kind).toEqual(value);
	}
});

test("a value goes as it is where it fits, and as its text elsewhere", () => {
	const euros = { amount: "1.234567", currency: "EUR" };
	expect(convert(euros, of("money"), of("money"), reader())).toEqual({ ok: true, value: euros });
	expect(convert("2026-02-01", of("date"), of("text"), reader())).toEqual({ ok: true, value: "01/02/2026" });
	expect(convert("high", of("choice", { choices }), of("number"), reader()).ok).toBe(false);
	expect(fits({ amount: "x" }, of("money"))).toBe(false);
	expect(fits("other", of("choice", { choices }))).toBe(false);
});
