// Mark is what a button of the editor does to what is selected.
export type Mark = "bold" | "italic" | "heading" | "list" | "link" | "table";

export type Typed = { text: string; from: number; to: number };

const around = { bold: "**", italic: "*" } as const;
const before = { heading: "## ", list: "- " } as const;

// marked does to a text and its selection what a button says: it sets a mark around or
// before what is selected, or takes it away where it stands already. words stands where
// nothing is selected.
export function marked(t: Typed, mark: Mark, words: string): Typed {
	const chosen = t.text.slice(t.from, t.to);
	if (mark === "bold" || mark === "italic") {
		const m = around[mark];
		const inside = chosen.startsWith(m) && chosen.endsWith(m) && chosen.length > 2 * m.length;
		if (inside) return put(t, chosen.slice(m.length, -m.length), 0, 0);
		const outer = { text: t.text, from: t.from - m.length, to: t.to + m.length };
		const stands = (at: number) => t.text.slice(at, at + m.length) === m;
		const more = mark === "italic" && t.text[outer.from - 1] === "*";
		if (chosen && outer.from >= 0 && stands(outer.from) && stands(t.to) && !more) return put(outer, chosen, 0, 0);
		return put(t, `${m}${chosen || words}${m}`, m.length, m.length);
	}
	if (mark === "link") return put(t, `[${chosen || words}](https://)`, (chosen || words).length + 3, 1);
	if (mark === "table") {
		const gap = t.from > 0 && t.text[t.from - 1] !== "\n" ? "\n\n" : "";
		const rows = `${gap}| ${chosen || words} |  |\n|---|---|\n|  |  |\n`;
		return put(t, rows, gap.length + 2, rows.length - gap.length - 2 - (chosen || words).length);
	}
	const m = before[mark];
	const start = t.text.lastIndexOf("\n", t.from - 1) + 1;
	const end = t.text.indexOf("\n", t.to) < 0 ? t.text.length : t.text.indexOf("\n", t.to);
	const lines = t.text.slice(start, end).split("\n");
	const all = lines.every((l) => l.startsWith(m));
	const done = lines.map((l) => (all ? l.slice(m.length) : m + l.replace(/^(?:#{1,6} |- )/, ""))).join("\n");
	return {
		text: t.text.slice(0, start) + done + t.text.slice(end),
		from: start + (all ? 0 : Math.min(m.length, done.length)),
		to: start + done.length,
	};
}

// put sets a text in the place of the selection; what is then selected begins and ends so
// many characters inside it.
function put(t: Typed, text: string, after: number, ahead: number): Typed {
	return {
		text: t.text.slice(0, t.from) + text + t.text.slice(t.to),
		from: t.from + after,
		to: t.from + text.length - ahead,
	};
}
