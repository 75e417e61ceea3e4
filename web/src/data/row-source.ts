/** Rows that are all in memory. */

import type { GridRow, RowData, RowSource, SourceChange } from "../engine/grid/model";

/** Turns the rows held into the lines shown, `folded` being the ids of closed ones. */
export type Shape = (rows: readonly GridRow[], folded: ReadonlySet<string>) => readonly GridRow[];

/** Callbacks of a source; the answer of `add` takes the callback out. */
export class Listeners {
	private readonly callbacks = new Set<(change: SourceChange) => void>();

	add(callback: (change: SourceChange) => void): () => void {
		this.callbacks.add(callback);
		return () => this.callbacks.delete(callback);
	}

	tell(change: SourceChange): void {
		for (const callback of [...this.callbacks]) callback(change);
	}
}

/** Holds every row; sorting and filtering are done by whoever calls `set`. */
export class MemorySource implements RowSource {
	private held: GridRow[];
	private shape: Shape | undefined;
	private shown: GridRow[] = [];
	private places: Map<string, number> | undefined;
	private readonly folded = new Set<string>();
	private readonly listeners = new Listeners();

	constructor(rows: readonly GridRow[], shape?: Shape) {
		this.held = [...rows];
		this.shape = shape;
		this.arrange();
	}

	get count(): number {
		return this.shown.length;
	}

	/** True under a shape: groups and trees have levels. */
	get tree(): boolean {
		return this.shape !== undefined;
	}

	row(index: number): GridRow | undefined {
		return this.shown[index];
	}

	indexOf(id: string): number | undefined {
		this.places ??= new Map(this.shown.map((row, index) => [row.id, index]));
		return this.places.get(id);
	}

	request(): void {}

	onChange(callback: (change: SourceChange) => void): () => void {
		return this.listeners.add(callback);
	}

	/** Other rows, or the same in another order. What was folded stays folded. */
	set(rows: readonly GridRow[], shape: Shape | undefined = this.shape): void {
		this.held = [...rows];
		this.shape = shape;
		this.rearrange();
	}

	/** Other values for one row, in its place. Subtotals follow at the next `set`. */
	update(id: string, data: RowData): void {
		const at = this.held.findIndex((row) => row.id === id);
		const held = this.held[at];
		if (held) this.held[at] = { ...held, data };
		const index = this.indexOf(id);
		const row = index === undefined ? undefined : this.shown[index];
		if (index === undefined || !row) return;
		this.shown[index] = { ...row, data };
		this.listeners.tell({ kind: "range", from: index, to: index + 1 });
	}

	toggle(id: string): void {
		if (!this.folded.delete(id)) this.folded.add(id);
		this.rearrange();
	}

	/** Folds exactly these. */
	fold(ids: Iterable<string>): void {
		this.folded.clear();
		for (const id of ids) this.folded.add(id);
		this.rearrange();
	}

	/** Folds some more. */
	close(ids: Iterable<string>): void {
		for (const id of ids) this.folded.add(id);
		this.rearrange();
	}

	/** Folds all rows of a level that can be, or opens them and those above. */
	foldLevel(level: number, closed: boolean): void {
		for (const row of this.shape?.(this.held, new Set()) ?? []) {
			if (row.expanded === undefined) continue;
			if (closed && row.level === level) this.folded.add(row.id);
			if (!closed && row.level <= level) this.folded.delete(row.id);
		}
		this.rearrange();
	}

	private rearrange(): void {
		this.arrange();
		this.listeners.tell({ kind: "rows" });
	}

	private arrange(): void {
		this.shown = [...(this.shape?.(this.held, this.folded) ?? this.held)];
		this.places = undefined;
	}
}
