import { expect, test } from "vitest";
import { always } from "../../engine/chance";
import { hidden, inOrder, isPinned, moved, pinned, resized } from "./column-moves";

const columns = ["code", "name", "end", "cost", "unit"].map((key) => ({ key }));
const keysOf = (list: readonly { key: string }[]) => list.map((c) => c.key).join(" ");

test("a column moves to where it is dropped", () => {
	expect(keysOf(moved(columns, "unit", 2))).toBe("code name unit end cost");
	expect(keysOf(moved(columns, "end", 4))).toBe("code name cost unit end");
});

test("a column dropped among those that stay in place stays too, and one taken out does not", () => {
	expect(moved(columns, "cost", 1)).toContainEqual({ key: "cost", pinned: true });
	expect(moved(columns, "code", 3)).toContainEqual({ key: "code", pinned: false });
});

test("what stays in place is shown first, and any move keeps every column once", () => {
	always(300, (chance) => {
		let list = columns.map((c) => ({ ...c, pinned: chance.int(0, 1) === 1 }));
		for (let i = 0; i < 5; i++) {
			const key = chance.pick(columns).key;
			list = (
				chance.int(0, 1) ? moved(list, key, chance.int(-1, 6)) : pinned(list, key, chance.int(0, 1) === 1)
			) as typeof list;
			expect(keysOf(inOrder(list))).toBe(keysOf(list));
			expect(list.findIndex((c) => !isPinned(c))).toBe(
				list.filter(isPinned).length % list.length || (isPinned(list[0] as never) ? -1 : 0),
			);
			expect([...list.map((c) => c.key)].sort()).toEqual(columns.map((c) => c.key).sort());
		}
	});
});

test("a width is kept with its column, and a hidden column is gone", () => {
	expect(resized(columns, "end", 140)[2]).toEqual({ key: "end", width: 140 });
	expect(keysOf(hidden(columns, "end"))).toBe("code name cost unit");
});
