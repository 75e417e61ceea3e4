import { fold } from "../../format/fold";

// Token is one word, value or sign of a filter, with its place in the text. The
// word of a bare name is folded, as the server compares it.
export type Token = {
	kind: "name" | "bracket" | "text" | "number" | "sign";
	value: string;
	word: string;
	from: number;
	to: number;
};

const pattern =
	/\s*(?:"((?:[^"]|"")*)"|\[((?:[^\]]|\]\])*)\]|(\d+(?:\.\d+)?)|([\p{L}_](?:[\p{L}\p{N}\p{Mn}_]|[.'’](?=[\p{L}_]))*)|(!=|<>|<=|>=|!~|[=<>~(),+*/^&%≠≤≥−–-]))/uy;

const plain: Record<string, string> = { "<>": "!=", "≠": "!=", "≤": "<=", "≥": ">=", "−": "-", "–": "-" };

// scan cuts a filter into its words; null when something in it is none.
export function scan(source: string): Token[] | null {
	const out: Token[] = [];
	const end = source.trimEnd().length;
	pattern.lastIndex = 0;
	while (pattern.lastIndex < end) {
		const found = pattern.exec(source);
		if (!found) return null;
		out.push(tokenOf(found, pattern.lastIndex));
	}
	return out;
}

function tokenOf(found: RegExpExecArray, to: number): Token {
	const [all, quoted, bracket, figures, name, sign] = found;
	const from = found.index + all.length - all.trimStart().length;
	const token = (kind: Token["kind"], value: string, word = ""): Token => ({ kind, value, word, from, to });
	if (quoted !== undefined) return token("text", quoted.replaceAll('""', '"'));
	if (bracket !== undefined) return token("bracket", bracket.replaceAll("]]", "]"));
	if (figures !== undefined) return token("number", figures);
	if (name !== undefined) return token("name", name, fold(name));
	return token("sign", plain[sign ?? ""] ?? sign ?? "");
}

// Cursor goes through the tokens of a filter.
export class Cursor {
	readonly #tokens: readonly Token[];
	at = 0;

	constructor(tokens: readonly Token[]) {
		this.#tokens = tokens;
	}

	get done(): boolean {
		return this.at >= this.#tokens.length;
	}

	peek(by = 0): Token | undefined {
		return this.#tokens[this.at + by];
	}

	// word is the folded bare word that comes by tokens on, "" for anything else.
	word(by = 0): string {
		return this.peek(by)?.word ?? "";
	}

	isSign(value: string, by = 0): boolean {
		const token = this.peek(by);
		return token?.kind === "sign" && token.value === value;
	}

	takeSign(value: string): boolean {
		const is = this.isSign(value);
		if (is) this.at++;
		return is;
	}

	// takeWords takes words that come one after the other, each one of several.
	takeWords(...choices: readonly (readonly string[])[]): boolean {
		const all = choices.every((words, i) => words.includes(this.word(i)));
		if (all) this.at += choices.length;
		return all;
	}

	// trying runs a reading, and goes back to where it began when it gives null.
	trying<T>(read: () => T | null): T | null {
		const from = this.at;
		const found = read();
		if (found === null) this.at = from;
		return found;
	}
}
