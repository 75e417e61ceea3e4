import type { Id, Row } from "../api/types";
import { same } from "./rows";

// CellEdit is a change that is painted and not yet the server's.
export type CellEdit = {
	value: unknown;
	// before: what the person saw when changing it
	before: unknown;
	state: "waiting" | "sending" | "failed" | "conflict";
	// why: of a failure, in words
	why?: string;
	// theirs: in a conflict, what someone else saved first
	theirs?: unknown;
	// unread: imported text to put back, where there is no value
	unread?: string;
	// typed: text that is no value of this kind; it stays, and is never sent
	typed?: string;
	// reason: what the history is to say of the change
	reason?: string;
};

// Change asks for another value of a cell. seen is what the person had before
// their eyes, where that may be older than what this tab knows.
export type Change = { row: Row; key: string; value: unknown; seen?: unknown; unread?: string; reason?: string };

// EditEvent tells that cells of a row look different now; row is there when the
// server has answered with a newer one.
export type EditEvent = { id: Id; keys: string[]; row?: Row };

// Kept is an unsaved change as it outlives the page.
export type Kept = CellEdit & { id: Id; key: string; version: number; name: string };

// Line are the changes of one row, and the version they go under.
export type Line = { version: number; name: string; cells: Map<string, CellEdit> };

const none: ReadonlyMap<string, CellEdit> = new Map();

// Ledger knows which cells have been changed here and are not yet the server's,
// and the newest version of each row that this tab has met.
export class Ledger {
	protected readonly lines = new Map<Id, Line>();
	readonly #rows = new Map<Id, Row>();
	readonly #listeners = new Set<(event: EditEvent) => void>();

	subscribe(listener: (event: EditEvent) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	// cell is the change of a cell that the server has not yet taken.
	cell(id: Id, key: string): CellEdit | undefined {
		return this.lines.get(id)?.cells.get(key);
	}

	// value is what to show in a cell.
	value(id: Id, key: string, stored: unknown): unknown {
		const edit = this.cell(id, key);
		return edit ? edit.value : stored;
	}

	// cells are the changes of a row on their way, by attribute.
	cells(id: Id): ReadonlyMap<string, CellEdit> {
		return this.lines.get(id)?.cells ?? none;
	}

	// latest is the newest version of a row that this tab knows.
	latest<R extends Row>(row: R): R {
		const known = this.#rows.get(row.id);
		return known && known.version > row.version ? { ...row, ...known } : row;
	}

	// shown is the value of a cell as this tab has it now, its own changes included.
	shown(row: Row, key: string): unknown {
		return this.value(row.id, key, this.latest(row)[key] ?? null);
	}

	// meet takes in a row that was written by other means than a cell.
	meet(row: Row): void {
		this.#rows.set(row.id, row);
		this.tell({ id: row.id, keys: [], row });
	}

	// wrote tells whether a version of a row is the one this tab last met itself.
	wrote(id: Id, version: number): boolean {
		return this.#rows.get(id)?.version === version;
	}

	// unsaved counts the changes the server has not taken.
	get unsaved(): number {
		let n = 0;
		for (const line of this.lines.values()) n += line.cells.size;
		return n;
	}

	// list are the unsaved changes, row by row.
	list(): Kept[] {
		return [...this.lines].flatMap(([id, { version, name, cells }]) =>
			[...cells].map(([key, cell]) => ({ ...cell, id, key, version, name })),
		);
	}

	// line is that of a row, brought up to the newest version known.
	protected line(row: Row): Line {
		const newest = this.latest(row);
		const line = this.lines.get(row.id) ?? { version: newest.version, name: String(row.name ?? ""), cells: new Map() };
		this.lines.set(row.id, line);
		if (line.version < newest.version) this.advance(line, newest);
		return line;
	}

	// put notes a change; false when there is nothing to send.
	protected put({ row, key, value, seen, unread, reason }: Change): boolean {
		const line = this.line(row);
		const earlier = line.cells.get(key);
		const stored = this.latest(row)[key] ?? null;
		const fresh = seen === undefined ? stored : seen;
		const before = earlier?.state === "conflict" ? earlier.theirs : earlier ? earlier.before : fresh;
		if (same(before, value) && earlier?.state !== "sending") {
			line.cells.delete(key);
			return false;
		}
		const more = reason ? { reason } : {};
		if (!earlier && !same(before, stored) && !same(stored, value)) {
			line.cells.set(key, { value, before, state: "conflict", theirs: stored, ...more });
			return false;
		}
		line.cells.set(key, { value, before, state: "waiting", ...(unread === undefined ? {} : { unread }), ...more });
		return true;
	}

	// advance goes on from the row as someone else left it. Only a cell that both
	// changed, and to different values, is a conflict.
	protected advance(line: Line, row: Row): void {
		line.version = row.version;
		this.know(row);
		for (const [key, cell] of [...line.cells]) {
			const theirs = row[key] ?? null;
			if (cell.typed !== undefined || same(theirs, cell.before)) continue;
			if (same(theirs, cell.value)) line.cells.delete(key);
			else line.cells.set(key, { ...cell, state: "conflict", theirs });
		}
	}

	// know keeps the newest version of a row.
	protected know(row: Row): void {
		if ((this.#rows.get(row.id)?.version ?? 0) <= row.version) this.#rows.set(row.id, row);
	}

	// drop forgets a row without changes.
	protected drop(id: Id): void {
		if (this.lines.get(id)?.cells.size === 0) this.lines.delete(id);
	}

	protected tell(event: EditEvent): void {
		for (const listener of [...this.#listeners]) listener(event);
	}
}

// writingOf is what is sent for changed cells: values, and texts to put back.
export function writingOf(cells: ReadonlyMap<string, CellEdit>) {
	const changes: Record<string, unknown> = {};
	const unread: Record<string, string> = {};
	for (const [key, cell] of cells) {
		if (cell.unread === undefined) changes[key] = cell.value;
		else unread[key] = cell.unread;
	}
	return Object.keys(unread).length ? { changes, unread } : { changes };
}
