import { describe, expect, test } from "vitest";
import type { Attribute } from "../../api/types";
import type { FieldContext } from "../../fields/kind";
import { rawText } from "./raw-words";
import { readFilter } from "./tree";

const attribute = (key: string, kind: string, en: string, fr: string, choices: unknown[] = []) =>
	({ key, kind, label: { en, fr }, choices }) as unknown as Attribute;
const attributes = [
	attribute("end", "date", "End", "Fin"),
	attribute("end_baseline", "date", "End (baseline)", "Fin (référence)"),
	attribute("total_cost", "money", "Total cost", "Coût total"),
	attribute("actual_cost", "money", "Actual cost to date", "Coût réalisé à date"),
	attribute("stage", "choice", "Stage", "Étape", [{ key: "done", label: { en: "Done", fr: "Terminé" } }]),
];
const said = (lang: "en" | "fr") => ({
	attributes,
	context: { lang, locale: lang, today: 739_942, currency: "EUR", scale: "auto" } as unknown as FieldContext,
});

describe("a formula as a condition, in words", () => {
	test.each([
		[
			"actual_cost > total_cost * 0.9",
			"Actual cost to date > Total cost × 0.9",
			"Coût réalisé à date > Coût total × 0,9",
		],
		["end - end_baseline >= 30", "End − End (baseline) ≥ 30", "Fin − Fin (référence) ≥ 30"],
		["YEAR(end) = 2027", "YEAR(End) = 2027", "ANNEE(Fin) = 2027"],
		["MAX(end, today + 30d) <> end", "MAX(End, today + 30 days) ≠ End", "MAX(Fin ; aujourd’hui + 30 jours) ≠ Fin"],
		['IF(stage = "done", 1, 0) = 1', "IF(Stage = Done, 1, 0) = 1", "SI(Étape = Terminé ; 1 ; 0) = 1"],
		["Fin + 1 est vide", "End + 1 is empty", "Fin + 1 est vide"],
	])("%s", (source, en, fr) => {
		expect(rawText(source, said("en"))).toBe(en);
		expect(rawText(source, said("fr"))).toBe(fr);
	});
});

test.each(["end < today + 90", "end < aujourd’hui + 90"])("days beside today are a simple condition: %s", (source) => {
	expect(readFilter(source, attributes)).toEqual({
		key: "end",
		op: "<",
		values: [{ kind: "moment", value: "today + 90d" }],
	});
});
