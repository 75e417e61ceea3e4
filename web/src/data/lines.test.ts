import { describe, expect, test } from "vitest";
import { always, type Chance } from "../engine/chance";
import { groupId, groupsOf, Lines, merged } from "./lines";
import type { Group } from "./rows";

function group(value: unknown, count: number, groups?: Group[]): Group {
	return { value, count, ...(groups ? { groups } : {}) };
}

// nested makes groups in groups, each as large as those in it.
function nested(chance: Chance, depth: number): Group[] {
	return chance.list(1, 4, (i) => {
		const groups = depth > 0 ? nested(chance, depth - 1) : undefined;
		const count = groups ? groups.reduce((n, g) => n + g.count, 0) : chance.int(1, 5);
		return group(`g${i}`, count, groups);
	});
}

describe("the lines of a grouped list", () => {
	const groups = [group("a", 3), group("b", 2), group(null, 1)];

	test("are a line for each group and one for each row", () => {
		const lines = new Lines(groups, new Set());
		expect(lines.count).toBe(9);
		expect(lines.headers(0, 9).map((g) => g.at)).toEqual([0, 4, 7]);
	});

	test("leave out the rows of folded groups, which stay counted", () => {
		const lines = new Lines(groups, new Set([groupId("a")]));
		expect(lines.count).toBe(6);
		expect(lines.runs(0, 6)).toEqual([
			{ line: 2, from: 3, count: 2, parent: 1, level: 1 },
			{ line: 5, from: 5, count: 1, parent: 4, level: 1 },
		]);
	});

	test("name a group by its value, people and units by their ids", () => {
		expect(groupId({ id: "u1", name: "Ann" })).toBe(groupId({ id: "u1", name: "Anne" }));
		expect(groupId(null)).not.toBe(groupId("null"));
	});

	test("ask for rows that follow one another in one question", () => {
		const lines = new Lines(groups, new Set());
		expect(merged(lines.runs(0, 9))).toEqual([{ from: 0, count: 6 }]);
	});

	test("any window of groups in groups holds each of its lines once", () => {
		always(300, (chance) => {
			const made = nested(chance, chance.int(0, 2));
			const every = [0, 1, 2].flatMap((level) => groupsOf(made, level));
			const folded = new Set(every.filter(() => chance.int(0, 3) === 0));
			const lines = new Lines(made, folded);
			const from = chance.int(0, lines.count);
			const to = chance.int(from, lines.count);
			const seen = lines.headers(from, to).map((g) => g.at);
			for (const run of lines.runs(from, to)) for (let i = 0; i < run.count; i++) seen.push(run.line + i);
			expect(seen.sort((a, b) => a - b)).toEqual(Array.from({ length: to - from }, (_, i) => from + i));
		});
	});

	test("a group knows the one it stands in, and its place among all, folded ones included", () => {
		const groups = [group("a", 3, [group("x", 1), group("y", 2)]), group("b", 1, [group("x", 1)])];
		const lines = new Lines(groups, new Set([groupId("a")]));
		expect(lines.groups.map((g) => [g.at, g.level, g.parent, g.order])).toEqual([
			[0, 0, undefined, 0],
			[1, 0, undefined, 3],
			[2, 1, 1, 4],
		]);
		expect(groupId("x", groupId("a"))).not.toBe(groupId("x", groupId("b")));
	});
});
