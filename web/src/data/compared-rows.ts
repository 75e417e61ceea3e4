import type { Attribute, Row } from "../api/types";
import { groupRows } from "../engine/grid/group";
import type { GridRow } from "../engine/grid/model";
import { dayFromISO } from "../format/day";
import { countOf, onlyDifferent } from "./differences";
import { groupValue, levelsOf } from "./group-value";
import { dataLine, groupId } from "./lines";
import { type Listener, type Meta, type ProjectRows, WHOLE, type Words } from "./project-rows";
import { MemorySource } from "./row-source";
import { type Group, type RowQuery, readRows } from "./rows";

// ComparedRows holds a whole list read at two dates: what came, left and changed
// can only be counted and filtered where all of it is.
export class ComparedRows implements ProjectRows {
	readonly source = new MemorySource([]);
	meta: Meta | null = null;
	error: unknown = null;
	#query: RowQuery;
	#words: Words;
	#attributes: readonly Attribute[];
	#rows: Row[] = [];
	#groups: Group[] = [];
	#only: boolean;
	#abort: AbortController | null = null;
	#listeners = new Set<Listener>();

	constructor(query: RowQuery, only: boolean, words: Words, attributes: readonly Attribute[]) {
		this.#attributes = attributes;
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

	fold(level: number, closed: boolean): void {
		this.source.foldLevel(level, closed);
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
		// Of the baseline and of a review, totals at one date would say something else.
		const dated = dayFromISO(query.compareTo) > 0;
		const then = { ...query, asOf: query.compareTo, compareTo: "", group: "" };
		try {
			const [page, before] = await Promise.all([
				readRows(query, { limit: WHOLE }, abort.signal),
				dated ? readRows(then, {}, abort.signal) : null,
			]);
			this.#rows = page.rows;
			this.#groups = page.groups ?? [];
			const counts = countOf(page.rows);
			const { hidden, totals, missing } = page;
			const partial = missing !== null;
			const total = page.rows.length - counts.removed;
			this.meta = {
				total,
				hidden,
				totals,
				empty: [],
				partial,
				counts,
				...(before ? { before: { total: before.total, totals: before.totals } } : {}),
			};
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
		const by = levelsOf(this.#query.group, this.#attributes);
		if (!by.length) {
			this.source.set(rows, this.source.tree ? (all) => all : undefined);
			return;
		}
		const known = new Map<string, Group>();
		for (const [id, group] of named(this.#groups)) known.set(id, group);
		const labels = new Map<string, string>();
		const levels = by.map((one, level) => ({
			of: (row: GridRow) => {
				const value = groupValue(row.data as Row, one);
				const id = groupId(value, String(level));
				if (!labels.has(id)) labels.set(id, this.#words.group(value, level));
				return id;
			},
			label: (id: string) => labels.get(id) ?? "",
		}));
		const totals = (members: readonly GridRow[], level: number) => {
			const first = members[0]?.data as Row | undefined;
			if (!first || this.#only) return {};
			const path = by.slice(0, level + 1).reduce((id, one) => groupId(groupValue(first, one), id), "");
			return known.get(path)?.totals ?? {};
		};
		this.source.set(rows, (all, folded) => groupRows(all, { levels, totals }, folded));
	}
}

// named are groups of every level by their ids.
function* named(groups: readonly Group[], path = ""): Iterable<[string, Group]> {
	for (const group of groups) {
		const id = groupId(group.value, path);
		yield [id, group];
		yield* named(group.groups ?? [], id);
	}
}
