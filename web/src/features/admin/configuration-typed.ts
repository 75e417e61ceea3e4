import { useState } from "react";

// Typed is a document that is being typed, over the one that is stored. typed: it says
// something else than what is stored; behind: that was changed by others meanwhile.
type Typed = {
	text: string;
	setText: (text: string) => void;
	typed: boolean;
	behind: boolean;
	takeTheirs: () => void;
};

// useTyped follows a stored document while it is being typed: what others save comes in,
// unless something is typed here, which then stays until the person decides.
export function useTyped(stored: string): Typed {
	const [text, setText] = useState(stored);
	const [from, setFrom] = useState(stored);
	if (from !== stored && (text === from || text === stored)) {
		setText(stored);
		setFrom(stored);
	}
	const takeTheirs = () => {
		setText(stored);
		setFrom(stored);
	};
	return { text, setText, typed: text !== stored, behind: from !== stored && text !== stored, takeTheirs };
}

// otherLines are the lines of a text that another has not, from the first to the last
// that differs.
export function otherLines(text: string, other: string): string {
	const lines = text.trimEnd().split("\n");
	const others = other.trimEnd().split("\n");
	let from = 0;
	while (from < lines.length && from < others.length && lines[from] === others[from]) from++;
	let end = 0;
	const rest = Math.min(lines.length, others.length) - from;
	while (end < rest && lines[lines.length - 1 - end] === others[others.length - 1 - end]) end++;
	return lines.slice(from, lines.length - end).join("\n");
}
