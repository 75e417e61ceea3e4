import { expect, test } from "vitest";
import { always, type Chance } from "../chance";
import { type Grouping, groupRows, plainRows, type TreeNode, treeRows } from "./group";
import type { GridRow } from "./model";

const grouping: Grouping = {
	levels: [{ of: (row) => String(row.data.unit) }, { of: (row) => String(row.data.stage) }],
	totals: (rows) => ({ cost: rows.reduce((sum, row) => sum + Number(row.data.cost), 0) }),
};

function anyRows(chance: Chance): GridRow[] {
	const records = chance.list(0, 60, (i) => ({
		id: String(i),
		unit: chance.pick(["a/b", "a", "b", ""]),
		stage: chance.pick(["x", "y", "/"]),
		cost: chance.int(-5, 100),
	}));
	return plainRows(records, (record) => record.id);
}

function parentsAreSound(rows: readonly GridRow[]): void {
	rows.forEach((row, index) => {
		const over = row.parent === undefined ? undefined : rows[row.parent];
		expect(row.level).toBe(over ? over.level + 1 : 0);
		if (row.parent !== undefined) expect(row.parent).toBeLessThan(index);
	});
	expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
}

test("open groups hold every row once, and their totals are those of their rows", () => {
	always(200, (chance) => {
		const rows = anyRows(chance);
		const lines = groupRows(rows, grouping, new Set());
		parentsAreSound(lines);
		const shown = lines.filter((line) => line.kind === "data").map((line) => line.id);
		expect(shown.sort()).toEqual(rows.map((row) => row.id).sort());
		const tops = lines.filter((line) => line.kind === "group" && line.level === 0);
		const sum = (all: readonly GridRow[]) => all.reduce((total, row) => total + Number(row.data.cost), 0);
		expect(sum(tops)).toBe(sum(rows));
		expect(tops.reduce((total, row) => total + (row.count ?? 0), 0)).toBe(rows.length);
	});
});

test("a folded group hides what is under it and nothing else", () => {
	always(200, (chance) => {
		const rows = anyRows(chance);
		const open = groupRows(rows, grouping, new Set());
		const groups = open.filter((line) => line.kind === "group");
		const folded = new Set(groups.filter(() => chance.next() < 0.4).map((line) => line.id));
		const lines = groupRows(rows, grouping, folded);
		parentsAreSound(lines);
		const hidden = (line: GridRow | undefined): boolean => {
			const over = line?.parent === undefined ? undefined : open[line.parent];
			return over !== undefined && (folded.has(over.id) || hidden(over));
		};
		expect(lines.map((line) => line.id)).toEqual(open.filter((line) => !hidden(line)).map((line) => line.id));
	});
});

test("a tree lists every node once, whatever its parents say", () => {
	always(300, (chance) => {
		const size = chance.int(0, 40);
		const nodes: TreeNode[] = Array.from({ length: size }, (_, i) => ({
			id: String(i),
			parentId: chance.next() < 0.3 ? undefined : String(chance.int(0, size + 2)),
			data: {},
		}));
		const lines = treeRows(nodes, new Set());
		parentsAreSound(lines);
		expect(lines.length).toBe(size);
	});
});

test("a folded node keeps its mark and hides its children; siblings are counted", () => {
	const nodes = [
		{ id: "a", data: {} },
		{ id: "a1", parentId: "a", data: {} },
		{ id: "a2", parentId: "a", data: {} },
		{ id: "b", data: {} },
	];
	const lines = treeRows(nodes, new Set(["a"]));
	expect(lines.map((line) => [line.id, line.expanded, line.position, line.siblings])).toEqual([
		["a", false, 1, 2],
		["b", undefined, 2, 2],
	]);
});
