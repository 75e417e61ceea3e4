// The words of the pages, from the same catalogues: a flow finds controls by what
// people read on them.
import { readFileSync } from "node:fs";

const catalogues = Object.fromEntries(
	["fr", "en"].map((lang) => [lang, JSON.parse(readFileSync(new URL(`../messages/${lang}.json`, import.meta.url), "utf8"))]),
);

// words answers the sentence of a key in one language, its {names} filled in.
export function words(lang) {
	return (key, names = {}) => {
		const sentence = key.split(".").reduce((tree, part) => tree?.[part], catalogues[lang]);
		if (typeof sentence !== "string") throw new Error(`no message ${key}`);
		return sentence.replace(/\{(\w+)\}/g, (whole, name) => names[name] ?? whole);
	};
}
