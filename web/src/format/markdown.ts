// Markdown as people write it in comments and long texts: a small part of it,
// read into a tree. No text of it ever becomes markup: whoever shows the tree
// makes elements of it, one kind for each kind of node.

export type Inline =
	| { kind: "text"; text: string }
	| { kind: "strong" | "em" | "del"; children: Inline[] }
	| { kind: "code"; text: string }
	| { kind: "link"; href: string; children: Inline[] }
	| { kind: "mention"; id: string; name: string }
	| { kind: "break" };

export type Block =
	| { kind: "paragraph"; children: Inline[] }
	| { kind: "heading"; children: Inline[] }
	| { kind: "quote"; blocks: Block[] }
	| { kind: "list"; ordered: boolean; start: number; items: Block[][] }
	| { kind: "code"; text: string }
	| { kind: "rule" };

const deepest = 6;

// Takes says which addresses links may lead to: it is one, made whole, or "".
export type Takes = (address: string) => string;

// parseMarkdown reads a text. It takes time in proportion to its length.
export function parseMarkdown(text: string, depth = 0, takes: Takes = safeHref): Block[] {
	const lines = text.replace(/\r\n?/g, "\n").split("\n");
	const blocks: Block[] = [];
	let at = 0;
	while (at < lines.length) {
		const line = lines[at] ?? "";
		if (!line.trim()) at++;
		else if (/^\s{0,3}```/.test(line)) at = readCode(lines, at, blocks);
		else if (/^\s{0,3}(?:-{3,}|\*{3,}|_{3,})\s*$/.test(line)) at = push(blocks, { kind: "rule" }, at + 1);
		else if (/^\s{0,3}#{1,6}\s/.test(line)) {
			at = push(
				blocks,
				{ kind: "heading", children: parseInline(line.replace(/^\s*#+\s+/, "").trim(), 0, takes) },
				at + 1,
			);
		} else if (depth < deepest && /^\s{0,3}>/.test(line)) at = readQuote(lines, at, blocks, depth, takes);
		else if (depth < deepest && itemOf(line)) at = readList(lines, at, blocks, depth, takes);
		else at = readParagraph(lines, at, blocks, depth, takes);
	}
	return blocks;
}

function push(blocks: Block[], block: Block, next: number): number {
	blocks.push(block);
	return next;
}

function readCode(lines: string[], at: number, blocks: Block[]): number {
	let end = at + 1;
	while (end < lines.length && !/^\s{0,3}```\s*$/.test(lines[end] ?? "")) end++;
	return push(blocks, { kind: "code", text: lines.slice(at + 1, end).join("\n") }, end + 1);
}

function readQuote(lines: string[], at: number, blocks: Block[], depth: number, takes: Takes): number {
	let end = at;
	while (end < lines.length && /^\s{0,3}>/.test(lines[end] ?? "")) end++;
	const inner = lines.slice(at, end).map((l) => l.replace(/^\s*> ?/, ""));
	return push(blocks, { kind: "quote", blocks: parseMarkdown(inner.join("\n"), depth + 1, takes) }, end);
}

type Item = { indent: number; ordered: boolean; number: number; rest: string };

function itemOf(line: string): Item | null {
	const m = /^( {0,12})(?:([-*+])|(\d{1,9})[.)])\s+(\S.*)$/.exec(line.replace(/\t/g, "    "));
	if (!m) return null;
	return { indent: (m[1] ?? "").length, ordered: m[3] !== undefined, number: Number(m[3] ?? 1), rest: m[4] ?? "" };
}

function readList(lines: string[], from: number, blocks: Block[], depth: number, takes: Takes): number {
	const first = itemOf(lines[from] ?? "") as Item;
	const items: string[][] = [];
	let at = from;
	for (; at < lines.length; at++) {
		const line = lines[at] ?? "";
		const item = itemOf(line);
		if (item && item.indent <= first.indent + 1) {
			if (item.ordered !== first.ordered) break;
			items.push([item.rest]);
		} else if (line.trim() && (item || /^\s{2,}/.test(line))) {
			items.at(-1)?.push(line.slice(Math.min(first.indent + 2, line.length - line.trimStart().length)));
		} else break;
	}
	const inner = items.map((i) => parseMarkdown(i.join("\n"), depth + 1, takes));
	return push(blocks, { kind: "list", ordered: first.ordered, start: first.number, items: inner }, at);
}

