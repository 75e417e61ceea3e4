import { expect, test } from "vitest";
import { MemorySource } from "../../data/row-source";
import { always, type Chance } from "../chance";
import type { RowAxis } from "./geometry";
import { groupRows, plainRows } from "./group";
import { groupsOver, stuckRows } from "./head";

const HEIGHT = 20;

function anyGroups(chance: Chance): MemorySource {
	const records = chance.list(1, 60, (i) => ({
		id: String(i),
		unit: chance.pick("abcd".split("")),
		stage: chance.pick("xyz".split("")),
	}));
	const by = ["unit", "stage"]
		.slice(0, chance.int(1, 2))
		.map((key) => ({ of: (row: { data: Record<string, unknown> }) => String(row.data[key]) }));
	const folded = new Set(chance.list(0, 3, () => `/${chance.pick("abcd".split(""))}`));
	return new MemorySource(
		groupRows(
			plainRows(records, (r) => r.id),
			{ levels: by },
			folded,
		),
		(rows) => [...rows],
	);
}

test("a group stays in sight until what follows it pushes it out, pixel by pixel", () => {
	always(20, (chance) => {
		const source = anyGroups(chance);
		const axis: RowAxis = { count: source.count, rowHeight: HEIGHT, view: 200 };
		const wrong: string[] = [];
		let before = new Map<number, number>();
		for (let y = 0; y < Math.min(source.count * HEIGHT, 400); y++) {
			const stuck = stuckRows(source, axis, { physical: y, virtual: y });
			stuck.forEach(({ index, top }, depth) => {
				const after = lastUnder(source, index) + 1;
				const room = after < source.count ? after * HEIGHT - y : Number.POSITIVE_INFINITY;
				if (top !== Math.min(depth * HEIGHT, room - HEIGHT)) wrong.push(`${index} stands at ${top} of ${y}`);
				const moved = (before.get(index) ?? top) - top;
				if (moved !== 0 && moved !== 1) wrong.push(`${index} jumps by ${moved} at ${y}`);
			});
			before = new Map(stuck.map(({ index, top }) => [index, top]));
		}
		expect(wrong).toEqual([]);
	});
});

function lastUnder(source: MemorySource, index: number): number {
	let last = index;
	for (let i = index + 1; i < source.count; i++) {
		const row = source.row(i);
		if (!row || !groupsOver(source, row).includes(index)) break;
		last = i;
	}
	return last;
}

test("without groups nothing stays", () => {
	const source = new MemorySource(plainRows([{ id: "1" }, { id: "2" }], (r) => r.id));
	expect(stuckRows(source, { count: 2, rowHeight: HEIGHT, view: 20 }, { physical: 5, virtual: 5 })).toEqual([]);
});
