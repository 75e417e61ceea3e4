import { fold } from "../format/fold";
import type { Translate } from "../i18n/lang";
import type { IconName } from "../ui/icon-shapes";
import type { Command } from "./registry";

// Line is one thing that the palette offers, under a heading.
export type Line = {
	id: string;
	group: string;
	name: string;
	detail?: string;
	icon: IconName;
	keys?: string;
	// sure: it stays first whatever else is found
	sure?: boolean;
	run: () => void;
};

const groups = ["selection", "do", "go", "view", "settings"] as const;
type Group = (typeof groups)[number];

// What is done to a selection stands first: it is what one has just chosen.
function groupOf(c: Command): Group {
	return c.id.startsWith("selection.") ? "selection" : c.group;
}

// commandLines are the commands as lines, group by group.
export function commandLines(commands: readonly Command[], t: Translate): Line[] {
	return [...commands]
		.sort((a, b) => groups.indexOf(groupOf(a)) - groups.indexOf(groupOf(b)))
		.map((c) => ({
			id: c.id,
			group: t(`palette.group.${groupOf(c)}`),
			name: t(c.title),
			...(c.about ? { detail: t(c.about) } : {}),
			icon: c.icon ?? "arrow-right",
			...(c.keys ? { keys: c.keys } : {}),
			run: c.run,
		}));
}

// matching are the lines that hold every word typed, in their name or beside it.
export function matching(lines: readonly Line[], typed: string): Line[] {
	const words = fold(typed).split(" ").filter(Boolean);
	return lines.filter((l) => {
		const all = `${fold(l.name)} ${fold(l.detail ?? "")}`;
		return words.every((word) => all.includes(word));
	});
}

// inOrder is what the palette shows for what was typed: first the commands that
// begin with it, which are known at once and stay where they are; then what the
// server found, projects first; then the other commands.
export function inOrder(typed: string, own: readonly Line[], found: readonly Line[], best: string): Line[] {
	const wanted = fold(typed).trim();
	const near = wanted.length > 1 ? own.filter((l) => fold(l.name).startsWith(wanted)) : [];
	const others = own.filter((l) => !near.includes(l));
	return [...near.map((l) => ({ ...l, group: best, sure: true })), ...found, ...others];
}

export type Heading = { title: string; lines: Line[] };

// underHeadings puts lines that follow each other under their common heading.
export function underHeadings(lines: readonly Line[]): Heading[] {
	const out: Heading[] = [];
	for (const line of lines) {
		const last = out.at(-1);
		if (last?.title === line.group) last.lines.push(line);
		else out.push({ title: line.group, lines: [line] });
	}
	return out;
}
