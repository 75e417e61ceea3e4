import { expect, test } from "vitest";
import { under } from "./unit-tree";

const unit = (id: string, parent: string | null) => ({ id, parent, code: id, name: id, version: 1 });

test("nothing below a unit can become its parent", () => {
	const units = [unit("c", "b"), unit("b", "a"), unit("a", null), unit("d", null)];
	expect([...under("a", units)].sort()).toEqual(["a", "b", "c"]);
});
