import type { Attribute } from "../../api/types";
import type { Operator } from "../../fields/kind";
import { fold } from "../../format/fold";
import type { Lang } from "../../i18n/lang";
import { type Chip, type Literal, mine, reserved, takesList, writeChip, writeKey, writeLiteral } from "./condition";
import { type Moment, momentText, type Period, periodText } from "./moment";
import { readMoment, readPeriod } from "./read-moment";
import { Cursor, scan, type Token } from "./tokens";

// A filter as blocks: conditions, and groups of which all, or any, must hold. A
// raw piece is something only the server understands, kept as it was typed.
export type Group = { kind: "all" | "any"; not: boolean; items: Item[] };
export type Raw = { kind: "raw"; text: string };
// Linked asks for something linked to a project, such as a key date, for which a
// condition of its own holds; without one, for any.
export type LinkedKind = (typeof linkedKinds)[number];
export type Linked = { kind: "has"; of: LinkedKind; not: boolean; item: Item | null };
export type Item = Chip | Group | Raw | Linked;

export const linkedKinds = ["milestone", "risk", "action", "decision", "child"] as const;

// The functions of the language that ask so, in each language.
const asking: Record<LinkedKind, readonly [en: string, fr: string]> = {
	milestone: ["HAS.MILESTONE", "A.DATE.CLE"],
	risk: ["HAS.RISK", "A.RISQUE"],
	action: ["HAS.ACTION", "A.ACTION"],
	decision: ["HAS.DECISION", "A.DECISION"],
	child: ["HAS.CHILD", "A.ENFANT"],
};

export function isLinked(item: Item): item is Linked {
	return "kind" in item && item.kind === "has";
}

export function isChip(item: Item): item is Chip {
	return !("kind" in item);
}

export function isGroup(item: Item): item is Group {
	return "kind" in item && item.kind !== "raw" && item.kind !== "has";
}

const and = ["and", "et"];
const or = ["or", "ou"];
const not = ["not", "non", "pas"];
const signs = new Set(["=", "!=", "<", "<=", ">", ">=", "~", "!~"]);

// readFilter reads a filter typed in either language; null when it is empty, or
// its parentheses or quotes do not close. Names that are labels become keys.
export function readFilter(source: string, attributes: readonly Attribute[] = []): Item | null {
	const tokens = scan(source);
	if (!tokens?.length || !closes(tokens)) return null;
	const reader = new Reader(source, tokens, attributes);
	const item = reader.any();
	return item && reader.cursor.done ? item : null;
}

function closes(tokens: readonly Token[]): boolean {
	let depth = 0;
	for (const { kind, value } of tokens) {
		if (kind !== "sign") continue;
		if (value === "(") depth++;
		if (value === ")" && --depth < 0) return false;
	}
	return depth === 0;
}

class Reader {
	cursor: Cursor;
	readonly #source: string;
	readonly #attributes: readonly Attribute[];

	constructor(source: string, tokens: readonly Token[], attributes: readonly Attribute[]) {
		this.#source = source;
		this.cursor = new Cursor(tokens);
		this.#attributes = attributes;
	}

	any(): Item | null {
		return this.#joined("any", or, () => this.#joined("all", and, () => this.#one()));
	}

