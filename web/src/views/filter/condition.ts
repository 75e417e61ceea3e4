import type { Operator } from "../../fields/kind";
import { type Item, isChip, isGroup, readFilter } from "./tree";

// A chip is one simple condition of a filter: an attribute, an operator, values.
// The filter itself is text, as the API takes it; chips are a way to read and
// write the texts that are simple conditions joined by "and".
//
// A word is me, today, true, false or the name of another attribute; a moment a
// date that moves (today + 30d); a period, after in, one that does (next quarter);
// mine, after in, the units of the reader.
export type Literal = { kind: "text" | "number" | "word" | "moment" | "period" | "mine"; value: string };
export type Chip = { key: string; op: Operator; values: Literal[] };

export function text(value: string): Literal {
	return { kind: "text", value };
}

export function word(value: string): Literal {
	return { kind: "word", value };
}

export function number(value: string): Literal {
	return { kind: "number", value };
}

export function moment(value: string): Literal {
	return { kind: "moment", value };
}

export function period(value: string): Literal {
	return { kind: "period", value };
}

export const mine: Literal = { kind: "mine", value: "my units" };

export function writeChips(chips: readonly Chip[]): string {
	return chips.map(writeChip).join(" and ");
}

export function writeChip({ key, op, values }: Chip): string {
	const name = writeKey(key);
	if (op === "is empty" || op === "is not empty") return `${name} ${op}`;
	const first = values[0] ?? text("");
	if (!takesList(op)) return `${name} ${op} ${writeLiteral(first)}`;
	if (first.kind === "period" || first.kind === "mine") return `${name} ${op} ${first.value}`;
	return `${name} ${op} (${values.map(writeLiteral).join(", ")})`;
}

// takesList tells whether a condition compares with several values.
export function takesList(op: Operator): boolean {
	return op === "in" || op === "not in" || op === "under" || op === "not under";
}

export function writeLiteral({ kind, value }: Literal): string {
	if (kind === "text") return `"${value.replaceAll('"', '""')}"`;
	return kind === "word" && !said.has(value) ? writeKey(value) : value;
}

// said are the words that stand for a value by themselves; any other is a name.
const said = new Set(["me", "today", "true", "false"]);

// reserved are the words of the language, which name no attribute by themselves.
export const reserved = new Set(
	"and et or ou not non pas in dans is est n'est empty vide true vrai false faux today aujourdhui aujourd'hui me moi".split(
		" ",
	),
);

export function writeKey(key: string): string {
	return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(key) && !reserved.has(key.toLowerCase())
		? key
		: `[${key.replaceAll("]", "]]")}]`;
}

// readChips answers null for a text that is more than simple conditions: it is
// then shown as blocks, or as text.
export function readChips(source: string): Chip[] | null {
	if (!source.trim()) return [];
	const item = readFilter(source);
	const items: readonly Item[] =
		item && isGroup(item) && item.kind === "all" && !item.not ? item.items : item ? [item] : [];
	const chips = items.filter(isChip);
	return items.length > 0 && chips.length === items.length ? chips : null;
}
