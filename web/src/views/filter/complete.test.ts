import { expect, test } from "vitest";
import type { Attribute } from "../../api/types";
import { accept, suggest } from "./complete";

const attributes = [
	{ key: "total_cost", kind: "money", label: { en: "Total cost", fr: "Coût total" } },
	{ key: "end", kind: "date", label: { en: "End", fr: "Fin" } },
	{
		key: "stage",
		kind: "choice",
		label: { en: "Stage", fr: "Étape" },
		choices: [
			{ key: "run", label: { en: "Run", fr: "Exploitation" } },
			{ key: "build", label: { en: "Build", fr: "Réalisation" } },
		],
	},
] as unknown as Attribute[];

const names = (source: string, lang: "en" | "fr") =>
	suggest(source, source.length, attributes, lang).map((s) => s.text);

test("attributes by their names, in the language of the page", () => {
	expect(names("cou", "fr")).toEqual(["total_cost"]);
	expect(names("end < today and etap", "fr")).toEqual(["stage"]);
	expect(names("tot", "en")).toEqual(["total_cost"]);
});

test("the values of the attribute before", () => {
	expect(names('stage = "', "fr")).toEqual(["run", "build"]);
	expect(names('stage dans ("run", "réal', "fr")).toEqual(["build"]);
});

test("words of the language", () => {
	expect(names("end dans trim", "fr")).toEqual(["trimestre prochain"]);
	expect(names("unit in my", "en")).toEqual(["my units"]);
});

test("a suggestion takes the place of what was typed of it", () => {
	expect(accept("progress > 5 and cou", 20, "total_cost")).toEqual({
		source: "progress > 5 and total_cost",
		caret: 27,
	});
	expect(accept('stage = "ru" and x', 11, "run")).toEqual({ source: 'stage = "run" and x', caret: 13 });
});
