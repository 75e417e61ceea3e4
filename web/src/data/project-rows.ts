import type { Change, Id, Named, Row } from "../api/types";
import type { GridRow, RowSource } from "../engine/grid/model";
import { WindowedSource } from "../engine/grid/windowed";
import type { Counts } from "./differences";
import type { Edits } from "./edits";
import { GroupedRows } from "./grouped-rows";
import { type Page, type RowQuery, readRows, same, type Totals } from "./rows";

// Meta is what is said of all rows of a list.
export type Meta = {
	total: number;
	hidden: number;
	totals: Totals;
	// empty: the attributes that have no value in the whole list
	empty: readonly string[];
	// counts, before: of a comparison only
	counts?: Counts;
	before?: { total: number; totals: Totals };
};

export type Told = "meta" | "source" | "cells";

// ProjectRows are the rows of a list, wherever they are held: a source for the
// grid, and what is said of all of them.
export type ProjectRows = {
	readonly source: RowSource;
	readonly meta: Meta | null;
	readonly error: unknown;
	ask(query: RowQuery): void;
	refresh(): void;
	// fold closes or opens all groups of a level
	fold(level: number, closed: boolean): void;
	update(row: Row): void;
	loaded(): Iterable<Row>;
	// between are the lines from one place up to another, fetched where they have not come
	between(from: number, to: number): Promise<GridRow[]>;
	// changed: the sentence for a cell someone else has just changed
	changed(id: Id, key: string): string | undefined;
	// fetch brings in lines that are selected but not looked at
	fetch?(from: number, to: number): Promise<void>;
	// actor: who changed a row last, as far as heard
	actor(id: Id): string | undefined;
	heard(change: Change): void;
	subscribe(listener: (what: Told, id?: Id, keys?: string[]) => void): () => void;
	stop(): void;
};

export type Words = {
	// group: what a group of a level is called
	group: (value: unknown, level: number) => string;
	changed: (by: Named | null) => string;
};

export type Listener = (what: Told, id?: Id, keys?: string[]) => void;

// WHOLE is how many rows are read of a list that the browser must hold whole.
export const WHOLE = 20_000;

const pageSize = 200;
// unknown is how many lines stand there as long as no answer has come.
const unknown = 24;
const flashFor = 4000;

