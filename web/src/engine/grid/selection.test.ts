import { expect, test } from "vitest";
import { always, type Chance } from "../chance";
import {
	addCell,
	advance,
	cellAfter,
	contains,
	extendTo,
	fitTo,
	HEADER,
	isWide,
	type Motion,
	move,
	type Selection,
	selectAll,
	selectCell,
	selectRows,
} from "./selection";

const MOTIONS: readonly Motion[] = [
	"up",
	"down",
	"left",
	"right",
	"page-up",
	"page-down",
	"row-start",
	"row-end",
	"column-top",
	"column-bottom",
	"grid-start",
	"grid-end",
];

function isSound(selection: Selection, rows: number, cols: number): void {
	const { active, head, ranges } = selection;
	for (const cell of [active, head]) {
		expect(cell.row >= HEADER && cell.row < rows).toBe(true);
		expect(cell.col >= 0 && cell.col < cols).toBe(true);
	}
	expect(contains(selection, active.row, active.col)).toBe(active.row !== HEADER);
	if (active.row === HEADER) expect(ranges).toEqual([]);
	for (const range of ranges) expect(range.top <= range.bottom && range.left <= range.right).toBe(true);
}

function anyStep(chance: Chance, selection: Selection, rows: number, cols: number): Selection {
	const bounds = { rows, cols };
	const cell = { row: chance.int(0, rows - 1), col: chance.int(0, cols - 1) };
	const steps = [
		() => move(selection, chance.pick(MOTIONS), chance.next() < 0.4, bounds, 7),
		() => advance(selection, chance.pick(["up", "down", "left", "right"]), bounds),
		() => extendTo(selection, cell),
		() => addCell(selection, cell),
		() => selectRows(selection, bounds),
	];
	return chance.pick(steps)();
}

test("whatever is pressed, the selection stays inside and holds the active cell", () => {
	always(200, (chance) => {
		const rows = chance.int(1, 40);
		const cols = chance.int(1, 12);
		let selection = selectCell({ row: 0, col: 0 });
		for (let i = 0; i < 30; i++) {
			selection = anyStep(chance, selection, rows, cols);
			isSound(selection, rows, cols);
		}
		const fewer = chance.int(1, rows);
		isSound(fitTo(selection, { rows: fewer, cols }), fewer, cols);
	});
});

test("shift moves the head and the active cell stays", () => {
	const bounds = { rows: 10, cols: 5 };
	let selection = selectCell({ row: 4, col: 2 });
	selection = move(selection, "up", true, bounds, 5);
	selection = move(selection, "right", true, bounds, 5);
	expect(selection.active).toEqual({ row: 4, col: 2 });
	expect(selection.ranges).toEqual([{ top: 3, left: 2, bottom: 4, right: 3 }]);
	expect(move(selection, "down", false, bounds, 5)).toEqual(selectCell({ row: 5, col: 2 }));
});

test("up from the first row reaches the header, longer jumps do not", () => {
	const bounds = { rows: 10, cols: 5 };
	expect(cellAfter({ row: 0, col: 1 }, "up", bounds, 5).row).toBe(HEADER);
	expect(cellAfter({ row: 3, col: 1 }, "page-up", bounds, 5).row).toBe(0);
	expect(cellAfter({ row: HEADER, col: 1 }, "down", bounds, 5).row).toBe(0);
	expect(cellAfter({ row: HEADER, col: 1 }, "up", { rows: 0, cols: 5 }, 5).row).toBe(HEADER);
});

test("enter walks round inside a wide range and visits each of its cells once", () => {
	const bounds = { rows: 10, cols: 5 };
	let selection = extendTo(selectCell({ row: 1, col: 1 }), { row: 3, col: 2 });
	const seen = new Set<string>();
	for (let i = 0; i < 6; i++) {
		seen.add(`${selection.active.row},${selection.active.col}`);
		selection = advance(selection, "down", bounds);
	}
	expect(seen.size).toBe(6);
	expect(selection.active).toEqual({ row: 1, col: 1 });
});

test("all is all, and nothing when there are no rows", () => {
	const one = selectCell({ row: 2, col: 2 });
	expect(selectAll(one, { rows: 9, cols: 4 }).ranges).toEqual([{ top: 0, left: 0, bottom: 8, right: 3 }]);
	expect(selectAll(one, { rows: 0, cols: 4 })).toBe(one);
	expect(isWide(one)).toBe(false);
});
