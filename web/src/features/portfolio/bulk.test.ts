import { expect, test } from "vitest";
import type { Row } from "../../api/types";
import { MemorySource } from "../../data/row-source";
import { plainRows } from "../../engine/grid/group";
import { filterOf, wholeRows } from "./bulk";

const source = new MemorySource(plainRows([{ id: "1" }, { id: "2" }, { id: "3" }], (r) => r.id));

test("projects are counted once where whole rows are selected, and not at all where cells are", () => {
	const row = (top: number, bottom: number) => ({ top, bottom, left: 0, right: 4 });
	expect(wholeRows([row(0, 1), row(1, 2)], 5, source)).toBe(3);
	expect(wholeRows([row(0, 0), { ...row(1, 1), right: 3 }], 5, source)).toBe(0);
	expect(wholeRows([], 5, source)).toBe(0);
});

test("the selection is exported by codes, or by names where one has none", () => {
	const row = (code: string | null, name: string): Row => ({ id: name, version: 1, state: "active", code, name });
	expect(filterOf([row("A", "x"), row("B", 'y "z"')])).toBe('code in ("A", "B")');
	expect(filterOf([row("A", "x"), row(null, 'y "z"')])).toBe('name in ("x", "y ""z""")');
});
