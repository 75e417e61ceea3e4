import type { Row } from "../api/types";
import { groupRows } from "../engine/grid/group";
import type { GridRow } from "../engine/grid/model";
import { MemorySource } from "../engine/grid/source";
import { countOf, onlyDifferent } from "./differences";
import { groupId } from "./lines";
import { dataLine, type Listener, type Meta, type ProjectRows, type Words } from "./project-rows";
import { type Group, type RowQuery, readRows } from "./rows";

// ComparedRows holds a whole list read at two dates: what came, left and changed
// can only be counted and filtered where all of it is.
export class ComparedRows implements ProjectRows {
	readonly source = new MemorySource([]);
	meta: Meta | null = null;
	error: unknown = null;
	#query: RowQuery;
	#words: Words;
	#rows: Row[] = [];
	#groups: Group[] = [];
	#only: boolean;
	#abort: AbortController | null = null;
	#listeners = new Set<Listener>();

	constructor(query: RowQuery, only: boolean, words: Words) {
		this.#query = query;
		this.#only = only;
		this.#words = words;
		void this.#load();
	}

	ask(query: RowQuery): void {
		this.#query = query;
		void this.#load();
	}

	// show keeps only the rows that differ, or shows all.
	show(only: boolean): void {
		this.#only = only;
		this.#arrange();
	}

	refresh(): void {
		void this.#load();
	}

	update(): void {}

	loaded(): Iterable<Row> {
		return this.#only ? onlyDifferent(this.#rows) : this.#rows;
	}

	async between(from: number, to: number): Promise<GridRow[]> {
		return Array.from({ length: Math.max(0, to - from) }, (_, i) => this.source.row(from + i)).filter((l) => !!l);
	}

	changed(): undefined {}

	actor(): undefined {}

	heard(): void {
		void this.#load();
	}

	subscribe(listener: Listener): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	stop(): void {
		this.#abort?.abort();
	}

	async #load(): Promise<void> {
		this.#abort?.abort();
		const abort = new AbortController();
		this.#abort = abort;
		const query = this.#query;
		const then = { ...query, asOf: query.compareTo, compareTo: "", group: "" };
		try {
			const [page, before] = await Promise.all([
				readRows(query, 0, 20_000, abort.signal),
				readRows(then, 0, 1, abort.signal),
			]);
			this.#rows = page.rows;
			this.#groups = page.groups ?? [];
			const counts = countOf(page.rows);
			const { hidden, totals } = page;
			const total = page.rows.length - counts.removed;
			this.meta = { total, hidden, totals, empty: [], counts, before: { total: before.total, totals: before.totals } };
			this.error = null;
			this.#arrange();
		} catch (error) {
			if (abort.signal.aborted) return;
			this.error = error;
		}
		for (const listener of [...this.#listeners]) listener("meta");
	}

	#arrange(): void {
		const rows = [...this.loaded()].map((row) => dataLine(row, 0));
		const by = this.#query.group;
		if (!by) {
			this.source.set(rows, this.source.tree ? (all) => all : undefined);
			return;
		}
		const known = new Map(this.#groups.map((g) => [groupId(g.value), g]));
		const labels = new Map<string, string>();
		const of = (row: GridRow) => {
			const id = groupId(row.data[by]);
			if (!labels.has(id)) labels.set(id, this.#words.group(row.data[by] ?? null));
			return id;
		};
		const levels = [{ of, label: (id: string) => labels.get(id) ?? "" }];
		const totals = (members: readonly GridRow[]) => {
			const first = members[0];
			return first && !this.#only ? ((known.get(of(first))?.totals ?? {}) as Record<string, unknown>) : {};
		};
		this.source.set(rows, (all, folded) => groupRows(all, { levels, totals }, folded));
	}
}
