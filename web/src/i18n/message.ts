// A message is a sentence with names in braces:
//   {name}
//   {count, plural, =0 {none} one {# project} other {# projects}}
//   {kind, select, user {…} other {…}}
// "#" is the count, written as the language writes numbers. Cases nest.

export type Argument = string | number;
export type Arguments = Record<string, Argument>;

type Choice = { kind: "choice"; by: "plural" | "select"; name: string; cases: Map<string, Part[]> };
type Part = string | { kind: "argument"; name: string } | { kind: "count" } | Choice;

const parsed = new Map<string, Part[]>();

// formatMessage fills a message in. A name that is not given stays visible in
// its braces, so that a mistake is seen and nothing breaks.
export function formatMessage(message: string, lang: string, args: Arguments = {}): string {
	if (!message.includes("{")) return message;
	let parts = parsed.get(message);
	if (!parts) {
		parts = parseMessage(message);
		parsed.set(message, parts);
	}
	return write(parts, lang, args, 0);
}

export function parseMessage(message: string): Part[] {
	const reader = { text: message, at: 0 };
	return readParts(reader, false);
}

type Reader = { text: string; at: number };

function readParts(r: Reader, inside: boolean): Part[] {
	const parts: Part[] = [];
	let text = "";
	const flush = () => {
		if (text) parts.push(text);
		text = "";
	};
	while (r.at < r.text.length) {
		const c = r.text[r.at];
		if (c === "}" && inside) break;
		if (c === "{") {
			flush();
			parts.push(readArgument(r));
			continue;
		}
		if (c === "#" && inside) {
			flush();
			parts.push({ kind: "count" });
		} else {
			text += c;
		}
		r.at++;
	}
	flush();
	return parts;
}

function readArgument(r: Reader): Part {
	r.at++;
	const name = readUntil(r, ",}").trim();
	if (take(r) === "}") return { kind: "argument", name };
	const by = readUntil(r, ",").trim();
	if (by !== "plural" && by !== "select") throw new Error(`unknown kind "${by}" in "${r.text}"`);
	take(r);
	return { kind: "choice", by, name, cases: readCases(r) };
}

function readCases(r: Reader): Map<string, Part[]> {
	const cases = new Map<string, Part[]>();
	for (;;) {
		const key = readUntil(r, "{}").trim();
		if (take(r) === "}") break;
		cases.set(key, readParts(r, true));
		take(r);
	}
	if (!cases.has("other")) throw new Error(`no case "other" in "${r.text}"`);
	return cases;
}

function readUntil(r: Reader, ends: string): string {
	const from = r.at;
	while (r.at < r.text.length && !ends.includes(r.text[r.at] ?? "")) r.at++;
	if (r.at >= r.text.length) throw new Error(`a brace is not closed in "${r.text}"`);
	return r.text.slice(from, r.at);
}

function take(r: Reader): string | undefined {
	return r.text[r.at++];
}

function write(parts: Part[], lang: string, args: Arguments, count: number): string {
	let out = "";
	for (const part of parts) {
		if (typeof part === "string") out += part;
		else if (part.kind === "count") out += numbers(lang).format(count);
		else if (part.kind === "argument") out += writeArgument(args[part.name], part.name, lang);
		else out += writeChoice(part, lang, args, count);
	}
	return out;
}

function writeArgument(value: Argument | undefined, name: string, lang: string): string {
	if (value === undefined) return `{${name}}`;
	return typeof value === "number" ? numbers(lang).format(value) : value;
}

function writeChoice(part: Choice, lang: string, args: Arguments, count: number): string {
	const value = args[part.name];
	const n = part.by === "plural" ? Number(value ?? 0) : count;
	const key = part.by === "plural" ? pluralKey(part.cases, n, lang) : String(value);
	return write(part.cases.get(key) ?? part.cases.get("other") ?? [], lang, args, n);
}

function pluralKey(cases: Map<string, unknown>, n: number, lang: string): string {
	const exact = `=${n}`;
	return cases.has(exact) ? exact : plurals(lang).select(n);
}

const numberFormats = new Map<string, Intl.NumberFormat>();
const pluralRules = new Map<string, Intl.PluralRules>();

function numbers(lang: string): Intl.NumberFormat {
	let f = numberFormats.get(lang);
	if (!f) {
		f = new Intl.NumberFormat(lang);
		numberFormats.set(lang, f);
	}
	return f;
}

function plurals(lang: string): Intl.PluralRules {
	let r = pluralRules.get(lang);
	if (!r) {
		r = new Intl.PluralRules(lang);
		pluralRules.set(lang, r);
	}
	return r;
}
