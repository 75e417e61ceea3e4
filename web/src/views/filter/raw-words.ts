import type { Attribute } from "../../api/types";
import type { FieldContext } from "../../fields/kind";
import { fieldKind } from "../../fields/registry";
import { type Lang, pick } from "../../i18n/lang";
import functionNames from "./function-names.json";
import { momentWords } from "./moment";
import { readMoment } from "./read-moment";
import { Cursor, scan, type Token } from "./tokens";

type Said = { attributes: readonly Attribute[]; context: FieldContext };

const words: Record<string, Record<Lang, string>> = {
	and: { en: "and", fr: "et" },
	or: { en: "or", fr: "ou" },
	not: { en: "not", fr: "non" },
	in: { en: "in", fr: "dans" },
	is: { en: "is", fr: "est" },
	empty: { en: "empty", fr: "vide" },
	me: { en: "me", fr: "moi" },
	today: { en: "today", fr: "aujourd’hui" },
	true: { en: "true", fr: "vrai" },
	false: { en: "false", fr: "faux" },
};
const spelt: Record<string, string> = {
	et: "and",
	ou: "or",
	non: "not",
	pas: "not",
	dans: "in",
	est: "is",
	vide: "empty",
	moi: "me",
	"aujourd'hui": "today",
	aujourdhui: "today",
	vrai: "true",
	faux: "false",
};
const signs: Record<string, string> = { "!=": "≠", "<=": "≤", ">=": "≥", "*": "×", "-": "−" };
const french = functionNames as Record<string, string>;
const english = Object.fromEntries(Object.entries(french).map(([en, fr]) => [fr, en]));

// rawText says a formula that is no simple condition in a language: attributes and
// values by their names, words and functions in those of the language.
export function rawText(source: string, { attributes, context }: Said): string {
	const tokens = scan(source);
	if (!tokens) return source;
	const cursor = new Cursor(tokens);
	const named = attributes.filter((a) => tokens.some((k) => nameOf(k) && isCalled(a, nameOf(k))));
	let out = "";
	let before: Token | undefined;
	while (!cursor.done) {
		const token = cursor.peek() as Token;
		const moment = readMoment(cursor);
		const said = moment ? momentWords(moment, context.lang) : sayToken(token, cursor, named, context);
		if (!moment) cursor.at++;
		out += (glued(before, token) ? "" : " ") + said;
		before = moment ? { ...token, kind: "text" } : token;
	}
	return out.trim();
}

function nameOf(token: Token): string {
	return token.kind === "name" || token.kind === "bracket" ? token.value : "";
}

function isCalled(a: Attribute, name: string): boolean {
	return a.key === name || a.label.en === name || a.label.fr === name;
}

function sayToken(token: Token, cursor: Cursor, named: readonly Attribute[], context: FieldContext): string {
	const { lang } = context;
	if (token.kind === "number") return token.value.replace(".", lang === "fr" ? "," : ".");
	if (token.kind === "text") return valueName(token.value, named, context);
	if (token.value === "," && lang === "fr") return "\u202f;";
	if (token.kind === "sign") return signs[token.value] ?? token.value;
	if (cursor.isSign("(", 1)) {
		const upper = token.value.toUpperCase();
		const en = french[upper] ? upper : english[upper];
		if (en) return (lang === "fr" && french[en]) || en;
	}
	const attribute = named.find((a) => isCalled(a, token.value));
	return attribute ? pick(attribute.label, lang) : sayWord(wordOf(token), wordOf(cursor.peek(1)), lang) || token.value;
}

function wordOf(token: Token | undefined): string {
	return token ? (spelt[token.word] ?? token.word) : "";
}

function sayWord(word: string, next: string, lang: Lang): string | undefined {
	if (lang === "fr" && word === "is" && next === "not") return "n’est";
	if (lang === "fr" && word === "not" && (next === "in" || next === "empty")) return "pas";
	return words[word]?.[lang];
}

// valueName is the name of the value of a list that a formula compares with.
function valueName(value: string, named: readonly Attribute[], context: FieldContext): string {
	for (const a of named) {
		if (!isListed(a)) continue;
		const said = fieldKind(a).text(a.kind === "choices" ? [value] : value, a, context);
		if (said && said !== value) return said;
	}
	return context.lang === "fr" ? `«\u202f${value}\u202f»` : `“${value}”`;
}

function isListed(a: Attribute): boolean {
	return a.kind === "choice" || a.kind === "choices" || a.kind === "light" || a.kind === "weather";
}

// glued tells whether nothing stands between two words of a formula.
function glued(before: Token | undefined, token: Token): boolean {
	if (!before) return true;
	if (token.kind === "sign" && (token.value === ")" || token.value === "," || token.value === "%")) return true;
	if (before.kind === "sign" && before.value === "(") return true;
	return token.kind === "sign" && token.value === "(" && before.kind === "name";
}
