import { expect, test } from "vitest";
import { listed, plainPlural, soundsVowel, type Term } from "./vocabulary";

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

test("terms are found in both languages, by either name, those that are renamed first", () => {
	const of = (key: string, fr: string, en: string, own?: string): Term => ({
		key,
		room: "plan",
		texts: 1,
		shipped_fr: { one: fr, many: `${fr}s` },
		shipped_en: { one: en, many: `${en}s` },
		...(own ? { fr: { one: own, many: `${own}s` } } : {}),
	});
	const all = [of("task", "tâche", "task"), of("phase", "phase", "phase", "étape"), of("role", "rôle", "role")];
	const keys = (words: string) => listed(all, words).map((term) => term.key);
	expect(keys("")).toEqual(["phase", "task", "role"]);
	expect(keys(" TACHE")).toEqual(["task"]);
	expect(keys("etapes")).toEqual(["phase"]);
	expect(keys("role")).toEqual(["role"]);
	expect(keys("jalon")).toEqual([]);
});
