/** From plain rows to the lines shown: groups with subtotals, and trees. Pure. */

import type { GridRow, RowData } from "./model";

export type GroupLevel = {
	/** Rows with the same answer stand in the same group. */
	readonly of: (row: GridRow) => string;
	/** What the group is called; the answer of `of` when absent. */
	readonly label?: (value: string) => string;
	/** The order of the groups; that of their first row when absent. */
	readonly compare?: (a: string, b: string) => number;
};

export type Grouping = {
	readonly levels: readonly GroupLevel[];
	/** Subtotals of a group by column key; absent keys stay blank. */
	readonly totals?: (rows: readonly GridRow[], level: number) => RowData;
};

/** Wraps records as rows without levels. */
export function plainRows<T extends RowData>(records: readonly T[], id: (record: T) => string): GridRow[] {
	return records.map((data) => ({ id: id(data), kind: "data", data, level: 0 }));
}

/**
 * Puts a group row before the rows of each group. Rows keep their order
 * inside a group; what is in `folded` (ids of group rows) shows no content.
 */
export function groupRows(rows: readonly GridRow[], grouping: Grouping, folded: ReadonlySet<string>): GridRow[] {
	const out: GridRow[] = [];
	addGroups(out, rows, grouping, folded, 0, undefined, "");
	return out;
}

function addGroups(
	out: GridRow[],
	rows: readonly GridRow[],
	grouping: Grouping,
	folded: ReadonlySet<string>,
	level: number,
	parent: number | undefined,
	path: string,
): void {
	const by = grouping.levels[level];
	if (!by) {
		for (const row of rows) out.push({ ...row, level, ...under(parent) });
		return;
	}
	for (const [value, members] of split(rows, by)) {
		const id = `${path}/${encodeURIComponent(value)}`;
		const expanded = !folded.has(id);
		const at = out.length;
		out.push({
			id,
			kind: "group",
			data: grouping.totals?.(members, level) ?? {},
			level,
			expanded,
			...under(parent),
			label: by.label?.(value) ?? value,
			count: members.length,
		});
		if (expanded) addGroups(out, members, grouping, folded, level + 1, at, id);
	}
}

function under(parent: number | undefined): { parent?: number } {
	return parent === undefined ? {} : { parent };
}

function split(rows: readonly GridRow[], by: GroupLevel): (readonly [string, GridRow[]])[] {
	const groups = new Map<string, GridRow[]>();
	for (const row of rows) {
		const value = by.of(row);
		const members = groups.get(value);
		if (members) members.push(row);
		else groups.set(value, [row]);
	}
	const compare = by.compare;
	const entries = [...groups];
	return compare ? entries.sort(([a], [b]) => compare(a, b)) : entries;
}

/** A record of a tree; `parentId` absent or unknown stands at the top. */
export type TreeNode = {
	readonly id: string;
	readonly parentId?: string | undefined;
	readonly data: RowData;
};

/**
 * Lists a tree in reading order, children under their parent, in the order
 * given. What is in `folded` shows no children. A ring of parents is cut at
 * its first node, so that no row is ever lost.
 */
export function treeRows(nodes: readonly TreeNode[], folded: ReadonlySet<string>): GridRow[] {
	const { roots, children } = branches(nodes);
	const out: GridRow[] = [];
	const stack = pending(roots, 0, undefined);
	for (let next = stack.pop(); next; next = stack.pop()) {
		const kids = children.get(next.node.id) ?? [];
		const expanded = !folded.has(next.node.id);
		const at = out.length;
		out.push({
			id: next.node.id,
			kind: "data",
			data: next.node.data,
			level: next.level,
			...under(next.parent),
			...(kids.length > 0 ? { expanded } : {}),
			position: next.position,
			siblings: next.siblings,
		});
		if (expanded) stack.push(...pending(kids, next.level + 1, at));
	}
	return out;
}

type Pending = {
	readonly node: TreeNode;
	readonly level: number;
	readonly parent: number | undefined;
	readonly position: number;
	readonly siblings: number;
};

/** Siblings in the order in which a stack gives them back. */
function pending(nodes: readonly TreeNode[], level: number, parent: number | undefined): Pending[] {
	const siblings = nodes.length;
	return nodes.map((node, i) => ({ node, level, parent, position: i + 1, siblings })).reverse();
}

function branches(nodes: readonly TreeNode[]): {
	roots: TreeNode[];
	children: Map<string, TreeNode[]>;
} {
	const byId = new Map(nodes.map((node) => [node.id, node]));
	const cut = ringHeads(nodes, byId);
	const roots: TreeNode[] = [];
	const children = new Map<string, TreeNode[]>();
	for (const node of nodes) {
		const parent = cut.has(node.id) ? undefined : parentOf(node, byId);
		const list = parent ? children.get(parent.id) : roots;
		if (list) list.push(node);
		else if (parent) children.set(parent.id, [node]);
	}
	return { roots, children };
}

function parentOf(node: TreeNode, byId: ReadonlyMap<string, TreeNode>): TreeNode | undefined {
	return node.parentId === undefined ? undefined : byId.get(node.parentId);
}

/** The first node of each ring of parents. */
function ringHeads(nodes: readonly TreeNode[], byId: ReadonlyMap<string, TreeNode>): Set<string> {
	const heads = new Set<string>();
	const settled = new Set<string>();
	for (const node of nodes) {
		const walked = new Set<string>();
		let at: TreeNode | undefined = node;
		while (at && !settled.has(at.id) && !walked.has(at.id)) {
			walked.add(at.id);
			at = parentOf(at, byId);
		}
		if (at && walked.has(at.id)) heads.add(at.id);
		for (const id of walked) settled.add(id);
	}
	return heads;
}
