import { expect, test } from "vitest";
import { always } from "../../engine/chance";
import { Arranged, type BoardList, sectionsOf, sizes } from "./lists";

const list = (id: string): BoardList => ({ id, name: id, value: id, colour: "" });

test("lanes lie one under another, each as high as its longest list", () => {
	const groups = [
		{ value: "it", count: 7, groups: [{ value: "run", count: 7 }] },
		{
			value: { id: "u2", name: "Sales" },
			count: 3,
			groups: [
				{ value: null, count: 1 },
				{ value: "build", count: 2 },
			],
		},
	];
	const lists = [list("build"), list("run"), list("")];
	const [first, second, ...rest] = sectionsOf(groups, lists, [list("it"), list("u2"), list("nobody")], 100);
	expect(rest).toEqual([]);
	expect(first?.counts).toEqual([0, 7, 0]);
	expect(second?.counts).toEqual([2, 0, 1]);
	expect(second?.top).toBe((first?.height ?? 0) + sizes.laneGap);
	expect(first?.height).toBe(sizes.laneHead + 700);
});

test("every card stands at one place, moved ones first, and none twice", () => {
	always(300, (chance) => {
		const inside = chance.int(0, 40);
		const gone = [...new Set(chance.list(0, 8, () => chance.int(0, 60)))]
			.filter((at) => at < inside)
			.sort((a, b) => a - b);
		const extra = chance.int(0, 3);
		const arranged = new Arranged(inside, extra, gone);
		const seen = Array.from({ length: arranged.count }, (_, i) => arranged.at(i));
		const rows = seen.flatMap((s) => ("row" in s ? [s.row] : []));
		const stay = Array.from({ length: inside }, (_, i) => i).filter((i) => !gone.includes(i));
		expect(rows).toEqual(stay);
		expect(seen.length - rows.length).toBe(extra);
		const from = chance.int(0, arranged.count);
		const to = chance.int(from, arranged.count);
		const asked = arranged.rows(from, to);
		for (let i = from; i < to; i++) {
			const at = arranged.at(i);
			if ("row" in at) expect(at.row >= asked.from && at.row < asked.to).toBe(true);
		}
	});
});
