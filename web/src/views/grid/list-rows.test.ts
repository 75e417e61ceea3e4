import { expect, test } from "vitest";
import type { FieldContext } from "../../fields/kind";
import type { ListColumn } from "./list-column";
import { found, sorted } from "./list-rows";

const context: FieldContext = { lang: "fr", locale: "fr-FR", today: 0, currency: "EUR", scale: "unit" };
type Line = { id: string; name: string; cost: string | null; boss?: { id: string; name: string } };
const rows: Line[] = [
	{ id: "1", name: "Zoé", cost: null },
	{ id: "2", name: "élan 10", cost: "12", boss: { id: "u", name: "Œdipe" } },
	{ id: "3", name: "Élan 9", cost: "3" },
];
const columns: ListColumn<Line>[] = [
	{ key: "name", label: "Nom" },
	{ key: "cost", label: "Coût", kind: "number" },
	{ key: "boss", label: "Chef", kind: "user" },
];
const ids = (list: readonly Line[]) => list.map((r) => r.id).join("");

test("names are ordered as the language does, figures by value", () => {
	expect(ids(sorted(rows, columns, [{ key: "name", direction: "ascending" }], context))).toBe("321");
});

test("what is empty comes last in both directions", () => {
	expect(ids(sorted(rows, columns, [{ key: "cost", direction: "ascending" }], context))).toBe("321");
	expect(ids(sorted(rows, columns, [{ key: "cost", direction: "descending" }], context))).toBe("231");
});

test("every word is found in whatever column, without accents", () => {
	expect(ids(found(rows, columns, "ELAN oedipe", context))).toBe("2");
	expect(ids(found(rows, columns, " ", context))).toBe("123");
});
