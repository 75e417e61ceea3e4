import { expect, test } from "vitest";
import type { GridRow, RowSource } from "../../engine/grid/model";
import { roomFor, roomOf } from "./code-room";

const source = (tree: boolean, ...rows: [code: string, level: number][]) =>
	({
		count: rows.length,
		tree,
		row: (i: number) => ({ id: String(i), kind: "data", data: { code: rows[i]?.[0] }, level: rows[i]?.[1] }) as GridRow,
	}) as unknown as RowSource;
const measure = (text: string) => text.length * 8;

test("the column of codes holds the longest code, and the indents of a tree", () => {
	const flat = roomOf(source(false, ["A-1", 0], ["INFRA-2026-014", 0]), measure);
	expect(flat).toEqual({ code: 112, depth: -1 });
	expect(roomFor("code", 88, true, flat)).toBe(130);
	const deep = roomOf(source(true, ["COM-12", 0], ["COM-13", 4]), measure);
	expect(deep).toEqual({ code: 48, depth: 4 });
	expect(roomFor("code", 88, true, deep)).toBe(48 + 18 + 18 + 4 * 16);
});

test("a short code leaves the column as it is, and only the first one holds indents", () => {
	const room = roomOf(source(true, ["A", 0]), measure);
	expect(roomFor("code", 88, true, room)).toBe(88);
	expect(roomFor("name", 236, false, { code: 8, depth: 3 })).toBe(236);
	expect(roomFor("name", 236, true, { code: 8, depth: 3 })).toBe(236 + 18 + 3 * 16);
});
