import { expect, test } from "vitest";
import { MemorySource } from "../../data/row-source";
import { plainRows } from "../../engine/grid/group";
import { summaryOf } from "./sums";

const euros = (amount: string) => ({ amount, currency: "EUR" });
const rows = plainRows(
	[
		{ id: "1", cost: euros("0.10"), share: "10" },
		{ id: "2", cost: euros("0.20"), share: "30" },
		{ id: "3", cost: null, share: "20" },
		{ id: "4", cost: { amount: "5", currency: "GBP" }, share: null },
	],
	(r) => r.id,
);
const keys = ["cost", "share"];
const read = (row: { data: Readonly<Record<string, unknown>> }, col: number) => row.data[keys[col] ?? ""];

test("what is selected is summed exactly, each currency by itself", () => {
	const got = summaryOf([{ top: 0, left: 0, bottom: 3, right: 0 }], new MemorySource(rows), read);
	expect(got).toMatchObject({ rows: 4, cells: 4, filled: 3, missing: 0 });
	expect(got.sums).toEqual([
		{ unit: "EUR", count: 2, sum: "0.3", mean: "0.15", least: "0.10", most: "0.20" },
		{ unit: "GBP", count: 1, sum: "5", mean: "5", least: "5", most: "5" },
	]);
});

test("a cell in two ranges counts once", () => {
	const range = { top: 0, left: 1, bottom: 2, right: 1 };
	const got = summaryOf([range, { ...range, bottom: 1 }], new MemorySource(rows), read);
	expect(got.sums).toEqual([{ unit: "", count: 3, sum: "60", mean: "20", least: "10", most: "30" }]);
});

test("rows that are not loaded are said, not guessed", () => {
	const source = new MemorySource(rows.slice(0, 1));
	expect(summaryOf([{ top: 0, left: 0, bottom: 9, right: 0 }], source, read)).toMatchObject({ rows: 1, missing: 9 });
});
