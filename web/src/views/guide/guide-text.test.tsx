// @vitest-environment happy-dom
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { always } from "../../engine/chance";
import { GuideText } from "./guide-text";
import { guideHref, parseGuide } from "./parse";

const shown = (text: string) => renderToStaticMarkup(<GuideText text={text} under={2} />);

// allowed are the elements that a guide may become, and the attributes that each may have.
const allowed = /^(?:div|h[3-6]|p|br|hr|ul|ol|li|strong|em|del|code|pre|blockquote|a|span|table|thead|tbody|tr|th|td)$/;
const attributes = /^(?:class|href|target|rel|start|scope|data-align)$/;

// faults are what no guide may become.
function faults(html: string): string[] {
	const found: string[] = [];
	const box = document.createElement("div");
	box.innerHTML = html;
	for (const e of box.querySelectorAll("*")) {
		if (!allowed.test(e.tagName.toLowerCase())) found.push(e.tagName);
		for (const { name } of [...e.attributes]) if (!attributes.test(name)) found.push(`${e.tagName} ${name}`);
		const href = e.getAttribute("href");
		if (href !== null && !/^(?:https?:\/\/[^\s]|\/(?![/\\]))/.test(href)) found.push(href);
	}
	return found;
}

const pieces = [
	"<script>alert(1)</script>",
	"<img src=x onerror=alert(1)>",
	"<a href='javascript:alert(1)'>",
	"javascript:alert(1)",
	"[x](",
	")",
	"](",
	"[",
	"]",
	"(",
	"//evil.example",
	"/\\evil.example",
	"/portfolio",
	"#project.name",
	"https://a.example/",
	"mailto:a@b.c",
	"data:text/html,<b>",
	"\\",
	"`",
	"```",
	"\n",
	"\n\n",
	"# ",
	"## ",
	"###### ",
	"- ",
	"1. ",
	"> ",
	"|",
	"|---|",
	"\n|---|---|\n",
	":-:",
	"**",
	"*",
	"__",
	"_",
	"~~",
	" ",
	"\t",
	"é",
	"“",
	"&#106;",
	"&lt;",
	'"',
	"'",
	"onclick=",
	"\u202e",
	"\u0000",
] as const;

describe("a guide", () => {
	it("is never anything but words, whatever is written into it", () => {
		always(300, (c) => {
			const text = c.list(1, 40, () => c.pick(pieces)).join("");
			expect(faults(shown(text)), JSON.stringify(text)).toEqual([]);
		});
	}, 60_000);

	it("is quick on texts made to be slow", () => {
		const { process } = globalThis as unknown as { process: { cpuUsage(since?: unknown): { user: number } } };
		for (const s of [
			"|",
			"|-",
			"|---|\n",
			"a|b\n|-|-|\n",
			"# ",
			"#",
			"```\n",
			"\\|",
			"- ",
			"> ",
			"[a](/",
			"[a](#",
			"**a",
		]) {
			const before = process.cpuUsage();
			parseGuide(s.repeat(20_000 / s.length));
			expect(process.cpuUsage(before).user / 1000, s).toBeLessThan(1000);
		}
	});

	it("leads to the web and into the application, and nowhere else", () => {
		for (const bad of [
			"javascript:1",
			"mailto:a@b.c",
			"data:x",
			"//x",
			"/\\x",
			"\\\\x",
			"x",
			"",
			"#",
			"# x",
			"https://a:b@c.example",
			"ftp://x",
		])
			expect(guideHref(bad), bad).toBe("");
		expect(guideHref("#project.name")).toBe("/method#project.name");
		expect(guideHref("/portfolio?view=1#x")).toBe("/portfolio?view=1#x");
		expect(guideHref("/a/../../b")).toBe("/b");
		expect(guideHref("https://example.org/a")).toBe("https://example.org/a");
	});

	it("has headings below the one above it, without gaps", () => {
		const html = shown("# One\n\n### Three\n\n```\n# no heading\n```\n");
		expect(html).toContain("<h3>One</h3>");
		expect(html).toContain("<h4>Three</h4>");
		expect(html).toContain("# no heading");
	});

	it("has tables", () => {
		const html = shown("Before\n\n| Who | Days |\n|:----|-----:|\n| [PM](/method) | 3 |\n| a \\| b |\n\nAfter");
		expect(html).toMatch(/<th scope="col" data-align="end">Days<\/th>/);
		expect(html).toMatch(
			/<td data-align="start"><a [^>]*href="\/method"[^>]*>PM<\/a><\/td><td data-align="end">3<\/td>/,
		);
		expect(html).toContain("a | b");
		expect(html).toContain("After");
		expect(shown("a | b\nc | d")).not.toContain("<table");
	});
});
