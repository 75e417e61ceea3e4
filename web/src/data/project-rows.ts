import type { Attribute, Change, Id, Named, Row } from "../api/types";
import type { GridRow, RowSource } from "../engine/grid/model";
import type { Lang } from "../i18n/lang";
import type { Counts } from "./differences";
import type { Edits } from "./edits";
import { type Asked, type Page, type RowQuery, readRows, same, type Totals } from "./rows";
import { WholeRows } from "./whole-rows";
import { WindowedRows } from "./windowed-rows";

// Meta is what is said of all rows of a list.
export type Meta = {
	total: number;
	hidden: number;
	totals: Totals;
	// empty: the attributes that have no value in the whole list
	empty: readonly string[];
	// partial: the totals leave out projects that the reader may not see
	partial?: boolean;
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
	// partial: what a group is called whose totals leave something out
	partial?: (name: string) => string;
	changed: (by: Named | null) => string;
};

export type Listener = (what: Told, id?: Id, keys?: string[]) => void;

// WHOLE is how many rows are read of a list that the browser must hold whole.
export const WHOLE = 20_000;

// HELD is how many rows a list may have to be held whole, before its filter; a
// longer one is read in windows.
export const HELD = 3000;

// unknown is how many lines stand there as long as no answer has come.
const unknown = 24;
const flashFor = 4000;

// Store is where the rows of a list are: whole in the browser, or in windows of
// the server. Both show the same.
export type Store = {
	readonly source: RowSource;
	ask(query: RowQuery): void;
	refresh(): void;
	fold(level: number, closed: boolean): void;
	update(row: Row): void;
	loaded(): Iterable<Row>;
	between(from: number, to: number): Promise<GridRow[]>;
	fetch?(from: number, to: number): Promise<void>;
	stop(): void;
};

// About is what the order of rows depends on beside the rows.
export type About = { attributes: readonly Attribute[]; lang: Lang };

// LiveRows are the rows of a list as it is, which follow what others do. The first
// answer says whether the browser holds all of them.
export class LiveRows implements ProjectRows {
	meta: Meta | null = null;
	error: unknown = null;
	#store: Store;
	#query: RowQuery;
	// #whole: how many rows the next answer may hold; 0 where it is known that there are more
	#whole: number;
	#told: RowSource;
	readonly #words: Words;
	readonly #edits: Edits;
	readonly #about: About;
	#known = new Map<Id, Row>();
	#actors = new Map<Id, Named | null>();
	#flashes = new Map<string, string>();
	#listeners = new Set<Listener>();
	#timer: ReturnType<typeof setTimeout> | undefined;
	#again: AbortController | null = null;

	constructor(query: RowQuery, edits: Edits, words: Words, about: About) {
		this.#query = query;
		this.#words = words;
		this.#edits = edits;
		this.#about = about;
		this.#whole = mostOf(query);
		this.#store = this.#windows();
		this.#told = this.#store.source;
	}

	get source(): RowSource {
		return this.#store.source;
	}

	// query is what was asked for last.
	get query(): RowQuery {
		return this.#query;
	}

