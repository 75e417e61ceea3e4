import type { DraftLine } from "../../data/templates";
import type { Lang } from "../../i18n/lang";
import { freshLine, linesOf, type Says, withLines, withValue } from "./template-draft";

// The plan of a template is a list of lines that name their phase; here it is the tree
// that they make, and predecessors go by the numbers of lines, as in plans.

export const key = "plan";
export const dates = "milestone";

export type Placed = { line: DraftLine; level: number; number: number };

const phaseOf = (line: DraftLine) => line.values?.phase?.value ?? "";
export const kindOf = (line: DraftLine) => line.values?.kind?.value ?? "task";
export const isPhase = (line: DraftLine | undefined) => line !== undefined && kindOf(line) === "phase";
export const dateOf = (line: DraftLine) => line.values?.key_date?.value ?? "";

// treeOf are the lines in the order of the tree. One whose phase is not there, or holds
// itself, stands at the top.
export function treeOf(lines: readonly DraftLine[]): Placed[] {
	const out: Placed[] = [];
	const placed = new Set<string>();
	const known = new Set(lines.filter(isPhase).map((l) => l.id));
	const walk = (phase: string, level: number) => {
		for (const line of lines) {
			const up = known.has(phaseOf(line)) ? phaseOf(line) : "";
			if (up !== phase || placed.has(line.id)) continue;
			placed.add(line.id);
			out.push({ line, level, number: out.length + 1 });
			if (isPhase(line)) walk(line.id, level + 1);
		}
	};
	walk("", 0);
	for (const line of lines)
		if (!placed.has(line.id)) {
			placed.add(line.id);
			out.push({ line, level: 0, number: out.length + 1 });
		}
	return out;
}

const parts = (text: string) =>
	text
		.split(";")
		.map((p) => p.trim())
		.filter(Boolean);

// numbered writes predecessors by the numbers of lines: 2FS+3d.
export function numbered(code: string, tree: readonly Placed[]): string {
	return parts(code)
		.map((part) => {
			const [id = "", ...rest] = part.split(/\s+/);
			const at = tree.find((p) => p.line.id === id);
			return `${at ? at.number : id}${rest.join("")}`;
		})
		.join("; ");
}

// coded reads them again; what is no number stays, for the server to say what is wrong.
export function coded(text: string, tree: readonly Placed[]): string {
	return parts(text.replaceAll(/([+\-−]\s*\d+),(?=\d)/g, "$1.").replaceAll(",", ";"))
		.map((part) => {
			const [, number, rest = ""] = /^(\d+)\s*(.*)$/.exec(part) ?? [];
			const at = tree.find((p) => String(p.number) === number);
			return at ? `${at.line.id} ${rest}`.trim() : part;
		})
		.join("; ");
}

// inWords writes durations and predecessors in the words of a language; the server reads both.
export function inWords(code: string, lang: Lang): string {
	if (lang !== "fr") return code;
	const types: Record<string, string> = { FS: "FD", SS: "DD", FF: "FF", SF: "DF" };
	const said = code.replaceAll(/\b(\d*)(FS|SS|FF|SF)(?=$|[\s;+\-−])/g, (_, number, type) => `${number}${types[type]}`);
	return said
		.replaceAll(/(\d)ew\b/g, "$1se")
		.replaceAll(/(\d)(e?)d\b/g, "$1$2j")
		.replaceAll(/(\d)w\b/g, "$1s")
		.replaceAll(/(\d)\.(\d)/g, "$1,$2");
}

// added puts a new line of a kind at the end of a phase. A milestone brings its key date.
export function added(says: Says, kind: string, after: DraftLine | undefined): { says: Says; id: string } {
	const lines = linesOf(says, key);
	const phase = after ? (isPhase(after) && kind !== "phase" ? after.id : phaseOf(after)) : "";
	let line = freshLine(lines, kind === "milestone" ? "milestone" : kind);
	line = withValue(line, "kind", { value: kind });
	if (phase) line = withValue(line, "phase", { value: phase });
	if (kind === "task") line = withValue(line, "duration", { value: "5d" });
	let next = says;
	if (kind === "milestone") {
		const date = freshLine(linesOf(says, dates), line.id);
		next = withLines(says, dates, [...linesOf(says, dates), date]);
		line = withValue(line, "key_date", { value: date.id });
	}
	return { says: withLines(next, key, [...lines, line]), id: line.id };
}

// without takes a line out: what it held comes to stand where it stood, and nothing waits
// for it any more.
export function without(lines: readonly DraftLine[], gone: DraftLine): DraftLine[] {
	return lines
		.filter((l) => l !== gone)
		.map((l) => {
			const up = phaseOf(gone);
			const moved = phaseOf(l) === gone.id ? withValue(l, "phase", up ? { value: up } : null) : l;
			const code = moved.values?.predecessors?.value ?? "";
			const left = parts(code).filter((p) => p.split(/\s+/)[0] !== gone.id);
			if (left.length === parts(code).length) return moved;
			return withValue(moved, "predecessors", left.length ? { value: left.join("; ") } : null);
		});
}

export type Step = "up" | "down" | "in" | "out";

// stepped moves a line among its siblings, or into the phase before it and out of its own;
// null where there is no way.
export function stepped(lines: readonly DraftLine[], line: DraftLine, step: Step): DraftLine[] | null {
	const siblings = lines.filter((l) => phaseOf(l) === phaseOf(line));
	const at = siblings.indexOf(line);
	const put = (phase: string) => withValue(line, "phase", phase ? { value: phase } : null);
	if (step === "up" || step === "down") {
		const other = siblings[at + (step === "up" ? -1 : 1)];
		if (!other) return null;
		return lines.map((l) => (l === line ? other : l === other ? line : l));
	}
	if (step === "in") {
		const before = siblings[at - 1];
		if (!isPhase(before)) return null;
		// behind all that the phase holds
		return [...lines.filter((l) => l !== line), put(before?.id ?? "")];
	}
	const phase = lines.find((l) => l.id === phaseOf(line));
	if (!phase) return null;
	const rest = lines.filter((l) => l !== line);
	rest.splice(rest.indexOf(phase) + 1, 0, put(phaseOf(phase)));
	return rest;
}
