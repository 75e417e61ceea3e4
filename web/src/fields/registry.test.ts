import { beforeAll, describe, expect, test } from "vitest";
import { type Attribute, type Kind, kinds } from "../api/types";
import { dayFromISO } from "../format/day";
import { setLang } from "../i18n/lang";
import type { FieldContext } from "./kind";
import { toWire } from "./named";
import { fieldKind } from "./registry";

const context: FieldContext = {
	lang: "fr",
	locale: "fr-FR",
	today: dayFromISO("2026-11-22"),
	currency: "EUR",
	scale: "unit",
};

function attribute(kind: Kind): Attribute {
	const label = { en: kind, fr: kind };
	return {
		key: kind,
		kind,
		label,
		help: label,
		unit: "",
		required: false,
		default: null,
		choices: [
			{ key: "idea", label: { en: "Idea", fr: "Idée" }, colour: "grey", icon: "", retired: false },
			{ key: "run", label: { en: "In progress", fr: "En cours" }, colour: "blue", icon: "", retired: false },
		],
		consolidation: "none",
		core: true,
		per_month: false,
		read_only: false,
		formula: null,
		position: 1,
		version: 1,
	};
}

function parse(kind: Kind, text: string): unknown {
	const reading = fieldKind({ kind }).parse(text, attribute(kind), context);
	return reading.ok ? reading.value : reading.why;
}

beforeAll(() => setLang("fr"));

describe("every kind", () => {
	test.each(kinds)("%s is registered, and shows nothing for a value it cannot understand", (kind) => {
		const field = fieldKind({ kind });
		expect(field.kind).toBe(kind);
		for (const strange of [null, undefined, {}, [], 12n]) {
			expect(field.text(strange, attribute(kind), context)).toBe("");
			expect(field.sortKey(strange, attribute(kind), context)).toBeNull();
		}
	});
	test.each(kinds.filter((k) => k !== "computed"))("%s reads the empty text as empty", (kind) => {
		expect(parse(kind, "  ")).toBeNull();
	});
});

describe("typed text becomes a value", () => {
	test.each([
		["money", "27,74 M€", { amount: "27740000", currency: "EUR" }],
		["money", "£3", { amount: "3", currency: "GBP" }],
		["money", "Exempt under Section 43", "field.notMoney"],
		["percent", "62,5 %", "62.5"],
		["number", "12 €", "field.notNumber"],
		["date", "22/11", "2026-11-22"],
		["month", "nov 2026", "2026-11"],
		["choice", "en cours", "run"],
		["choice", "Idea", "idea"],
		["choice", "unknown", "field.notChoice"],
		["choices", "Idée, En cours", ["idea", "run"]],
		["yes_no", "oui", true],
		["light", "Amber/Red", "amber_red"],
		["light", "orange", "amber"],
		["weather", "nuageux", "cloudy"],
		["link", "example.org", "https://example.org"],
		["link", "javascript:alert(1)", "field.notLink"],
		["computed", "3", "field.isComputed"],
	] as const)("%s: %s", (kind, text, want) => {
		expect(parse(kind, text)).toEqual(want);
	});
});

describe("what is copied can be pasted back", () => {
	test.each([
		["money", { amount: "1234.5", currency: "EUR" }],
		["percent", "12.5"],
		["date", "2026-11-22"],
		["month", "2026-11"],
		["choices", ["run", "idea"]],
		["light", "amber_green"],
		["weather", "stormy"],
		["yes_no", false],
	] as const)("%s", (kind, value) => {
		const text = fieldKind({ kind }).text(value, attribute(kind), context);
		expect(parse(kind, text)).toEqual(value);
	});
});

test("lights and weather sort from the best to the worst", () => {
	const rank = (kind: Kind, v: string) => fieldKind({ kind }).sortKey(v, attribute(kind), context);
	expect(["green", "amber_green", "amber", "amber_red", "red"].map((v) => rank("light", v))).toEqual([1, 2, 3, 4, 5]);
	expect(["sunny", "cloudy", "rainy", "stormy"].map((v) => rank("weather", v))).toEqual([1, 2, 3, 4]);
});

test("a person is sent as their id", () => {
	expect(toWire({ id: "u1", name: "Claire" })).toBe("u1");
	expect(toWire({ amount: "1", currency: "EUR" })).toEqual({ amount: "1", currency: "EUR" });
});
