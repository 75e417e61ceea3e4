import type { Named } from "../../api/types";

// In the box where one writes, people are named as "@Anne Élan"; the server wants
// to know who that is. These turn one into the other.

const inBody = /@\[([^[\]\n]{1,200})\]\(user:([0-9a-z]{1,20})\)/g;

// toTyped is a comment as one edits it, with the people it names.
export function toTyped(body: string): { text: string; people: Named[] } {
	const people: Named[] = [];
	const text = body.replace(inBody, (_all, name: string, id: string) => {
		if (!people.some((p) => p.id === id)) people.push({ id, name });
		return `@${name}`;
	});
	return { text, people };
}

// toBody is what was typed as the server takes it: of two names that begin alike,
// the longer one is meant.
export function toBody(text: string, people: readonly Named[]): string {
	const byLength = [...people].sort((a, b) => b.name.length - a.name.length);
	let out = "";
	for (let at = 0; at < text.length; ) {
		const person =
			text[at] === "@"
				? byLength.find((p) => p.name && text.startsWith(p.name, at + 1) && ends(text, at + 1 + p.name.length))
				: undefined;
		if (person) {
			out += `@[${person.name.replace(/[[\]\n]/g, " ")}](user:${person.id})`;
			at += 1 + person.name.length;
		} else out += text[at++];
	}
	return out;
}

function ends(text: string, at: number): boolean {
	return !/[\p{L}\p{N}]/u.test(text[at] ?? "");
}

// asked is what is typed after the last @ before the caret, while it may still
// become a name; null elsewhere.
export function asked(text: string, caret: number): { from: number; typed: string } | null {
	const m = /(?:^|[\s(])@([\p{L}\p{N}.'’-]{0,40}(?: [\p{L}'’-]{0,40})?)$/u.exec(text.slice(0, caret));
	if (!m) return null;
	const typed = m[1] ?? "";
	return { from: caret - typed.length - 1, typed };
}
