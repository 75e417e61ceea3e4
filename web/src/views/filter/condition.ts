import type { Operator } from "../../fields/kind";

// A chip is one simple condition of a filter: an attribute, an operator, values.
// The filter itself is text, as the API takes it; chips are a way to read and
// write the texts that are simple conditions joined by "and".
export type Literal = { kind: "text" | "number" | "word"; value: string };
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

export function writeChips(chips: readonly Chip[]): string {
	return chips.map(writeChip).join(" and ");
}

export function writeChip({ key, op, values }: Chip): string {
	if (op === "is empty" || op === "is not empty") return `${key} ${op}`;
	if (op === "in" || op === "not in") return `${key} ${op} (${values.map(writeLiteral).join(", ")})`;
	return `${key} ${op} ${writeLiteral(values[0] ?? text(""))}`;
}

function writeLiteral({ kind, value }: Literal): string {
	return kind === "text" ? `"${value.replaceAll('"', '""')}"` : value;
}

// readChips answers null for a text that is more than simple conditions: it is
// then edited as text.
export function readChips(source: string): Chip[] | null {
	const tokens = scan(source);
	if (!tokens) return null;
	const chips: Chip[] = [];
	const reader = new Reader(tokens);
	if (reader.done) return chips;
	for (;;) {
		const chip = reader.chip();
		if (!chip) return null;
		chips.push(chip);
		if (reader.done) return chips;
		if (!reader.takeWord("and")) return null;
	}
}

type Token = { kind: "name" | "text" | "number" | "sign"; value: string };

const pattern =
	/\s*(?:"((?:[^"]|"")*)"|(-?\d+(?:\.\d+)?)(?![\w.])|([\p{L}_][\p{L}\p{N}_]*)|(!=|<>|<=|>=|!~|[=<>~(),]))/uy;

function scan(source: string): Token[] | null {
	const out: Token[] = [];
	const end = source.trimEnd().length;
	pattern.lastIndex = 0;
	while (pattern.lastIndex < end) {
		const found = pattern.exec(source);
		if (!found) return null;
		const [, quoted, figures, name, sign] = found;
		if (quoted !== undefined) out.push({ kind: "text", value: quoted.replaceAll('""', '"') });
		else if (figures !== undefined) out.push({ kind: "number", value: figures });
		else if (name !== undefined) out.push({ kind: "name", value: name });
		else out.push({ kind: "sign", value: sign === "<>" ? "!=" : (sign ?? "") });
	}
	return out;
}

const reserved = new Set(["and", "or", "not", "in", "is"]);
const comparisons = new Set(["=", "!=", "<", "<=", ">", ">=", "~", "!~"]);

class Reader {
	readonly #tokens: readonly Token[];
	#at = 0;

	constructor(tokens: readonly Token[]) {
		this.#tokens = tokens;
	}

	get done(): boolean {
		return this.#at >= this.#tokens.length;
	}

	takeWord(...words: string[]): boolean {
		const fits = words.every((w, i) => {
			const t = this.#tokens[this.#at + i];
			return t?.kind === "name" && t.value.toLowerCase() === w;
		});
		if (fits) this.#at += words.length;
		return fits;
	}

	chip(): Chip | null {
		const name = this.#tokens[this.#at];
		if (name?.kind !== "name" || reserved.has(name.value.toLowerCase())) return null;
		this.#at++;
		const key = name.value;
		if (this.takeWord("is", "not", "empty")) return { key, op: "is not empty", values: [] };
		if (this.takeWord("is", "empty")) return { key, op: "is empty", values: [] };
		if (this.takeWord("not", "in")) return this.#list(key, "not in");
		if (this.takeWord("in")) return this.#list(key, "in");
		const sign = this.#tokens[this.#at];
		if (sign?.kind !== "sign" || !comparisons.has(sign.value)) return null;
		this.#at++;
		const value = this.#literal();
		return value ? { key, op: sign.value as Operator, values: [value] } : null;
	}

	#list(key: string, op: "in" | "not in"): Chip | null {
		if (!this.#sign("(")) return null;
		const values: Literal[] = [];
		do {
			const value = this.#literal();
			if (!value) return null;
			values.push(value);
		} while (this.#sign(","));
		return this.#sign(")") ? { key, op, values } : null;
	}

	#literal(): Literal | null {
		const token = this.#tokens[this.#at];
		const next = this.#tokens[this.#at + 1];
		if (!token || token.kind === "sign" || (next?.kind === "sign" && next.value === "(")) return null;
		if (token.kind === "name" && reserved.has(token.value.toLowerCase())) return null;
		this.#at++;
		return { kind: token.kind === "name" ? "word" : token.kind, value: token.value };
	}

	#sign(value: string): boolean {
		const token = this.#tokens[this.#at];
		if (token?.kind !== "sign" || token.value !== value) return false;
		this.#at++;
		return true;
	}
}
