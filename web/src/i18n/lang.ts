import type en from "../../messages/en.json";
import { type Arguments, formatMessage } from "./message";
import { keepOverlay, keptOverlay, type Overlay } from "./overlay";

export type Lang = "en" | "fr";
export type Bilingual = { en: string; fr: string };

type Flat<T, P extends string = ""> = {
	[K in keyof T & string]: T[K] extends string ? `${P}${K}` : Flat<T[K], `${P}${K}.`>;
}[keyof T & string];

// MessageKey is every key of the catalogue: a wrong one does not compile.
export type MessageKey = Flat<typeof en>;
export type Translate = (key: MessageKey, args?: Arguments) => string;

// State is the language of the page with what goes with it. It is replaced as a
// whole when the language changes.
export type LangState = { lang: Lang; locale: string; t: Translate };

const locales: Record<Lang, string> = { en: "en-GB", fr: "fr-FR" };
const remembered = "vigie.lang";
let state: LangState = { lang: "en", locale: locales.en, t: (key) => key };
const listeners = new Set<() => void>();
let messages = new Map<string, string>();
let overlay: Overlay | null = null;

// langState is for code outside React (painters, the API client).
export function langState(): LangState {
	return state;
}

export function subscribeLang(listener: () => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

// setLang loads a language's messages and turns the page to it, without
// reloading; the choice is remembered on this device.
export async function setLang(lang: Lang): Promise<void> {
	messages = flatten(await load(lang));
	overlay = typeof localStorage === "undefined" ? null : keptOverlay(lang);
	turn(lang);
	if (typeof document !== "undefined") document.documentElement.lang = lang;
	if (typeof localStorage !== "undefined") localStorage.setItem(remembered, lang);
	for (const listener of listeners) listener();
}

// turn says everything anew: whoever uses the state sees another one.
function turn(lang: Lang): void {
	const own = overlay?.messages;
	state = {
		lang,
		locale: locales[lang],
		t: (key, args) => formatMessage(own?.[key] ?? messages.get(key) ?? key, locales[lang], args),
	};
}

// overlaid is the version of the vocabulary in which the page speaks; 0 for that of
// the program.
export function overlaid(): number {
	return overlay?.version ?? 0;
}

// setOverlay says the page in the words of the organisation, without reloading; null
// in those of the program.
export function setOverlay(lang: Lang, words: Overlay | null): void {
	keepOverlay(lang, words);
	if (lang !== state.lang) return;
	overlay = words;
	turn(lang);
	for (const listener of listeners) listener();
}

// firstLang is the language before anyone has signed in: the one remembered on
// this device, else the browser's.
export function firstLang(): Lang {
	const kept = localStorage.getItem(remembered);
	if (kept === "fr" || kept === "en") return kept;
	return navigator.languages.find((l) => /^(fr|en)/.test(l))?.startsWith("fr") ? "fr" : "en";
}

// sayAnew says the page anew, after something changed that all of it is written by.
export function sayAnew(): void {
	turn(state.lang);
	for (const listener of listeners) listener();
}

// pick takes the text of a bilingual label, or the other language's when one is
// missing.
export function pick(label: Bilingual | null | undefined, lang: Lang): string {
	if (!label) return "";
	return said(label) ?? (label[lang] || label.en || label.fr);
}

// said is what the organisation says for a label that the program shipped.
function said(label: Bilingual): string | undefined {
	return overlay?.labels[`${label.en}\n${label.fr}`];
}

async function load(lang: Lang): Promise<object> {
	if (lang === "fr") return (await import("../../messages/fr.json")).default;
	return (await import("../../messages/en.json")).default;
}

export function flatten(tree: object, prefix = "", into = new Map<string, string>()): Map<string, string> {
	for (const [name, value] of Object.entries(tree)) {
		if (typeof value === "string") into.set(prefix + name, value);
		else if (value && typeof value === "object") flatten(value, `${prefix}${name}.`, into);
	}
	return into;
}
