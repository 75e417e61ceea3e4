import { describe, expect, test } from "vitest";
import { always } from "../engine/grid/chance";
import { groupId, Lines, merged } from "./lines";

function group(value: unknown, count: number) {
	return { value, count, totals: {} };
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
			{ line: 2, from: 3, count: 2 },
			{ line: 5, from: 5, count: 1 },
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

	test("any window holds each of its lines once", () => {
		always(300, (chance) => {
			const made = chance.list(0, 6, (i) => group(`g${i}`, chance.int(1, 5)));
			const folded = new Set(made.filter(() => chance.int(0, 1) === 1).map((g) => groupId(g.value)));
			const lines = new Lines(made, folded);
			const from = chance.int(0, lines.count);
			const to = chance.int(from, lines.count);
			const seen = lines.headers(from, to).map((g) => g.at);
			for (const run of lines.runs(from, to)) for (let i = 0; i < run.count; i++) seen.push(run.line + i);
			expect(seen.sort((a, b) => a - b)).toEqual(Array.from({ length: to - from }, (_, i) => from + i));
		});
	});
});
