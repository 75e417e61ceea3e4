import type { Row } from "../api/types";
import { log } from "./command-log";
import { edits } from "./projects";
import { same } from "./rows";

// changeCell changes a value as it is shown, sends it, and remembers it to be
// undone. Undoing leaves alone what someone else has changed since.
export function changeCell(row: Row, key: string, value: unknown, what: string): void {
	const before = edits.value(row.id, key, edits.latest(row)[key] ?? null);
	if (same(before, value)) return;
	edits.set(row, key, value);
	const turn = (from: unknown, to: unknown) => {
		const newest = edits.latest(row);
		if (!same(edits.value(row.id, key, newest[key] ?? null), from)) return false;
		edits.set(newest, key, to);
		return true;
	};
	log.add({ what, undo: () => turn(value, before), redo: () => turn(before, value) });
}