	#joined(kind: "all" | "any", words: readonly string[], read: () => Item | null): Item | null {
		const items: Item[] = [];
		do {
			const item = read();
			if (!item) return null;
			if (isGroup(item) && item.kind === kind && !item.not) items.push(...item.items);
			else items.push(item);
		} while (this.cursor.takeWords(words));
		return items.length === 1 ? (items[0] as Item) : { kind, not: false, items };
	}

	#one(): Item | null {
		const c = this.cursor;
		const negated = c.trying(() => {
			if (!c.takeWords(not)) return null;
			const item = this.#one();
			return item && negate(item);
		});
		if (negated) return negated;
		const inner = c.trying(() => {
			if (!c.takeSign("(")) return null;
			const item = this.any();
			return item && c.takeSign(")") && this.#ends() ? item : null;
		});
		return inner ?? c.trying(() => this.#linked()) ?? c.trying(() => this.#chip()) ?? this.#raw();
	}

	#linked(): Linked | null {
		const c = this.cursor;
		const word = c.word();
		const of = linkedKinds.find((kind) => asking[kind].some((name) => fold(name) === word));
		if (!of || !c.isSign("(", 1)) return null;
		c.at += 2;
		if (c.takeSign(")")) return this.#ends() ? { kind: "has", of, not: false, item: null } : null;
		const item = new Reader(this.#source, [], []).within(c, (inner) => inner.any());
		return item && c.takeSign(")") && this.#ends() ? { kind: "has", of, not: false, item } : null;
	}

	// within reads what comes next in the words of something else.
	within(cursor: Cursor, read: (reader: Reader) => Item | null): Item | null {
		this.cursor = cursor;
		return read(this);
	}

	// ends tells whether a condition may stop here.
	#ends(): boolean {
		const c = this.cursor;
		return c.done || c.isSign(")") || and.includes(c.word()) || or.includes(c.word());
	}

	// raw takes all up to where the condition stops.
	#raw(): Raw | null {
		const c = this.cursor;
		const from = c.peek();
		let to = from?.from ?? 0;
		for (let depth = 0; !c.done && (depth > 0 || !this.#ends() || c.isSign("(", 1)); c.at++) {
			if (c.isSign("(")) depth++;
			if (c.isSign(")")) depth--;
			if (depth < 0) return null;
			to = c.peek()?.to ?? to;
		}
		const text = this.#source.slice(from?.from ?? 0, to).trim();
		return text ? { kind: "raw", text } : null;
	}

	#chip(): Chip | null {
		const key = this.#key();
		if (!key) return null;
		const chip = this.#compared(key);
		return chip && this.#ends() ? chip : null;
	}

	#key(): string | null {
		const c = this.cursor;
		const token = c.peek();
		if (token?.kind !== "bracket" && (token?.kind !== "name" || reserved.has(token.word) || c.isSign("(", 1))) {
			return null;
		}
		c.at++;
		return this.#named(token.value);
	}

	#named(name: string): string {
		if (this.#attributes.some((a) => a.key === name)) return name;
		const folded = fold(name);
		const called = this.#attributes.find((a) => fold(a.label.en) === folded || fold(a.label.fr) === folded);
		return called?.key ?? name;
	}

	#compared(key: string): Chip | null {
		const c = this.cursor;
		if (c.takeWords(["n'est"], ["pas"], ["empty", "vide"])) return { key, op: "is not empty", values: [] };
		if (c.takeWords(["is", "est"], ["not", "non", "pas"], ["empty", "vide"])) {
			return { key, op: "is not empty", values: [] };
		}
		if (c.takeWords(["is", "est"], ["empty", "vide"])) return { key, op: "is empty", values: [] };
		if (c.takeWords(not, ["in", "dans"])) return this.#among(key, "not in");
		if (c.takeWords(["in", "dans"])) return this.#among(key, "in");
		if (c.takeWords(not, ["under", "sous"])) return this.#listed(key, "not under");
		if (c.takeWords(["under", "sous"])) return this.#listed(key, "under");
		const sign = c.peek();
		if (sign?.kind !== "sign" || !signs.has(sign.value)) return null;
		c.at++;
		const value = this.#literal();
		return value && { key, op: sign.value as Operator, values: [value] };
	}

	#among(key: string, op: "in" | "not in"): Chip | null {
		const c = this.cursor;
		if (c.takeWords(["my", "mes"], ["units", "entites", "unites"])) return { key, op, values: [mine] };
		const found = readPeriod(c);
		if (found) return { key, op, values: [{ kind: "period", value: periodText(found) }] };
		return this.#listed(key, op);
	}

	// listed reads values in parentheses; what stands under one value alone needs none.
	#listed(key: string, op: Operator): Chip | null {
		const c = this.cursor;
		if (!c.takeSign("(")) {
			const one = op === "under" || op === "not under" ? this.#literal() : null;
			return one && { key, op, values: [one] };
		}
		const values: Literal[] = [];
		do {
			const value = this.#literal();
			if (!value) return null;
			values.push(value);
		} while (c.takeSign(","));
		return c.takeSign(")") ? { key, op, values } : null;
	}

	#literal(): Literal | null {
		const c = this.cursor;
		const found = readMoment(c);
		if (found) return momentLiteral(found);
		const minus = c.isSign("-") && c.peek(1)?.kind === "number";
		if (minus) c.at++;
		const token = c.peek();
		if (!token || token.kind === "sign" || c.isSign("(", 1)) return null;
		c.at++;
		if (token.kind === "number") return { kind: "number", value: minus ? `-${token.value}` : token.value };
		if (token.kind === "text") return { kind: "text", value: token.value };
		if (token.kind === "bracket") return { kind: "word", value: this.#named(token.value) };
		const known = canonical[token.word];
		if (known) return { kind: "word", value: known };
		return reserved.has(token.word) ? null : { kind: "word", value: this.#named(token.value) };
	}
}

