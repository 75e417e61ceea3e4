import { describe, expect, it } from "vitest";
import type { DraftLine } from "../../data/templates";
import { blank, linesOf } from "./template-draft";
import { added, coded, inWords, numbered, stepped, treeOf, without } from "./template-plan";

const line = (id: string, kind: string, phase = "", predecessors = ""): DraftLine => ({
	id,
	values: {
		kind: { value: kind },
		...(phase ? { phase: { value: phase } } : {}),
		...(predecessors ? { predecessors: { value: predecessors } } : {}),
	},
});

const lines = [
	line("design", "phase"),
	line("train", "task", "", "build FS+3d"),
	line("specify", "task", "design"),
	line("build", "task", "design", "specify; train SS-1.5d"),
];

const drawn = (all: readonly DraftLine[]) => treeOf(all).map((p) => `${p.number} ${"· ".repeat(p.level)}${p.line.id}`);

describe("the plan of a template", () => {
	it("is the tree that its lines make", () => {
		expect(drawn(lines)).toEqual(["1 design", "2 · specify", "3 · build", "4 train"]);
	});
	it("shows what holds itself at the top", () => {
		expect(drawn([line("a", "phase", "b"), line("b", "phase", "a")])).toEqual(["1 a", "2 b"]);
	});
	it("writes predecessors by numbers, and reads them again", () => {
		const tree = treeOf(lines);
		expect(numbered("build FS+3d", tree)).toBe("3FS+3d");
		expect(numbered("specify; train SS-1.5d", tree)).toBe("2; 4SS-1.5d");
		expect(coded("2; 4SS-1.5d", tree)).toBe("specify; train SS-1.5d");
		expect(coded("3 FD + 3 j", tree)).toBe("build FD + 3 j");
		expect(coded("4DD-1,5j, 2", tree)).toBe("train DD-1.5j; specify");
		expect(coded("9", tree)).toBe("9");
	});
	it("says lengths and types in the words of the language", () => {
		expect(inWords("1.5d", "fr")).toBe("1,5j");
		expect(inWords("2w", "fr")).toBe("2s");
		expect(inWords("3ed", "fr")).toBe("3ej");
		expect(inWords("2FS+3d; 4SS-1w; 7", "fr")).toBe("2FD+3j; 4DD-1s; 7");
		expect(inWords("2FS+3d", "en")).toBe("2FS+3d");
	});
	it("takes a milestone for a key date", () => {
		const { says, id } = added(blank, "milestone", undefined);
		expect(linesOf(says, "milestone").map((l) => l.id)).toEqual(["milestone"]);
		expect(linesOf(says, "plan").find((l) => l.id === id)?.values?.key_date).toEqual({ value: "milestone" });
	});
	it("leaves what a phase held, and what waited, where a line goes", () => {
		const [design, , specify] = lines;
		if (!design || !specify) throw new Error("lines");
		expect(drawn(without(lines, design))).toEqual(["1 train", "2 specify", "3 build"]);
		const left = without(lines, specify).find((l) => l.id === "build");
		expect(left?.values?.predecessors).toEqual({ value: "train SS-1.5d" });
	});
	it("moves lines as plans do", () => {
		const [, train, specify, build] = lines;
		if (!train || !specify || !build) throw new Error("lines");
		expect(drawn(stepped(lines, build, "up") ?? [])).toEqual(["1 design", "2 · build", "3 · specify", "4 train"]);
		expect(stepped(lines, specify, "up")).toBeNull();
		expect(drawn(stepped(lines, train, "in") ?? [])).toEqual(["1 design", "2 · specify", "3 · build", "4 · train"]);
		expect(drawn(stepped(lines, specify, "out") ?? [])).toEqual(["1 design", "2 · build", "3 specify", "4 train"]);
		expect(stepped(lines, train, "out")).toBeNull();
	});
});
