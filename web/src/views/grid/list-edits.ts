import { log } from "../../data/command-log";
import { same } from "../../data/rows";
import type { CellState } from "../../engine/grid/model";

type Cell = { value: unknown; state: "pending" | "done" | "failed"; why: string };

// Save stores a value; undone says that it stood there before the last change.
export type Save = (id: string, key: string, value: unknown, undone: boolean) => Promise<unknown> | undefined;

// ListEdits keeps what was typed into a list until the list itself says so: a
// cell shows its new value at once, and says when it was refused and why.
export class ListEdits {
	readonly #cells = new Map<string, Cell>();
	readonly #changed: (id: string, key: string) => void;
	save: Save = () => undefined;

	constructor(changed: (id: string, key: string) => void) {
		this.#changed = changed;
	}

	value(id: string, key: string, stored: unknown): unknown {
		const cell = this.#cells.get(placeOf(id, key));
		return cell ? cell.value : stored;
	}

	state(id: string, key: string, pending: string): CellState | undefined {
		const cell = this.#cells.get(placeOf(id, key));
		if (cell?.state === "failed") return { failed: cell.why || pending };
		return cell?.state === "pending" ? { pending: true } : undefined;
	}

	// why is the reason for which a cell's change was refused.
	why(id: string, key: string): string | null {
		const cell = this.#cells.get(placeOf(id, key));
		return cell?.state === "failed" ? cell.why : null;
	}

	// change shows a value, saves it, and remembers it to be undone.
	change(id: string, key: string, before: unknown, value: unknown, what: string): void {
		if (same(before, value)) return;
		void this.#put(id, key, value);
		log.add({ what, undo: () => this.#put(id, key, before, true), redo: () => this.#put(id, key, value) });
	}

	retry(id: string, key: string): void {
		const cell = this.#cells.get(placeOf(id, key));
		if (cell) void this.#put(id, key, cell.value);
	}

	discard(id: string, key: string): void {
		if (this.#cells.delete(placeOf(id, key))) this.#changed(id, key);
	}

	// settled lets go of what the list, read again, now says itself.
	settled(): void {
		for (const [place, cell] of this.#cells) if (cell.state === "done") this.#cells.delete(place);
	}

	async #put(id: string, key: string, value: unknown, undone = false): Promise<boolean> {
		const place = placeOf(id, key);
		const cell: Cell = { value, state: "pending", why: "" };
		this.#cells.set(place, cell);
		this.#changed(id, key);
		try {
			await this.save(id, key, value, undone);
			cell.state = "done";
		} catch (error) {
			cell.state = "failed";
			cell.why = error instanceof Error ? error.message : String(error);
		}
		this.#changed(id, key);
		return cell.state === "done";
	}
}

function placeOf(id: string, key: string): string {
	return `${id} ${key}`;
}