	ask(query: RowQuery): void {
		const before = this.#query;
		this.#query = query;
		const turned = Boolean(query.trends) !== Boolean(before.trends);
		if (turned) this.#whole = mostOf(query);
		if (turned || (this.#store instanceof WindowedRows && query.group !== before.group)) {
			this.#known.clear();
			this.#replace(this.#windows());
			return;
		}
		if (this.#store instanceof WindowedRows) this.#known.clear();
		this.#store.ask(query);
		if (this.#again) this.#reload();
	}

	refresh(): void {
		this.#store.refresh();
	}

	fold(level: number, closed: boolean): void {
		this.#store.fold(level, closed);
	}

	update(row: Row): void {
		const before = this.#known.get(row.id);
		if (!before || before.version > row.version) return;
		const now = { ...before, ...row };
		this.#known.set(row.id, now);
		this.#store.update(now);
	}

	loaded(): Iterable<Row> {
		return this.#store.loaded();
	}

	between(from: number, to: number): Promise<GridRow[]> {
		return this.#store.between(from, to);
	}

	changed(id: Id, key: string): string | undefined {
		return this.#flashes.get(`${id} ${key}`);
	}

	async fetch(from: number, to: number): Promise<void> {
		await this.#store.fetch?.(from, to);
	}

	actor(id: Id): string | undefined {
		return this.#actors.get(id)?.name;
	}

	// heard reads the list again. A long one that is held whole waits until there is
	// quiet: what someone types in it is there already.
	heard(change: Change): void {
		for (const id of change.ids) this.#actors.set(id, change.actor);
		clearTimeout(this.#timer);
		const held = this.#store instanceof WholeRows ? this.#store.held : 0;
		this.#timer = setTimeout(() => this.refresh(), 150 + held);
	}

	subscribe(listener: Listener): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	stop(): void {
		clearTimeout(this.#timer);
		this.#again?.abort();
		this.#store.stop();
	}

	#windows(): Store {
		const read = (offset: number, limit: number, signal: AbortSignal, subtotals?: string) =>
			this.#window({ offset, limit, subtotals: subtotals ?? "" }, signal);
		return new WindowedRows(this.#query, this.meta?.total ?? unknown, read, this.#words);
	}

	// #window reads some rows, or all where the list is short: they are held from then on.
	async #window(asked: Asked, signal: AbortSignal): Promise<Page> {
		const query = this.#query;
		const page = await this.#read(query, { ...asked, whole: this.#whole }, signal);
		this.#whole = page.ids ? HELD : 0;
		if (page.ids) this.#replace(this.#held(query, page));
		this.#tell("meta");
		if (page.ids) throw new DOMException("all rows are held", "AbortError");
		return page;
	}

	#held(query: RowQuery, page: Page): Store {
		const asker = {
			order: async (query: RowQuery, signal: AbortSignal) => {
				const page = await this.#read(query, { order: true }, signal);
				this.#tell("meta");
				return page;
			},
			again: () => this.#reload(),
			shown: () => this.#told !== this.#store.source && this.#replace(this.#store),
		};
		return new WholeRows(this.#weighed(query), page, asker, { words: this.#words, ...this.#about });
	}

	// #reload reads all that is held anew.
	#reload(): void {
		this.#again?.abort();
		const abort = new AbortController();
		this.#again = abort;
		const query = this.#query;
		this.#read(query, { whole: HELD, limit: 1 }, abort.signal)
			.then((page) => {
				if (this.#again !== abort || !(this.#store instanceof WholeRows)) return;
				this.#again = null;
				if (page.ids) this.#store.take(page, this.#weighed(query));
				else {
					this.#whole = 0;
					this.#replace(this.#windows());
				}
				this.#tell("meta");
			})
			.catch(() => {
				if (this.#again === abort) this.#again = null;
			});
	}

	#replace(store: Store): void {
		if (store !== this.#store) this.#store.stop();
		this.#store = store;
		this.#told = store.source;
		this.#tell("source");
	}

	// #read asks the server, and keeps what it says of the whole list.
	async #read(query: RowQuery, asked: Asked, signal: AbortSignal): Promise<Page> {
		try {
			const page = await readRows(asked.whole ? this.#weighed(query) : query, asked, signal);
			for (const row of page.rows) this.#meet(row);
			const { total, hidden, totals, empty, missing } = page;
			this.meta = { total, hidden, totals, empty, partial: missing !== null };
			this.error = null;
			return page;
		} catch (error) {
			if (!signal.aborted) {
				this.error = error;
				this.#tell("meta");
			}
			throw error;
		}
	}

	// #weighed asks also for what the means of a group are weighed by.
	#weighed(query: RowQuery): RowQuery {
		const shown = this.#about.attributes.filter((a) => query.fields.includes(a.key));
		const fields = [...new Set([...query.fields, ...shown.flatMap((a) => a.weight || [])])];
		return { ...query, fields };
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

// mostOf is how many rows a list may have to be held whole: none where trends are
// shown, which are read for the rows in view alone.
function mostOf(query: RowQuery): number {
	return query.trends ? 0 : HELD;
}
