import { expect, test } from "vitest";
import { plainPlural, soundsVowel } from "./vocabulary";

test("a plural is guessed as most nouns make theirs", () => {
	expect(["initiative", "chantier", "axe", "jeu", "bureau", "canal", "avis"].map((w) => plainPlural(w, "fr"))).toEqual([
		"initiatives",
		"chantiers",
		"axes",
		"jeux",
		"bureaux",
		"canaux",
		"avis",
	]);
	expect(["initiative", "activity", "branch", "bus"].map((w) => plainPlural(w, "en"))).toEqual([
		"initiatives",
		"activities",
		"branches",
		"buses",
	]);
	expect(plainPlural("", "fr")).toBe("");
});

test("a vowel is guessed by the first letter", () => {
	expect(["initiative", "Opération", "Éveil", "œuvre", "chantier", "héros"].map((w) => soundsVowel(w, "fr"))).toEqual([
		true,
		true,
		true,
		true,
		false,
		false,
	]);
	expect(["unit", "action", "European grant", "user story", "idea"].map((w) => soundsVowel(w, "en"))).toEqual([
		false,
		true,
		false,
		false,
		true,
	]);
});
