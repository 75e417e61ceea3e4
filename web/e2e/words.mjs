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
		return chosen(sentence, names).replace(/\{(\w+)\}/g, (whole, name) => names[name] ?? whole);
	};
}

// chosen takes of every {name, select, …} the words for its name, else those of other.
function chosen(sentence, names) {
	const start = /\{(\w+), select, /.exec(sentence);
	if (!start) return sentence;
	const cases = {};
	let at = start.index + start[0].length;
	while (sentence[at] !== "}") {
		const open = sentence.indexOf("{", at);
		const word = sentence.slice(at, open).trim();
		let depth = 1;
		let end = open + 1;
		for (; depth > 0; end++) depth += sentence[end] === "{" ? 1 : sentence[end] === "}" ? -1 : 0;
		cases[word] = sentence.slice(open + 1, end - 1);
		at = end + /^\s*/.exec(sentence.slice(end))[0].length;
	}
	const words = cases[names[start[1]]] ?? cases.other ?? "";
	return chosen(sentence.slice(0, start.index) + words + sentence.slice(at + 1), names);
}
