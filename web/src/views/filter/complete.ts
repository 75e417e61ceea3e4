import type { Attribute } from "../../api/types";
import { fold } from "../../format/fold";
import { type Lang, pick } from "../../i18n/lang";
import { writeKey } from "./condition";

export type Suggestion = { text: string; name: string };

const words: Record<Lang, readonly string[]> = {
	en: [
		"and",
		"or",
		"not",
		"in",
		"not in",
		"is empty",
		"is not empty",
		"today",
		"me",
		"my units",
		"this month",
		"next month",
		"this quarter",
		"next quarter",
		"this year",
		"last 12 months",
		"start of month",
		"end of quarter",
	],
	fr: [
		"et",
		"ou",
		"non",
		"dans",
		"pas dans",
		"est vide",
		"n’est pas vide",
		"aujourd’hui",
		"moi",
		"mes entités",
		"ce mois",
		"mois prochain",
		"ce trimestre",
		"trimestre prochain",
		"cette année",
		"12 derniers mois",
		"début du mois",
		"fin du trimestre",
	],
};

// suggest offers what the word under the caret may become: attributes by their
// names, the values of the attribute before it, words of the language.
export function suggest(source: string, caret: number, attributes: readonly Attribute[], lang: Lang): Suggestion[] {
	const before = source.slice(0, caret);
	const value = /([\p{L}_][\p{L}\p{N}_]*|\[[^\]]*\])\s*(?:=|!=|<>|in\s*\(|dans\s*\()[^()]*?"([^"]*)$/u.exec(before);
	if (value) return valuesOf(value[1] ?? "", value[2] ?? "", attributes, lang);
	const typed = fold(/[\p{L}\p{N}_’']*$/u.exec(before)?.[0] ?? "");
	if (!typed || /"[^"]*$/.test(before.replaceAll(/"[^"]*"/g, ""))) return [];
	const named = attributes
		.map((a) => ({ text: writeKey(a.key), name: pick(a.label, lang), found: rank(typed, a.key, pick(a.label, lang)) }))
		.filter((s) => s.found < 3)
		.sort((a, b) => a.found - b.found)
		.slice(0, 6);
	const said = words[lang].filter((w) => fold(w).startsWith(typed) && fold(w) !== typed).slice(0, 4);
	return [...named.map(({ text, name }) => ({ text, name })), ...said.map((w) => ({ text: w, name: w }))].slice(0, 8);
}

function rank(typed: string, key: string, name: string): number {
	const folded = fold(name);
	if (key === typed) return 3; // nothing to add
	if (key.startsWith(typed) || folded.startsWith(typed)) return 0;
	if (folded.split(/[\s(]+/).some((w) => w.startsWith(typed))) return 1;
	return folded.includes(typed) || key.includes(typed) ? 2 : 3;
}

function valuesOf(name: string, typed: string, attributes: readonly Attribute[], lang: Lang): Suggestion[] {
	const key = name.replace(/^\[|\]$/g, "");
	const attribute = attributes.find((a) => a.key === key || fold(pick(a.label, lang)) === fold(key));
	const wanted = fold(typed);
	return (attribute?.choices ?? [])
		.map((c) => ({ text: c.key, name: pick(c.label, lang) }))
		.filter((s) => fold(`${s.name} ${s.text}`).includes(wanted) && s.text !== typed)
		.slice(0, 8);
}

// accept puts a suggestion in the place of what was typed of it.
export function accept(source: string, caret: number, text: string): { source: string; caret: number } {
	const before = source.slice(0, caret);
	const quoted = /"[^"]*$/.test(before.replaceAll(/"[^"]*"/g, "__"));
	const start = quoted ? before.lastIndexOf('"') + 1 : caret - (/[\p{L}\p{N}_’']*$/u.exec(before)?.[0].length ?? 0);
	const put = quoted ? `${text}"` : text;
	const rest = source.slice(caret).replace(quoted ? /^"/ : /^$/, "");
	return { source: source.slice(0, start) + put + rest, caret: start + put.length };
}
