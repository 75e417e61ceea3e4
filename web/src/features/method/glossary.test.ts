import { expect, it } from "vitest";
import type { Attribute } from "../../api/types";
import type { ProjectType } from "../../data/lifecycles";
import { found, wordsOf } from "./glossary";

const both = (fr: string, en: string) => ({ fr, en });
const attribute = (key: string, label: object, more: object = {}) =>
	({ key, kind: "text", label, help: both("", ""), formula: null, choices: [], ...more }) as unknown as Attribute;
const types = [
	{
		key: "it",
		label: both("Informatique", "IT"),
		holds: { stages: [{ stage: "idea" }, { stage: "build", required: ["cost"] }], moves: [], variants: [] },
	},
	{ key: "free", label: both("Libre", "Free"), holds: null },
] as unknown as ProjectType[];
const words = wordsOf(
	"project",
	[
		attribute("cost", both("Coût à terminaison", "Cost at completion"), { help: both("Tout compris", "All of it") }),
		attribute("hosting", both("Hébergement", "Hosting"), { choices: [{ key: "c", label: both("Nuage", "Cloud") }] }),
	],
	types,
);

it("says which stages ask for an attribute", () => {
	expect(words[0]?.asked).toEqual([{ type: both("Informatique", "IT"), stages: ["build"] }]);
	expect(words[1]?.asked).toEqual([]);
});

it("finds by label, help and value, in either language and without accents", () => {
	const keys = (looked: string) => found(words, looked).map((w) => w.attribute.key);
	expect(keys("cout")).toEqual(["cost"]);
	expect(keys("completion all")).toEqual(["cost"]);
	expect(keys("nuage")).toEqual(["hosting"]);
	expect(keys("")).toEqual(["cost", "hosting"]);
	expect(keys("cost nuage")).toEqual([]);
});
