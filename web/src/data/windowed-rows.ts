import type { Row } from "../api/types";
import type { GridRow } from "../engine/grid/model";
import { GroupedRows } from "./grouped-rows";
import { dataLine } from "./lines";
import type { Store, Words } from "./project-rows";
import type { Page, RowQuery } from "./rows";
import { type Answer, WindowedSource } from "./windowed-source";

export type Read = (offset: number, limit: number, signal: AbortSignal, subtotals?: string) => Promise<Page>;

const pageSize = 200;

// WindowedRows asks the server for windows of a list, which it filters, sorts,
// groups and totals.
export class WindowedRows implements Store {
	readonly source: WindowedSource;
	readonly #read: Read;
	readonly #grouped: GroupedRows;
	readonly #isGrouped: boolean;

	constructor(query: RowQuery, count: number, read: Read, words: Words) {
		this.#read = read;
		this.#isGrouped = query.group !== "";
		this.#grouped = new GroupedRows(read, words);
		this.source = new WindowedSource({
			load: (from, to, signal) => this.#load(from, to, signal),
			count,
			tree: this.#isGrouped,
			fixed: (index) => this.#grouped.header(index),
			toggle: (id) => {
				this.#grouped.toggle(id);
				this.source.refresh();
			},
			size: pageSize,
		});
		this.source.request(0, 1);
	}

	ask(): void {
		this.refresh();
	}

	refresh(): void {
		this.#grouped.forget();
		this.source.refresh();
	}

	fold(level: number, closed: boolean): void {
		this.#grouped.fold(level, closed);
		this.source.refresh();
	}

	update(row: Row): void {
		this.#grouped.update(row);
		this.source.update(row.id, row);
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

	fetch(from: number, to: number): Promise<void> {
		return this.source.ensure(from, to);
	}

	stop(): void {
		this.source.stop();
	}

	async #load(from: number, to: number, signal: AbortSignal): Promise<Answer> {
		if (this.#isGrouped) return this.#grouped.load(from, to, signal);
		const page = await this.#read(from, to - from, signal);
		return { rows: page.rows.map((row) => dataLine(row, 0)), total: page.total };
	}
}
