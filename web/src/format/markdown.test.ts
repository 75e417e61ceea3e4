import { describe, expect, it } from "vitest";
import { type Block, type Inline, parseInline, parseMarkdown, plainText, safeHref } from "./markdown";

const text = (t: string): Inline => ({ kind: "text", text: t });

describe("parseMarkdown", () => {
	it("reads what people write", () => {
		expect(
			parseMarkdown("Hello **you** and *me*\nnext line\n\n- one\n- two\n  - deeper\n\n> said\n\n```\na < b\n```\n---"),
		).toEqual([
			{
				kind: "paragraph",
				children: [
					text("Hello "),
					{ kind: "strong", children: [text("you")] },
					text(" and "),
					{ kind: "em", children: [text("me")] },
					{ kind: "break" },
					text("next line"),
				],
			},
			{
				kind: "list",
				ordered: false,
				start: 1,
				items: [
					[{ kind: "paragraph", children: [text("one")] }],
					[
						{ kind: "paragraph", children: [text("two")] },
						{ kind: "list", ordered: false, start: 1, items: [[{ kind: "paragraph", children: [text("deeper")] }]] },
					],
				],
			},
			{ kind: "quote", blocks: [{ kind: "paragraph", children: [text("said")] }] },
			{ kind: "code", text: "a < b" },
			{ kind: "rule" },
		]);
	});

	it("leaves figures, names and unfinished marks as they are", () => {
		for (const s of [
			"2 * 3 * 4",
			"snake_case_name",
			"a ** b",
			"*open",
			"`open",
			"[no link]",
			"5 < 6 & 7 > 2",
			"user@example.org",
		]) {
			expect(plainText(s)).toBe(s);
		}
		expect(parseInline("\\*not\\*")).toEqual([text("*not*")]);
	});

	it("knows people", () => {
		expect(parseInline("Ask @[Anne Élan](user:0abc12def45)!")).toEqual([
			text("Ask "),
			{ kind: "mention", name: "Anne Élan", id: "0abc12def45" },
			text("!"),
		]);
	});

	it("takes addresses as links, without the mark that ends the sentence", () => {
		const [, link, rest] = parseInline("See https://example.org/a?b=1.");
		expect(link).toMatchObject({ kind: "link", href: "https://example.org/a?b=1" });
		expect(rest).toEqual(text("."));
	});
});

// The list of QUALITY 60 to 62: none of it may become anything but words.
const hostile = [
	"<script>alert(1)</script>",
	"<img src=x onerror=alert(1)>",
	"<svg/onload=alert(1)>",
	"[x](javascript:alert(1))",
	"[x](JaVaScRiPt:alert(1))",
	"[x](java\tscript:alert(1))",
	"[x](data:text/html,<script>alert(1)</script>)",
	"[x](vbscript:msgbox(1))",
	"[x]( javascript:alert(1))",
	"[x](&#106;avascript:alert(1))",
	"![x](javascript:alert(1))",
	"<a href='javascript:alert(1)'>x</a>",
	"javascript:alert(1)",
	'[x](https://ok.example" onmouseover="alert(1))',
	"`<script>alert(1)</script>`",
	"```html\n<script>alert(1)</script>\n```",
	"> <iframe src=javascript:alert(1)>",
	"@[<script>](user:0abc12def45)",
	"@[x](user:javascript:alert(1))",
	"[a](https://a.example)[b](javascript:1)",
	"<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
	"\u202egnp.exe",
	"**<b onclick=alert(1)>**",
	"[file](file:///etc/passwd)",
	"[x](//evil.example)",
];

function links(blocks: Block[]): string[] {
	const inside = (nodes: Inline[]): string[] =>
		nodes.flatMap((n) =>
			n.kind === "link" ? [n.href, ...inside(n.children)] : "children" in n ? inside(n.children) : [],
		);
	return blocks.flatMap((b) => {
		if (b.kind === "list") return b.items.flatMap(links);
		if (b.kind === "quote") return links(b.blocks);
		return "children" in b ? inside(b.children) : [];
	});
}

type Used = { user: number; system: number };
const { process } = globalThis as unknown as { process: { cpuUsage(since?: Used): Used } };

describe("hostile texts", () => {
	it.each(hostile)("%s links to nothing that runs", (s) => {
		for (const href of links(parseMarkdown(s))) expect(href).toMatch(/^(https?:\/\/|mailto:)/);
	});

	it("takes only addresses that open a page or a letter", () => {
		for (const bad of ["javascript:1", "\u0001javascript:1", "data:x", "//x", "/x", "x", "", "blob:https://x"])
			expect(safeHref(bad)).toBe("");
		expect(safeHref("https://example.org")).toBe("https://example.org/");
		expect(safeHref("mailto:a@b.c")).toBe("mailto:a@b.c");
	});

	it("keeps every word", () => {
		expect(plainText("<script>alert(1)</script>")).toBe("<script>alert(1)</script>");
		expect(plainText("[x](javascript:alert(1))")).toBe("[x](javascript:alert(1))");
	});

	it("is quick on texts made to be slow", () => {
		const budget = (s: string) => {
			const before = process.cpuUsage();
			parseMarkdown(s);
			const used = process.cpuUsage(before);
			expect((used.user + used.system) / 1000).toBeLessThan(2000);
		};
		for (const s of ["*", "**a", "_", "[", "[a](", "`", "> ", "- ", "~~", "@[", "https://", "(", "*a _b ", "1. "])
			budget(s.repeat(100_000 / s.length));
	});
});
