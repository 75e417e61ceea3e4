import type { Unit } from "../../api/types";
import type { TreeNode } from "../../ui/tree";

// unitTree hangs each unit under its parent, in the order of the list. A unit
// whose parent is not in the list stands at the top.
export function unitTree(units: Unit[]): TreeNode[] {
	const nodes = new Map<string, TreeNode>(
		units.map((u) => [u.id, { id: u.id, name: u.name, detail: u.code, children: [] }]),
	);
	const top: TreeNode[] = [];
	for (const u of units) {
		const node = nodes.get(u.id);
		const parent = u.parent ? nodes.get(u.parent) : undefined;
		if (node) (parent?.children ?? top).push(node);
	}
	return top;
}

// under are a unit and all below it: none of them may become its parent.
export function under(id: string, units: Unit[]): Set<string> {
	const found = new Set([id]);
	for (let grown = true; grown; ) {
		const before = found.size;
		for (const u of units) if (u.parent && found.has(u.parent)) found.add(u.id);
		grown = found.size > before;
	}
	return found;
}
