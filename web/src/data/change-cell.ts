import type { Row } from "../api/types";
import { log } from "./command-log";
import { edits } from "./projects";
import { same } from "./rows";

// changeCell changes a value as it is shown, sends it, and remembers it to be
// undone. Undoing leaves alone what someone else has changed since.
export function changeCell(row: Row, key: string, value: unknown, what: string): void {
	changeCells([{ row, key, value }], what);
}

export type Wanted = { row: Row; key: string; value: unknown };

// changeCells changes many values, which are undone together.
export function changeCells(wanted: readonly Wanted[], what: string): void {
	const changes = wanted
		.map((w) => ({ ...w, before: shown(w.row, w.key) }))
		.filter(({ before, value }) => !same(before, value));
	if (!changes.length) return;
	for (const { row, key, value } of changes) edits.set(row, key, value);
	const turn = (forth: boolean) => {
		const still = changes.filter((c) => same(shown(c.row, c.key), forth ? c.before : c.value));
		for (const c of still) edits.set(edits.latest(c.row), c.key, forth ? c.value : c.before);
		return still.length > 0;
	};
	log.add({ what, undo: () => turn(false), redo: () => turn(true) });
}

function shown(row: Row, key: string): unknown {
	return edits.value(row.id, key, edits.latest(row)[key] ?? null);
}