function readParagraph(lines: string[], from: number, blocks: Block[], depth: number, takes: Takes): number {
	let end = from + 1;
	const ends = (l: string) =>
		!l.trim() || /^\s{0,3}(```|>|#{1,6}\s)/.test(l) || (depth < deepest && itemOf(l)?.indent === 0 && !!itemOf(l));
	while (end < lines.length && !ends(lines[end] ?? "")) end++;
	const text = lines
		.slice(from, end)
		.map((l) => l.trim())
		.join("\n");
	return push(blocks, { kind: "paragraph", children: parseInline(text, 0, takes) }, end);
}

const pairs = [
	["**", "strong"],
	["__", "strong"],
	["~~", "del"],
	["*", "em"],
	["_", "em"],
] as const;

const mention = /@\[([^[\]\n]{1,200})\]\(user:([0-9a-z]{1,20})\)/y;
const linked = /\[([^[\]\n]{1,300})\]\(([^()\s<>]{1,1000}(?:\([^()\s<>]{0,200}\)[^()\s<>]{0,200})?)\)/y;
const bare = /(?:https?:\/\/|mailto:)[^\s<>"'`]{1,1000}/y;

// parseInline reads what stands in a line: emphasis, code, links, people.
export function parseInline(text: string, depth = 0, takes: Takes = safeHref): Inline[] {
	const out: Inline[] = [];
	const closed = new Map<string, number>();
	let plain = "";
	const flush = () => {
		if (plain) out.push({ kind: "text", text: plain });
		plain = "";
	};
	const put = (node: Inline, length: number) => {
		flush();
		out.push(node);
		return length;
	};
	// closer is where a mark comes again; looked for once from each place on.
	const closer = (mark: string, from: number) => {
		const known = closed.get(mark);
		if (known !== undefined && (known < 0 || known >= from)) return known;
		const found = text.indexOf(mark, from);
		closed.set(mark, found);
		return found;
	};
	const read = (at: number): number => {
		const c = text[at] ?? "";
		if (c === "\n") return put({ kind: "break" }, 1);
		if (c === "\\" && /[\\`*_~[\]()@#>+.!-]/.test(text[at + 1] ?? "")) {
			plain += text[at + 1];
			return 2;
		}
		if (c === "`") {
			const end = closer("`", at + 1);
			if (end > at + 1) return put({ kind: "code", text: text.slice(at + 1, end) }, end + 1 - at);
		}
		if (c === "@") {
			const m = stick(mention, text, at);
			if (m) return put({ kind: "mention", name: m[1] ?? "", id: m[2] ?? "" }, m[0].length);
		}
		if (c === "[") {
			const m = stick(linked, text, at);
			const href = m && takes(m[2] ?? "");
			if (m && href) return put({ kind: "link", href, children: parseInline(m[1] ?? "", deepest, takes) }, m[0].length);
		}
		if ((c === "h" || c === "m") && !/[\p{L}\p{N}]/u.test(text[at - 1] ?? "")) {
			const m = stick(bare, text, at);
			const address = m?.[0].replace(/[.,;:!?)\]}’»]+$/u, "") ?? "";
			const href = address && takes(address);
			if (href) return put({ kind: "link", href, children: [{ kind: "text", text: address }] }, address.length);
		}
		if (depth < deepest) {
			const n = emphasis(text, at, closer);
			if (n) {
				const node: Inline = { kind: n.kind, children: parseInline(text.slice(at + n.mark, n.end), depth + 1, takes) };
				return put(node, n.end + n.mark - at);
			}
		}
		plain += c;
		return 1;
	};
	for (let at = 0; at < text.length; ) at += read(at);
	flush();
	return out;
}

function emphasis(text: string, at: number, closer: (mark: string, from: number) => number) {
	for (const [mark, kind] of pairs) {
		if (!text.startsWith(mark, at)) continue;
		const inside = text[at + mark.length] ?? " ";
		if (/\s/.test(inside) || inside === mark[0]) continue;
		if (mark[0] === "_" && /[\p{L}\p{N}]/u.test(text[at - 1] ?? "")) continue;
		const end = closer(mark, at + mark.length + 1);
		if (end < 0 || /\s/.test(text[end - 1] ?? "")) continue;
		if (mark[0] === "_" && /[\p{L}\p{N}]/u.test(text[end + mark.length] ?? "")) continue;
		return { kind, end, mark: mark.length };
	}
	return null;
}

function stick(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
	pattern.lastIndex = at;
	return pattern.exec(text);
}

// safeHref is an address that opens a page or a letter; "" for anything that
// could run.
export function safeHref(address: string): string {
	try {
		const url = new URL(address);
		return ["http:", "https:", "mailto:"].includes(url.protocol) ? url.href : "";
	} catch {
		return "";
	}
}

// plainText is a text without its marks, on one line.
export function plainText(text: string): string {
	const words = (nodes: Inline[]): string =>
		nodes
			.map((n) => {
				if (n.kind === "break") return " ";
				if (n.kind === "mention") return `@${n.name}`;
				return "children" in n ? words(n.children) : n.text;
			})
			.join("");
	const of = (blocks: Block[]): string[] =>
		blocks.flatMap((b) => {
			if (b.kind === "list") return b.items.flatMap(of);
			if (b.kind === "quote") return of(b.blocks);
			if (b.kind === "rule") return [];
			return [b.kind === "code" ? b.text : words(b.children)];
		});
	return of(parseMarkdown(text)).join(" ").replace(/\s+/g, " ").trim();
}
