import { expect, test } from "vitest";
import { groupRows, plainRows } from "../engine/grid/group";
import type { SourceChange } from "../engine/grid/model";
import { MemorySource } from "./row-source";

const rows = plainRows(
	["a", "b", "c"].map((id) => ({ id, unit: id === "b" ? "two" : "one" })),
	(record) => record.id,
);

test("a row is found by its place and by its id", () => {
	const source = new MemorySource(rows);
	expect(source.row(1)?.id).toBe("b");
	expect(source.indexOf("c")).toBe(2);
	expect(source.indexOf("d")).toBeUndefined();
});

test("an update tells one row and survives the next arrangement", () => {
	const source = new MemorySource(rows);
	const told: SourceChange[] = [];
	const stop = source.onChange((change) => told.push(change));
	source.update("b", { unit: "three" });
	expect(told).toEqual([{ kind: "range", from: 1, to: 2 }]);
	source.fold([]);
	expect(source.row(1)?.data).toEqual({ unit: "three" });
	stop();
	source.set([]);
	expect(told.length).toBe(2);
});

test("what is folded stays folded when rows come in another order", () => {
	const levels = [{ of: (row: { data: Readonly<Record<string, unknown>> }) => String(row.data.unit) }];
	const source = new MemorySource(rows, (held, folded) => groupRows(held, { levels }, folded));
	expect(source.count).toBe(5);
	source.toggle("/one");
	expect(source.count).toBe(3);
	source.set([...rows].reverse());
	expect(source.row(source.indexOf("/one") ?? -1)?.expanded).toBe(false);
	source.toggle("/one");
	expect(source.count).toBe(5);
});
