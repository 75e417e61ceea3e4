import { type Block, type Inline, parseInline, parseMarkdown } from "../../format/markdown";

// Part is a piece of a guide: what comments and long texts know of Markdown, and beside
// it headings of several levels and tables.
export type Part =
	| { kind: "blocks"; blocks: Block[] }
	// level: from 1, the highest that the guide uses
	| { kind: "heading"; level: number; children: Inline[] }
	| { kind: "table"; head: Inline[][]; align: Align[]; rows: Inline[][][] };

type Align = "start" | "center" | "end";

const mostColumns = 12;

// guideHref is an address that a guide may lead to: a page on the web, or a place of the
// application; "" for anything else. A word of the glossary is #project.budget.
export function guideHref(address: string): string {
	if (/^#[\w.-]{1,200}$/.test(address)) return `/method${address}`;
	const within = /^\/(?![/\\])/.test(address);
	try {
		const url = within ? new URL(address, here) : new URL(address);
		if (within) return url.origin === here ? url.pathname + url.search + url.hash : "";
		return ["http:", "https:"].includes(url.protocol) && !url.username && !url.password ? url.href : "";
	} catch {
		return "";
	}
}

// here stands for wherever the application is.
const here = "https://here.invalid";

// parseGuide reads a guide. It takes time in proportion to its length.
export function parseGuide(text: string): Part[] {
	const lines = text.replace(/\r\n?/g, "\n").split("\n");
	const parts: Part[] = [];
	let plain: string[] = [];
	const flush = () => {
		if (plain.some((l) => l.trim()))
			parts.push({ kind: "blocks", blocks: parseMarkdown(plain.join("\n"), 0, guideHref) });
		plain = [];
	};
	let fenced = false;
	for (let at = 0; at < lines.length; at++) {
		const line = lines[at] ?? "";
		if (/^\s{0,3}```/.test(line)) fenced = !fenced;
		const heading = fenced ? null : /^\s{0,3}(#{1,6})\s+(\S.*)$/.exec(line);
		if (heading) {
			flush();
			const words = (heading[2] ?? "").replace(/\s+#+\s*$/, "").trim();
			parts.push({ kind: "heading", level: (heading[1] ?? "").length, children: parseInline(words, 0, guideHref) });
			continue;
		}
		const align = !fenced && line.includes("|") ? alignOf(lines[at + 1] ?? "") : null;
		if (align && cellsOf(line).length === align.length) {
			flush();
			const rows: Inline[][][] = [];
			for (at += 2; at < lines.length && (lines[at] ?? "").includes("|"); at++) {
				const cells = cellsOf(lines[at] ?? "").map(inCell);
				rows.push(align.map((_, i) => cells[i] ?? []));
			}
			at--;
			parts.push({ kind: "table", head: cellsOf(line).map(inCell), align, rows });
			continue;
		}
		plain.push(line);
	}
	flush();
	return levelled(parts);
}

const inCell = (cell: string) => parseInline(cell, 0, guideHref);

// alignOf reads the line under the head of a table: |---|:-:|--:|; null for any other.
function alignOf(line: string): Align[] | null {
	if (line.length > 400 || !/^[\s|:-]*-[\s|:-]*$/.test(line) || !line.includes("|")) return null;
	const cells = cellsOf(line);
	if (cells.length > mostColumns || !cells.every((c) => /^:?-+:?$/.test(c))) return null;
	return cells.map((c) => (c.endsWith(":") ? (c.startsWith(":") ? "center" : "end") : "start"));
}

function cellsOf(line: string): string[] {
	const inside = line
		.trim()
		.replace(/^\|/, "")
		.replace(/(?<!\\)\|$/, "");
	return inside.split(/(?<!\\)\|/).map((c) => c.replaceAll("\\|", "|").trim());
}

// levelled counts the levels of headings from the highest that is used, without gaps.
function levelled(parts: Part[]): Part[] {
	const used = [...new Set(parts.flatMap((p) => (p.kind === "heading" ? [p.level] : [])))].sort();
	return parts.map((p) => (p.kind === "heading" ? { ...p, level: used.indexOf(p.level) + 1 } : p));
}