// LiveRows asks the server for windows of the list; it filters, sorts, groups
// and totals.
export class LiveRows implements ProjectRows {
	source: WindowedSource;
	meta: Meta | null = null;
	error: unknown = null;
	#query: RowQuery;
	#words: Words;
	#edits: Edits;
	readonly #grouped: GroupedRows;
	#known = new Map<Id, Row>();
	#actors = new Map<Id, Named | null>();
	#flashes = new Map<string, string>();
	#listeners = new Set<Listener>();
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(query: RowQuery, edits: Edits, words: Words) {
		this.#query = query;
		this.#edits = edits;
		this.#words = words;
		this.#grouped = new GroupedRows(
			(offset, limit, signal, subtotals) => this.#read(offset, limit, signal, subtotals),
			words,
		);
		this.source = this.#newSource();
		this.source.request(0, 1);
	}

	ask(query: RowQuery): void {
		const regrouped = query.group !== this.#query.group;
		this.#query = query;
		this.#known.clear();
		this.#grouped.forget(regrouped);
		if (!regrouped) {
			this.source.refresh();
			return;
		}
		this.source.stop();
		this.source = this.#newSource();
		this.source.request(0, 1);
		this.#tell("source");
	}

	refresh(): void {
		this.#grouped.forget(false);
		this.source.refresh();
	}

	fold(level: number, closed: boolean): void {
		this.#grouped.fold(level, closed);
		this.source.refresh();
	}

	update(row: Row): void {
		const before = this.#known.get(row.id);
		if (!before || before.version > row.version) return;
		this.#known.set(row.id, { ...before, ...row });
		this.#grouped.update({ ...before, ...row });
		this.source.update(row.id, { ...before, ...row });
	}

	*loaded(): Iterable<Row> {
		for (const line of this.source.held()) if (line.kind === "data") yield line.data as Row;
	}

	async between(from: number, to: number): Promise<GridRow[]> {
		const end = Math.min(to, this.source.count);
		const out: GridRow[] = [];
		for (let at = from; at < end; ) {
			const line = this.source.row(at);
			if (line) out.push(line);
			else {
				let gap = at + 1;
				while (gap < end && !this.source.row(gap)) gap++;
				const { rows } = await this.#load(at, gap, new AbortController().signal);
				out.push(...rows.slice(0, gap - at));
				at = gap - 1;
			}
			at++;
		}
		return out;
	}

	changed(id: Id, key: string): string | undefined {
		return this.#flashes.get(`${id} ${key}`);
	}

	fetch(from: number, to: number): Promise<void> {
		return this.source.ensure(from, to);
	}

	actor(id: Id): string | undefined {
		return this.#actors.get(id)?.name;
	}

	heard(change: Change): void {
		for (const id of change.ids) this.#actors.set(id, change.actor);
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.refresh(), 150);
	}

	subscribe(listener: Listener): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	stop(): void {
		clearTimeout(this.#timer);
		this.source.stop();
	}

	#newSource(): WindowedSource {
		return new WindowedSource({
			load: (from, to, signal) => this.#load(from, to, signal),
			count: this.meta?.total ?? unknown,
			tree: this.#query.group !== "",
			fixed: (index) => this.#grouped.header(index),
			toggle: (id) => {
				this.#grouped.toggle(id);
				this.source.refresh();
			},
			size: pageSize,
		});
	}

	async #load(from: number, to: number, signal: AbortSignal) {
		try {
			const answer = this.#query.group
				? await this.#grouped.load(from, to, signal)
				: await this.#loadPlain(from, to, signal);
			if (this.error) {
				this.error = null;
				this.#tell("meta");
			}
			return answer;
		} catch (error) {
			if (!signal.aborted) {
				this.error = error;
				this.#tell("meta");
			}
			throw error;
		}
	}

	async #loadPlain(from: number, to: number, signal: AbortSignal) {
		const page = await this.#read(from, to - from, signal);
		return { rows: page.rows.map((row) => dataLine(row, 0)), total: page.total };
	}

	async #read(offset: number, limit: number, signal: AbortSignal, subtotals = ""): Promise<Page> {
		const page = await readRows(this.#query, offset, limit, signal, subtotals);
		this.#accept(page);
		return page;
	}

	#accept(page: Page): void {
		for (const row of page.rows) this.#meet(row);
		const { total, hidden, totals, empty } = page;
		this.meta = { total, hidden, totals, empty };
		this.#tell("meta");
	}

	// #meet keeps a row as it now is, and shows what someone else changed in it.
	#meet(row: Row): void {
		const before = this.#known.get(row.id);
		this.#known.set(row.id, row);
		if (!before || row.version <= before.version || this.#edits.wrote(row.id, row.version)) return;
		const keys = Object.keys(row).filter((key) => key in before && !fixed.has(key) && !same(row[key], before[key]));
		if (!keys.length) return;
		const words = this.#words.changed(this.#actors.get(row.id) ?? null);
		for (const key of keys) this.#flashes.set(`${row.id} ${key}`, words);
		setTimeout(() => {
			for (const key of keys) this.#flashes.delete(`${row.id} ${key}`);
			this.#tell("cells", row.id, keys);
		}, flashFor);
	}

	#tell(what: Told, id?: Id, keys?: string[]): void {
		for (const listener of [...this.#listeners]) listener(what, id, keys);
	}
}

const fixed = new Set(["id", "version", "can_edit", "unread", "diff", "was", "state"]);

// dataLine is a row as a line of the grid.
export function dataLine(row: Row, level: number, parent?: number): GridRow {
	return { id: row.id, kind: "data", data: row, level, ...(parent === undefined ? {} : { parent }) };
}
