/** Rows that are fetched in windows as they come into view. */

import type { GridRow, RowData, RowSource, SourceChange } from "../engine/grid/model";
import { Listeners } from "./row-source";

export type Answer = {
	/** The rows `from` up to `to`, fewer at the end. */
	readonly rows: readonly GridRow[];
	/** How many rows there are in all. */
	readonly total: number;
};

export type Loader = (from: number, to: number, signal: AbortSignal) => Promise<Answer>;

export type WindowedOptions = {
	readonly load: Loader;
	/** How many rows there are, as far as known; corrected by each answer. */
	readonly count?: number;
	/** True when rows have levels. */
	readonly tree?: boolean;
	/** Rows that are known without being fetched: the groups that others stand under. */
	readonly fixed?: (index: number) => GridRow | undefined;
	/** Opens or folds a row; the host then calls `refresh`. */
	readonly toggle?: (id: string) => void;
	/** Rows in a window. */
	readonly size?: number;
	/** Windows kept in memory. */
	readonly keep?: number;
	/** The least time, in ms, between two rounds of questions while the scroll runs. */
	readonly pace?: number;
};

type Window = {
	rows: readonly GridRow[] | undefined;
	/** Of an earlier epoch: still shown, asked for anew. */
	stale: boolean;
	failed: boolean;
	loading: AbortController | undefined;
	/** When it was last wanted, as a count of requests. */
	used: number;
};

export class WindowedSource implements RowSource {
	count: number;
	readonly tree: boolean;
	private readonly toggled: ((id: string) => void) | undefined;
	private readonly fixed: ((index: number) => GridRow | undefined) | undefined;
	private readonly load: Loader;
	private readonly size: number;
	private readonly keep: number;
	private readonly pace: number;
	private readonly windows = new Map<number, Window>();
	private readonly places = new Map<string, number>();
	private readonly listeners = new Listeners();
	private wanted = { from: 0, to: 1 };
	private timer: ReturnType<typeof setTimeout> | undefined;
	private clock = 0;

	constructor(options: WindowedOptions) {
		this.load = options.load;
		this.count = options.count ?? 0;
		this.tree = options.tree ?? false;
		this.fixed = options.fixed;
		this.toggled = options.toggle;
		this.size = options.size ?? 200;
		this.keep = options.keep ?? 25;
		this.pace = options.pace ?? 60;
	}

	row(index: number): GridRow | undefined {
		const window = this.windows.get(Math.floor(index / this.size));
		return window?.rows?.[index % this.size] ?? this.fixed?.(index);
	}

	indexOf(id: string): number | undefined {
		const index = this.places.get(id);
		return index !== undefined && this.row(index)?.id === id ? index : undefined;
	}

	failed(index: number): boolean {
		const window = this.windows.get(Math.floor(index / this.size));
		return window?.failed === true && window.rows === undefined;
	}

	retry(index: number): void {
		const number = Math.floor(index / this.size);
		const window = this.windows.get(number);
		if (!window?.failed) return;
		window.failed = false;
		this.tellWindow(number);
		this.fetch();
	}

	toggle(id: string): void {
		this.toggled?.(id);
	}

	onChange(callback: (change: SourceChange) => void): () => void {
		return this.listeners.add(callback);
	}

	/** The first question goes out at once; those of a running scroll are gathered. */
	request(from: number, to: number): void {
		this.wanted = { from: Math.max(0, from), to: Math.max(from + 1, to) };
		this.clock++;
		for (const number of this.wantedWindows()) {
			const window = this.windows.get(number);
			if (window) window.used = this.clock;
		}
		if (this.timer !== undefined || !this.lacking()) return;
		if (!this.busy()) this.fetch();
		this.wait();
	}

	/** Fetches rows that are selected but not looked at, to be copied and summed. */
	async ensure(from: number, to: number): Promise<void> {
		const last = Math.floor((Math.min(to, this.count) - 1) / this.size);
		for (let number = Math.floor(from / this.size); number <= last; number++) {
			if (needs(this.windows.get(number))) await this.fetchWindow(number);
		}
	}

	/** Other values for one row, in its place. */
	update(id: string, data: RowData): void {
		const index = this.indexOf(id);
		const window = index === undefined ? undefined : this.windows.get(Math.floor(index / this.size));
		if (index === undefined || !window?.rows) return;
		window.rows = window.rows.map((row) => (row.id === id ? { ...row, data } : row));
		this.listeners.tell({ kind: "range", from: index, to: index + 1 });
	}

