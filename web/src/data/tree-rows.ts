import type { Attribute, Row } from "../api/types";
import { type TreeNode, treeRows } from "../engine/grid/group";
import type { GridRow, RowData } from "../engine/grid/model";
import { consolidate } from "./consolidate";
import { type Listener, type Meta, type ProjectRows, WHOLE } from "./project-rows";
import type { Rates } from "./rates";
import { MemorySource } from "./row-source";
import { type RowQuery, readRows, type Totals } from "./rows";

// TreeRows holds a whole list and shows it as a tree: each row under the one that
// an attribute of it names. A row with others below carries what they make
// together, by the rules of the catalogue.
export class TreeRows implements ProjectRows {
	readonly source = new MemorySource([], (rows) => rows);
	meta: Meta | null = null;
	error: unknown = null;
	#query: RowQuery;
	readonly #attributes: readonly Attribute[];
	#rows: readonly Row[] = [];
	#rates: Rates | undefined;
	// #lacking: programmes with children that the reader may not see
	#lacking: ReadonlySet<string> = new Set();
	#actors = new Map<string, string | undefined>();
	#abort: AbortController | null = null;
	#timer: ReturnType<typeof setTimeout> | undefined;
	readonly #listeners = new Set<Listener>();

	constructor(query: RowQuery, attributes: readonly Attribute[]) {
		this.#query = query;
		this.#attributes = attributes;
		void this.#load();
	}

	ask(query: RowQuery): void {
		this.#query = query;
		void this.#load();
	}

	refresh(): void {
		void this.#load();
	}

	fold(level: number, closed: boolean): void {
		this.source.foldLevel(level, closed);
	}

	update(row: Row): void {
		this.#rows = this.#rows.map((old) => (old.id === row.id ? { ...old, ...row } : old));
		this.#arrange();
	}

	loaded(): Iterable<Row> {
		return this.#rows;
	}

	async between(from: number, to: number): Promise<GridRow[]> {
		return Array.from({ length: Math.max(0, to - from) }, (_, i) => this.source.row(from + i)).filter((l) => !!l);
	}

	changed(): undefined {}

	actor(id: string): string | undefined {
		return this.#actors.get(id);
	}

	heard(change: { ids: readonly string[]; actor: { name: string } | null }): void {
		for (const id of change.ids) this.#actors.set(id, change.actor?.name);
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.#load(), 150);
	}

	subscribe(listener: Listener): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	stop(): void {
		clearTimeout(this.#timer);
		this.#abort?.abort();
	}

	async #load(): Promise<void> {
		this.#abort?.abort();
		const abort = new AbortController();
		this.#abort = abort;
		try {
			const weights = this.#shown().flatMap((a) => a.weight ?? []);
			const fields = [...new Set([...this.#query.fields, ...weights])];
			const page = await readRows({ ...this.#query, fields, group: "" }, { limit: WHOLE }, abort.signal);
			const { total, hidden, totals, empty, missing } = page;
			this.#rows = page.rows;
			this.#rates = page.rates;
			this.#lacking = new Set(missing?.programmes);
			this.meta = { total, hidden, totals, empty, partial: missing !== null };
			this.error = null;
			this.#arrange();
		} catch (error) {
			if (abort.signal.aborted) return;
			this.error = error;
		}
		for (const listener of [...this.#listeners]) listener("meta");
	}

	#arrange(): void {
		const key = this.#query.tree ?? "";
		const nodes = nodesOf(this.#rows, key);
		const below = totalsBelow(nodes, this.#shown(), this.#rates);
		const rows = nodes.map((node): GridRow => {
			const totals = below.get(node.id);
			const partial = totals && key === "programme" && this.#lacking.has(node.id) ? { partial: true } : {};
			const data = totals ? { ...node.data, below: totals, ...partial } : node.data;
			return { id: node.id, kind: "data", data, level: 0 };
		});
		const parents = new Map(nodes.map((node) => [node.id, node.parentId]));
		this.source.set(rows, (all, folded) =>
			treeRows(
				all.map(({ id, data }) => ({ id, data, parentId: parents.get(id) })),
				folded,
			),
		);
	}

	#shown(): Attribute[] {
		return this.#attributes.filter((a) => a.consolidation !== "none" && this.#query.fields.includes(a.key));
	}
}

// nodesOf are rows with the row that each stands under.
export function nodesOf(rows: readonly Row[], key: string): TreeNode[] {
	return rows.map((row) => {
		const parent = row[key] as { id?: string } | null | undefined;
		return { id: row.id, data: row, ...(parent?.id ? { parentId: parent.id } : {}) };
	});
}

// totalsBelow is what stands below each row that has others under it: those at
// the ends of its branches, so that nothing counts twice.
export function totalsBelow(
	nodes: readonly TreeNode[],
	attributes: readonly Attribute[],
	rates?: Rates,
): ReadonlyMap<string, Totals> {
	const lines = treeRows(nodes, new Set());
	const leaves = new Map<string, RowData[]>();
	for (const line of lines) {
		if (line.expanded !== undefined) continue;
		for (let at = line.parent; at !== undefined; at = lines[at]?.parent) {
			const id = lines[at]?.id ?? "";
			const own = leaves.get(id);
			if (own) own.push(line.data);
			else leaves.set(id, [line.data]);
		}
	}
	const totals = (rows: readonly RowData[]) =>
		Object.fromEntries(attributes.map((a) => [a.key, consolidate(a, rows, rates)]));
	return new Map([...leaves].map(([id, rows]) => [id, totals(rows)]));
}
