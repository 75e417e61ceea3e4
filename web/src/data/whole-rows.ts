import type { Attribute, Row } from "../api/types";
import type { GridRow, RowData } from "../engine/grid/model";
import type { Lang } from "../i18n/lang";
import { type Arranged, arranged } from "./arrange";
import { consolidate } from "./consolidate";
import { dataLine, groupLine, Lines, linesBetween } from "./lines";
import { type Missing, markPartial } from "./partial";
import type { About, Store, Words } from "./project-rows";
import type { Rates } from "./rates";
import { MemorySource, type Shape } from "./row-source";
import type { Group, Page, RowQuery } from "./rows";

// Asker reads what the browser cannot tell by itself: which rows a filter keeps and
// in which order they stand, or all of them anew.
export type Asker = {
	order: (query: RowQuery, signal: AbortSignal) => Promise<Page>;
	again: () => void;
	// shown: what is asked for is on the screen
	shown: () => void;
};

// WholeRows holds every row of a list as it is before its filter. Sorting, grouping
// and folding ask the server for nothing; which rows a filter keeps is the server's
// to say, and so is any order that depends on what a browser does not know.
export class WholeRows implements Store {
	source: MemorySource;
	readonly #asker: Asker;
	readonly #words: Words;
	readonly #attributes: readonly Attribute[];
	readonly #lang: Lang;
	#query: RowQuery;
	// #rows: every row, by name; #kept: the ids of those that the filter of #query keeps
	#rows: Row[] = [];
	#kept: ReadonlySet<string> | null = null;
	#places = new Map<string, number>();
	#rates: Rates | undefined;
	#missing: Missing | null = null;
	#abort: AbortController | null = null;

	constructor(query: RowQuery, page: Page, asker: Asker, about: About & { words: Words }) {
		this.#query = query;
		this.#asker = asker;
		this.#words = about.words;
		this.#attributes = about.attributes;
		this.#lang = about.lang;
		this.source = new MemorySource([]);
		this.take(page, query);
	}

	// held is how many rows there are, those left out by the filter too.
	get held(): number {
		return this.#rows.length;
	}

	// take replaces all that is held by the answer to a query.
	take(page: Page, query: RowQuery): void {
		this.#abort?.abort();
		this.#rows = page.rows;
		this.#rates = page.rates;
		this.#missing = page.missing;
		this.#places = new Map(page.rows.map((row, i) => [row.id, i]));
		this.#order(page, query);
	}

	// ask shows the list as another query has it.
	ask(query: RowQuery): void {
		this.#abort?.abort();
		const { filter, q, fields } = this.#query;
		if (query.fields.some((key) => !fields.includes(key))) {
			this.#asker.again();
			return;
		}
		const held = { ...query, fields };
		const same = query.filter === filter && query.q === q && query.asOf === "";
		const order = same ? this.#arranged(query) : null;
		if (order) this.#show(order, held);
		else void this.#ask(held);
	}

	refresh(): void {
		this.#asker.again();
	}

	fold(level: number, closed: boolean): void {
		this.source.foldLevel(level, closed);
	}

	update(row: Row): void {
		const at = this.#places.get(row.id);
		if (at === undefined) return;
		this.#rows[at] = row;
		this.source.update(row.id, row);
	}

	*loaded(): Iterable<Row> {
		for (const row of this.#rows) if (!this.#kept || this.#kept.has(row.id)) yield row;
	}

	async between(from: number, to: number): Promise<GridRow[]> {
		return Array.from({ length: Math.max(0, to - from) }, (_, i) => this.source.row(from + i)).filter((l) => !!l);
	}

	stop(): void {
		this.#abort?.abort();
	}

	async #ask(query: RowQuery): Promise<void> {
		const abort = new AbortController();
		this.#abort = abort;
		const page = await this.#asker.order(query, abort.signal).catch(() => null);
		if (page && !abort.signal.aborted) this.#order(page, query);
	}

	// #order shows the rows as the server has put them in order.
	#order({ ids, groups }: Page, query: RowQuery): void {
		const rows: Row[] = [];
		for (const id of ids ?? []) {
			const row = this.#rows[this.#places.get(id) ?? -1];
			if (row) rows.push(row);
		}
		this.#kept = rows.length < this.#rows.length ? new Set(ids) : null;
		this.#show({ rows, groups }, query);
		// One that came meanwhile is not there yet.
		if (ids && rows.length < ids.length) this.#asker.again();
	}

	#arranged(query: RowQuery): Arranged | null {
		const keys = [...query.sort.split(","), ...query.group.split(",")].filter(Boolean);
		if (!keys.every((key) => this.#query.fields.includes(key.replace(/^-|\..*$/g, "")))) return null;
		const kept = this.#kept;
		const rows = kept ? this.#rows.filter((row) => kept.has(row.id)) : this.#rows;
		return arranged(rows, query, this.#attributes, this.#lang);
	}

	// #show begins another list of lines where the groups are others: nothing is
	// folded then.
	#show({ rows, groups }: Arranged, query: RowQuery): void {
		if (query.group !== this.#query.group) this.source = new MemorySource([]);
		this.#query = query;
		const lines = rows.map((row) => dataLine(row, 0));
		const marked = markPartial(groups, query.group, this.#missing);
		this.source.set(lines, marked ? this.#shape(marked) : undefined);
		this.#asker.shown();
	}

	#shape(groups: readonly Group[]): Shape {
		const totals = new Map<string, RowData>();
		return (rows, folded) => {
			const lines = new Lines(groups, folded);
			const at = (rank: number) => rows[rank]?.data as Row | undefined;
			return linesBetween(lines, 0, lines.count, at, (line) => {
				const own = totals.get(line.id) ?? this.#totals(rows.slice(line.from, line.from + line.count));
				totals.set(line.id, own);
				return groupLine(line, own, this.#words);
			});
		};
	}

	// #totals are those of a group, each made when it is first looked at.
	#totals(rows: readonly GridRow[]): RowData {
		const made: Record<string, unknown> = {};
		for (const a of this.#attributes) {
			if (a.consolidation === "none" || !this.#query.fields.includes(a.key)) continue;
			const make = () =>
				consolidate(
					a,
					rows.map((row) => row.data),
					this.#rates,
				);
			Object.defineProperty(made, a.key, {
				enumerable: true,
				configurable: true,
				get() {
					const value = make();
					Object.defineProperty(made, a.key, { value, enumerable: true });
					return value;
				},
			});
		}
		return made;
	}
}
