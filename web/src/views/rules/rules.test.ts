import { expect, test } from "vitest";
import type { Attribute } from "../../api/types";
import type { GridRow } from "../../engine/grid/model";
import { calledIn } from "./called";
import { renamed } from "./renamed";
import { Rules } from "./rules";

const attributes = [
	{ key: "cost", kind: "number", label: { en: "Cost", fr: "Coût" }, choices: [] },
	{ key: "end", kind: "date", label: { en: "End", fr: "Fin" }, choices: [] },
] as unknown as Attribute[];
const reading = { today: 20_000, me: { id: "u", name: "Ann" } };
const row = (cost: string | null, id = "1"): GridRow => ({ id, kind: "data", level: 0, data: { id, cost, end: null } });
const dear = { name: "Dear", filter: "cost > 100", colour: "red", key: "" };
const dearest = { name: "Dearest", filter: "cost > 1000", colour: "violet", key: "" };
const noEnd = { name: "No end", filter: "end is empty", colour: "yellow", key: "end" };

test("the first rule that holds colours the row, whatever comes after", () => {
	const rules = new Rules([dear, dearest, noEnd], attributes, reading);
	expect(rules.ofRow(row("2000"))).toBe(dear);
	expect(rules.ofRow(row("50"))).toBeUndefined();
	expect(rules.ofRow(row(null))).toBeUndefined();
});

test("a rule of a column colours its cell alone", () => {
	const rules = new Rules([dear, noEnd], attributes, reading);
	expect(rules.ofCell(row("2000"), "end")).toBe(noEnd);
	expect(rules.ofCell(row("2000"), "cost")).toBeUndefined();
});

test("a row that changed is looked at again", () => {
	const rules = new Rules([dear], attributes, reading);
	expect(rules.ofRow(row("2000"))).toBe(dear);
	expect(rules.ofRow(row("2"))).toBeUndefined();
});

test("a condition that cannot be read colours nothing, and is said", () => {
	const broken = { ...dear, filter: "cost > (" };
	const rules = new Rules([broken], attributes, reading);
	expect(rules.wrong(broken)).toBe(true);
	expect(rules.ofRow(row("2000"))).toBeUndefined();
});

test("groups have no colour of a rule", () => {
	const rules = new Rules([{ ...dear, filter: "cost is empty" }], attributes, reading);
	expect(rules.ofRow({ id: "g", kind: "group", level: 0, data: {} })).toBeUndefined();
});

test("a rule has one name for both languages until the other one is said", () => {
	const both = renamed(dear, "en", "fr", "Cher");
	expect(both).toEqual({ ...dear, label: { en: "Dear", fr: "Cher" } });
	expect([calledIn(both, "en"), calledIn(both, "fr"), calledIn(dear, "fr")]).toEqual(["Dear", "Cher", "Dear"]);
	const again = renamed(both, "fr", "fr", "Très cher");
	expect([calledIn(again, "en"), calledIn(again, "fr")]).toEqual(["Dear", "Très cher"]);
	expect(calledIn(renamed(both, "en", "en", ""), "en")).toBe("Cher");
	expect(renamed(both, "en", "fr", "")).toEqual(dear);
	expect(calledIn({ ...dear, name: "" }, "fr")).toBe("cost > 100");
});