	/** The rows that are in memory. */
	*held(): Iterable<GridRow> {
		for (const window of this.windows.values()) yield* window.rows ?? [];
	}

	/** Asks for what is shown again, and shows the old rows until the new are there. */
	refresh(): void {
		for (const window of this.windows.values()) {
			window.loading?.abort();
			window.loading = undefined;
			window.failed = false;
			window.stale = true;
		}
		this.fetch();
	}

	/** Forgets everything: another filter, another portfolio. */
	reset(count = this.count): void {
		this.stop();
		this.windows.clear();
		this.places.clear();
		this.count = count;
		this.listeners.tell({ kind: "rows" });
		this.fetch();
	}

	/** Aborts what is under way; call it when the screen goes. */
	stop(): void {
		clearTimeout(this.timer);
		this.timer = undefined;
		for (const window of this.windows.values()) window.loading?.abort();
		for (const window of this.windows.values()) window.loading = undefined;
	}

	private wait(): void {
		this.timer = setTimeout(() => {
			this.timer = undefined;
			if (this.lacking()) this.fetch();
		}, this.pace);
	}

	private *wantedWindows(): Iterable<number> {
		const last = Math.max(0, Math.ceil(this.count / this.size) - 1);
		const from = Math.min(last, Math.floor(this.wanted.from / this.size));
		const to = Math.min(last, Math.floor((this.wanted.to - 1) / this.size));
		for (let number = from; number <= to; number++) yield number;
	}

	private lacking(): boolean {
		for (const number of this.wantedWindows()) if (needs(this.windows.get(number))) return true;
		return false;
	}

	private busy(): boolean {
		for (const window of this.windows.values()) if (window.loading) return true;
		return false;
	}

	/** Gives up what was scrolled past and asks for what is wanted now. */
	private fetch(): void {
		const wanted = new Set(this.wantedWindows());
		for (const [number, window] of this.windows) {
			if (wanted.has(number)) continue;
			window.loading?.abort();
			window.loading = undefined;
		}
		for (const number of wanted) if (needs(this.windows.get(number))) void this.fetchWindow(number);
	}

	private async fetchWindow(number: number): Promise<void> {
		const abort = new AbortController();
		const window = this.windows.get(number) ?? blank();
		window.loading = abort;
		window.used = this.clock;
		this.windows.set(number, window);
		const from = number * this.size;
		try {
			const answer = await this.load(from, from + this.size, abort.signal);
			if (window.loading === abort) this.accept(number, window, answer);
		} catch {
			if (window.loading !== abort) return;
			window.loading = undefined;
			window.failed = true;
			this.tellWindow(number);
		}
	}

	private accept(number: number, window: Window, answer: Answer): void {
		this.forget(number, window);
		window.rows = answer.rows;
		window.loading = undefined;
		window.stale = false;
		window.failed = false;
		answer.rows.forEach((row, i) => {
			this.places.set(row.id, number * this.size + i);
		});
		this.evict();
		if (answer.total === this.count) {
			this.tellWindow(number);
			return;
		}
		this.count = answer.total;
		this.listeners.tell({ kind: "rows" });
		if (this.lacking()) this.fetch();
	}

	private tellWindow(number: number): void {
		const from = number * this.size;
		const to = Math.min(this.count, from + this.size);
		this.listeners.tell({ kind: "range", from, to });
	}

	/** Drops the windows wanted longest ago, never one that is wanted now. */
	private evict(): void {
		const wanted = new Set(this.wantedWindows());
		const idle = [...this.windows]
			.filter(([number, window]) => !wanted.has(number) && !window.loading)
			.sort(([, a], [, b]) => a.used - b.used);
		const surplus = Math.max(0, this.windows.size - this.keep);
		for (const [number, window] of idle.slice(0, surplus)) {
			this.forget(number, window);
			this.windows.delete(number);
		}
	}

	/** A row that has meanwhile turned up in another window keeps its new place. */
	private forget(number: number, window: Window): void {
		for (const row of window.rows ?? []) {
			const place = this.places.get(row.id) ?? -1;
			if (Math.floor(place / this.size) === number) this.places.delete(row.id);
		}
	}
}

function blank(): Window {
	return {
		rows: undefined,
		stale: false,
		failed: false,
		loading: undefined,
		used: 0,
	};
}

function needs(window: Window | undefined): boolean {
	if (!window) return true;
	if (window.loading || window.failed) return false;
	return window.rows === undefined || window.stale;
}
