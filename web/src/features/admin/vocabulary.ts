import { api } from "../../api/client";
import type { components } from "../../api/schema";
import { fold } from "../../format/fold";
import type { Lang } from "../../i18n/lang";

type Says = components["schemas"];
export type Term = Says["TermOut"];
export type Vocabulary = Omit<Says["VocabularyOut"], "terms"> & { terms: Term[] };
export type Noun = Says["NounOut"];
export type Text = Says["TextOut"];
export type Preview = { changed: number; texts: Text[] };
export type Change = Says["VocabularyIn"];

// nounOf is what the organisation calls a thing in a language, the shipped noun while
// it has no other.
export function nounOf(term: Term, lang: Lang): Noun {
	return lang === "fr" ? (term.fr ?? term.shipped_fr) : (term.en ?? term.shipped_en);
}

export function shippedOf(term: Term, lang: Lang): Noun {
	return lang === "fr" ? term.shipped_fr : term.shipped_en;
}

// isRenamed says whether the organisation calls a thing otherwise.
export function isRenamed(term: Term): boolean {
	return !!(term.fr || term.en);
}

// listed are the terms that have words in their names, as shipped or as the organisation
// says them: those that are renamed first, the others by room.
export function listed(terms: readonly Term[], words: string): Term[] {
	const want = fold(words.trim());
	const found = terms.filter((term) =>
		[term.shipped_fr, term.shipped_en, term.fr, term.en].some(
			(noun) => noun && fold(`${noun.one} ${noun.many}`).includes(want),
		),
	);
	return [...found.filter(isRenamed), ...found.filter((term) => !isRenamed(term))];
}

// soundsVowel guesses whether a noun is said with a vowel first, until somebody says
// otherwise; an h is taken for aspirated.
export function soundsVowel(noun: string, lang: Lang): boolean {
	const plain = noun
		.trim()
		.toLowerCase()
		.normalize("NFD")
		.replace(/[\u0300-\u036f]/g, "");
	if (lang === "en" && /^(eu|uni|use|usu|uto|one)/.test(plain)) return false;
	return /^[aeiouœæ]/.test(plain);
}

// plainPlural guesses a plural, for a field that nobody has filled in yet.
export function plainPlural(one: string, lang: Lang): string {
	const word = one.trim();
	if (!word || /[sxz]$/.test(word)) return lang === "en" && word ? `${word}es` : word;
	if (lang === "fr")
		return /(eau|au|eu)$/.test(word) ? `${word}x` : /al$/.test(word) ? `${word.slice(0, -1)}ux` : `${word}s`;
	if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
	return /(sh|ch)$/.test(word) ? `${word}es` : `${word}s`;
}

export function readVocabulary(): Promise<Vocabulary> {
	return api.get<Vocabulary>("/vocabulary");
}
