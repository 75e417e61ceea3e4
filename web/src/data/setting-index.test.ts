import { expect, test } from "vitest";
import { foundAmong, ofTerms, type SettingThing } from "./setting-index";

const thing = (id: string, fr: string, en: string, of?: string): SettingThing => ({
	id,
	kind: "attribute",
	label: { fr, en },
	...(of ? { of: { fr: of, en: of } } : {}),
	href: "/",
});
const all = [
	thing("1", "Météo", "Weather"),
	thing("2", "Étape", "Stage"),
	thing("3", "Vieille météo", "Old weather"),
	thing("4", "Clos", "Closed", "Étape"),
];
const ids = (typed: string) => foundAmong(all, typed, "fr").map((x) => x.id);

test("a setting is found in either language, whatever the accents", () => {
	expect(ids("meteo")).toEqual(["1", "3"]);
	expect(ids("WEATHER")).toEqual(["1", "3"]);
	expect(ids("old wea")).toEqual(["3"]);
	expect(ids("nothing")).toEqual([]);
	expect(ids("  ")).toEqual([]);
});

test("a value is also found by its list, after the list itself", () => {
	expect(ids("étape")).toEqual(["2", "4"]);
	expect(ids("clos etape")).toEqual(["4"]);
});

test("a term is found as shipped and as it is said", () => {
	const [term] = ofTerms({
		terms: [
			{ key: "project", shipped_en: { one: "project" }, shipped_fr: { one: "projet" }, fr: { one: "initiative" } },
		],
	});
	expect(foundAmong(term ? [term] : [], "initiative", "fr")).toHaveLength(1);
	expect(foundAmong(term ? [term] : [], "projet", "fr")).toHaveLength(1);
	expect(term?.href).toBe("/admin/vocabulary?open=project");
});
