import type { Id } from "../../api/types";
import type { HierarchyNode } from "../../data/hierarchies";

// Place is where a node is to stand: below parent, before a sibling; "" is the top,
// and the last place.
export type Place = { parent: Id | ""; before: Id | "" };
export type Step = "up" | "down" | "in" | "out";

const siblings = (nodes: readonly HierarchyNode[], parent: Id | null) => nodes.filter((n) => n.parent === parent);

// placeOf is where a node stands now.
export function placeOf(node: HierarchyNode, nodes: readonly HierarchyNode[]): Place {
	const beside = siblings(nodes, node.parent);
	return { parent: node.parent ?? "", before: beside[beside.findIndex((n) => n.id === node.id) + 1]?.id ?? "" };
}

// stepped is where a node comes to stand one step on: among its siblings, below the
// one before it, or behind the one it stands below; null where there is no such place.
export function stepped(node: HierarchyNode, nodes: readonly HierarchyNode[], step: Step): Place | null {
	const beside = siblings(nodes, node.parent);
	const at = beside.findIndex((n) => n.id === node.id);
	const parent = node.parent ?? "";
	const before = beside[at - 1];
	switch (step) {
		case "up":
			return before ? { parent, before: before.id } : null;
		case "down":
			return beside[at + 1] ? { parent, before: beside[at + 2]?.id ?? "" } : null;
		case "in":
			return before ? { parent: before.id, before: "" } : null;
	}
	const above = nodes.find((n) => n.id === node.parent);
	return above ? { parent: above.parent ?? "", before: placeOf(above, nodes).before } : null;
}

// branch are a node and all below it: none of them may become what it stands below.
export function branch(id: Id, nodes: readonly HierarchyNode[]): Set<Id> {
	const found = new Set([id]);
	// In tree order what a node stands below comes before it.
	for (const n of nodes) if (n.parent && found.has(n.parent)) found.add(n.id);
	return found;
}

// depths are how far each stands below the top.
export function depths(nodes: readonly HierarchyNode[]): Map<Id, number> {
	const out = new Map<Id, number>();
	for (const n of nodes) out.set(n.id, n.parent ? (out.get(n.parent) ?? 0) + 1 : 0);
	return out;
}
