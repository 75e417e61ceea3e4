import { expect, test } from "vitest";
import type { HierarchyNode } from "../../data/hierarchies";
import { branch, depths, placeOf, stepped } from "./hierarchy-moves";

const node = (id: string, parent: string | null) => ({ id, parent }) as HierarchyNode;
// a, with b and c below it; c with d; then e
const nodes = [node("a", null), node("b", "a"), node("c", "a"), node("d", "c"), node("e", null)];
const at = (id: string) => nodes.find((n) => n.id === id) as HierarchyNode;

test("a step moves among siblings, below the one before, or behind the one above", () => {
	expect(stepped(at("c"), nodes, "up")).toEqual({ parent: "a", before: "b" });
	expect(stepped(at("b"), nodes, "down")).toEqual({ parent: "a", before: "" });
	expect(stepped(at("c"), nodes, "in")).toEqual({ parent: "b", before: "" });
	expect(stepped(at("d"), nodes, "out")).toEqual({ parent: "a", before: "" });
	expect(stepped(at("c"), nodes, "out")).toEqual({ parent: "", before: "e" });
	expect(stepped(at("a"), nodes, "up")).toBeNull();
	expect(stepped(at("a"), nodes, "out")).toBeNull();
	expect(stepped(at("e"), nodes, "down")).toBeNull();
});

test("a place is told by what stands above and behind", () => {
	expect(placeOf(at("b"), nodes)).toEqual({ parent: "a", before: "c" });
	expect(placeOf(at("e"), nodes)).toEqual({ parent: "", before: "" });
	expect([...branch("a", nodes)]).toEqual(["a", "b", "c", "d"]);
	expect(depths(nodes).get("d")).toBe(2);
});
