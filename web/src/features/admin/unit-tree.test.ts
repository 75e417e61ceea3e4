import { expect, test } from "vitest";
import { under, unitTree } from "./unit-tree";

const unit = (id: string, parent: string | null) => ({ id, parent, code: id, name: id, version: 1 });

test("a unit hangs under its parent, and at the top when the parent cannot be seen", () => {
	const tree = unitTree([unit("b", "a"), unit("a", null), unit("c", "hidden")]);
	expect(tree.map((n) => n.id)).toEqual(["a", "c"]);
	expect(tree[0]?.children.map((n) => n.id)).toEqual(["b"]);
});

test("nothing below a unit can become its parent", () => {
	const units = [unit("c", "b"), unit("b", "a"), unit("a", null), unit("d", null)];
	expect([...under("a", units)].sort()).toEqual(["a", "b", "c"]);
});