const canonical: Record<string, string> = {
	me: "me",
	moi: "me",
	true: "true",
	vrai: "true",
	false: "false",
	faux: "false",
};

export function momentLiteral(moment: Moment): Literal {
	const value = momentText(moment);
	return value === "today" ? { kind: "word", value } : { kind: "moment", value };
}

// momentOf is the moment that a literal says, null when it says none.
export function momentOf({ kind, value }: Literal): Moment | null {
	if (kind !== "moment" && !(kind === "word" && value === "today")) return null;
	return readMoment(new Cursor(scan(value) ?? []));
}

export function periodOf({ kind, value }: Literal): Period | null {
	return kind === "period" ? readPeriod(new Cursor(scan(value) ?? [])) : null;
}

function negate(item: Item): Group | Linked {
	if (isLinked(item)) return { ...item, not: !item.not };
	return isGroup(item) ? { ...item, not: !item.not } : { kind: "all", not: true, items: [item] };
}

const french: Record<string, string> = {
	me: "moi",
	true: "vrai",
	false: "faux",
	"my units": "mes entités",
	"is empty": "est vide",
	"is not empty": "n’est pas vide",
	in: "dans",
	"not in": "pas dans",
	under: "sous",
	"not under": "pas sous",
};

// writeFilter writes blocks as text: in English words as the API and the address
// take it, or in those of another language, which the server reads as well.
export function writeFilter(item: Item | null, lang: Lang = "en"): string {
	if (!item) return "";
	if (isChip(item)) return lang === "fr" ? frenchChip(item) : writeChip(item);
	if (item.kind === "raw") return item.text;
	const fr = lang === "fr";
	if (isLinked(item)) {
		const not = item.not ? (fr ? "non " : "not ") : "";
		return `${not}${asking[item.of][fr ? 1 : 0]}(${writeFilter(item.item, lang)})`;
	}
	const joint = item.kind === "all" ? (fr ? " et " : " and ") : fr ? " ou " : " or ";
	const pieces = item.items.map((one) => ({ one, text: writeFilter(one, lang) })).filter(({ text }) => text);
	const within = (one: Item) =>
		pieces.length > 1 && isGroup(one) && !one.not && one.items.length > 1 && one.kind !== item.kind;
	const text = pieces.map(({ one, text }) => (within(one) ? `(${text})` : text)).join(joint);
	if (!text) return "";
	return item.not ? `${fr ? "non" : "not"} (${text})` : text;
}

function frenchChip({ key, op, values }: Chip): string {
	const said = values.map(frenchLiteral);
	const name = `${writeKey(key)} ${french[op] ?? op}`;
	if (op === "is empty" || op === "is not empty") return name;
	const bare = values[0]?.kind === "period" || values[0]?.kind === "mine";
	return takesList(op) && !bare ? `${name} (${said.join(", ")})` : `${name} ${said[0] ?? '""'}`;
}

function frenchLiteral(literal: Literal): string {
	const moment = momentOf(literal);
	if (moment) return momentText(moment, "fr");
	const period = periodOf(literal);
	if (period) return periodText(period, "fr");
	return french[literal.value] && literal.kind !== "text" ? (french[literal.value] ?? "") : writeLiteral(literal);
}
