import { Outdated } from "../api/problem";
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
};

export type Send = (id: Id, changes: Record<string, unknown>, version: number) => Promise<Row>;

// EditEvent tells that cells of a row look different now; row is there when the
// server has answered with a newer one.
export type EditEvent = { id: Id; keys: string[]; row?: Row };

type Queue = { version: number; cells: Map<string, CellEdit>; busy: boolean };

// Edits keeps the changes on their way, row by row. One request of a row runs at
// a time: what is typed meanwhile goes with the next, under the version that the
// answer brought, so that a person never conflicts with themself.
export class Edits {
	readonly #send: Send;
	readonly #queues = new Map<Id, Queue>();
	readonly #rows = new Map<Id, Row>();
	readonly #listeners = new Set<(event: EditEvent) => void>();

	constructor(send: Send) {
		this.#send = send;
	}

	subscribe(listener: (event: EditEvent) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	// cell is the change of a cell that the server has not yet taken.
	cell(id: Id, key: string): CellEdit | undefined {
		return this.#queues.get(id)?.cells.get(key);
	}

	// value is what to show in a cell.
	value(id: Id, key: string, stored: unknown): unknown {
		const edit = this.cell(id, key);
		return edit ? edit.value : stored;
	}

	// cells are the changes of a row on their way, by attribute.
	cells(id: Id): ReadonlyMap<string, CellEdit> {
		return this.#queues.get(id)?.cells ?? none;
	}

	// latest is the newest version of a row that this tab knows.
	latest(row: Row): Row {
		const known = this.#rows.get(row.id);
		return known && known.version > row.version ? { ...row, ...known } : row;
	}

	// meet takes in a row that was written by other means than a cell.
	meet(row: Row): void {
		this.#rows.set(row.id, row);
		this.#tell({ id: row.id, keys: [], row });
	}

	// wrote tells whether a version of a row is the one this tab last met itself.
	wrote(id: Id, version: number): boolean {
		return this.#rows.get(id)?.version === version;
	}

	// unsaved counts the changes the server has not taken.
	get unsaved(): number {
		let n = 0;
		for (const queue of this.#queues.values()) n += queue.cells.size;
		return n;
	}

	// set changes a cell of a row as it is shown, and sends it.
	set(row: Row, key: string, value: unknown): void {
		const newest = this.latest(row);
		const queue = this.#queues.get(row.id) ?? { version: newest.version, cells: new Map(), busy: false };
		const earlier = queue.cells.get(key);
		const before = earlier ? earlier.before : (newest[key] ?? null);
		if (!earlier && same(before, value)) return;
		this.#queues.set(row.id, queue);
		queue.cells.set(key, { value, before, state: "waiting" });
		this.#tell({ id: row.id, keys: [key] });
		void this.#pump(row.id, queue);
	}

	// retry sends a refused change again.
	retry(id: Id, key: string): void {
		const queue = this.#queues.get(id);
		const cell = queue?.cells.get(key);
		if (!queue || cell?.state !== "failed") return;
		queue.cells.set(key, { ...cell, state: "waiting", why: undefined });
		this.#tell({ id, keys: [key] });
		void this.#pump(id, queue);
	}

	// discard gives a change up and shows what the server holds.
	discard(id: Id, key: string): void {
		const queue = this.#queues.get(id);
		if (!queue?.cells.delete(key)) return;
		this.#settle(id, queue);
		this.#tell({ id, keys: [key] });
	}

	// keepMine writes over what someone else saved.
	keepMine(id: Id, key: string): void {
		const queue = this.#queues.get(id);
		const cell = queue?.cells.get(key);
		if (!queue || cell?.state !== "conflict") return;
		queue.cells.set(key, { value: cell.value, before: cell.theirs ?? null, state: "waiting" });
		this.#tell({ id, keys: [key] });
		void this.#pump(id, queue);
	}

	// takeTheirs keeps what someone else saved.
	takeTheirs(id: Id, key: string): void {
		this.discard(id, key);
	}

	async #pump(id: Id, queue: Queue): Promise<void> {
		while (!queue.busy) {
			const keys = [...queue.cells].filter(([, c]) => c.state === "waiting").map(([key]) => key);
			if (!keys.length) break;
			queue.busy = true;
			const sent = new Map(keys.map((key) => [key, mark(queue, key, "sending")]));
			const changes = Object.fromEntries([...sent].map(([key, cell]) => [key, cell.value]));
			try {
				this.#saved(id, queue, sent, await this.#send(id, changes, queue.version));
			} catch (error) {
				this.#refused(id, queue, sent, error);
			}
			queue.busy = false;
		}
		this.#settle(id, queue);
	}

	#saved(id: Id, queue: Queue, sent: ReadonlyMap<string, CellEdit>, row: Row): void {
		queue.version = row.version;
		this.#rows.set(id, row);
		for (const [key, cell] of sent) {
			const now = queue.cells.get(key);
			if (now === cell) queue.cells.delete(key);
			else if (now) queue.cells.set(key, { ...now, before: row[key] ?? null });
		}
		this.#tell({ id, keys: [...sent.keys()], row });
	}

	#refused(id: Id, queue: Queue, sent: ReadonlyMap<string, CellEdit>, error: unknown): void {
		if (error instanceof Outdated && isRow(error.current)) {
			this.#rebase(id, queue, sent, error.current);
			return;
		}
		const said = error instanceof Error ? error.message : String(error);
		const named = hasFields(error) ? error.fields() : {};
		const blamed = [...sent.keys()].filter((key) => named[key]);
		for (const [key, cell] of sent) {
			if (queue.cells.get(key) !== cell) continue;
			const fault = blamed.length === 0 || blamed.includes(key);
			if (fault) queue.cells.set(key, { ...cell, state: "failed", why: named[key] ?? said });
			else queue.cells.set(key, { ...cell, state: "waiting" });
		}
		this.#tell({ id, keys: [...sent.keys()] });
	}

	// #rebase goes on from the row as someone else left it. Only a cell that both
	// changed, and to different values, is a conflict.
	#rebase(id: Id, queue: Queue, sent: ReadonlyMap<string, CellEdit>, row: Row): void {
		queue.version = row.version;
		this.#rows.set(id, row);
		for (const [key, cell] of sent) {
			const now = queue.cells.get(key);
			if (!now) continue;
			const theirs = row[key] ?? null;
			if (same(theirs, now.value)) queue.cells.delete(key);
			else if (same(theirs, cell.before)) queue.cells.set(key, { ...now, state: "waiting" });
			else queue.cells.set(key, { ...now, state: "conflict", theirs });
		}
		this.#tell({ id, keys: [...sent.keys()], row });
	}

	#settle(id: Id, queue: Queue): void {
		if (queue.cells.size === 0 && !queue.busy) this.#queues.delete(id);
	}

	#tell(event: EditEvent): void {
		for (const listener of [...this.#listeners]) listener(event);
	}
}

const none: ReadonlyMap<string, CellEdit> = new Map();

function mark(queue: Queue, key: string, state: "sending"): CellEdit {
	const cell = queue.cells.get(key) as CellEdit;
	const next = { ...cell, state };
	queue.cells.set(key, next);
	return next;
}

function isRow(value: unknown): value is Row {
	return !!value && typeof value === "object" && typeof (value as Partial<Row>).version === "number";
}

function hasFields(error: unknown): error is { fields(): Record<string, string> } {
	return !!error && typeof error === "object" && typeof (error as { fields?: unknown }).fields === "function";
}
