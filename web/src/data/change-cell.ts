import type { Row } from "../api/types";
import { log, type Turned } from "./command-log";
import type { Change } from "./ledger";
import { edits } from "./projects";
import { ask, type Question } from "./questions";
import { same } from "./rows";

export type Wanted = Change;
// Known is a change with what undoing it brings back: a value, or imported text.
type Known = Change & { before: unknown; was?: string };

// changeCell changes a value as it is shown, sends it, and remembers it to be
// undone. seen is what the person had before their eyes when they began,
// reason what the history is to say of it.
export function changeCell(row: Row, key: string, value: unknown, what: string, seen?: unknown, reason?: string): void {
	const change = known({ row, key, value });
	if (stays(change)) return;
	edits.set(row, key, value, edits.cell(row.id, key) ? undefined : seen, reason);
	remember([change], what);
}

// changeCells changes many values in one request, which is undone as one. Where
// some would be refused the person is asked first, and nothing is written before.
// It answers how many were changed. why is the reason, for the history.
export function changeCells(
	wanted: readonly Wanted[],
	what: string,
	kind: Question["kind"] = "write",
	why = "",
): Promise<number> {
	const changes = wanted.map(known).filter((change) => !stays(change));
	if (!changes.length) return Promise.resolve(0);
	const written = write(changes, what, kind, why);
	let done: Known[] = [];
	const ready = written.then((list) => {
		done = list;
		return list.length > 0;
	});
	log.add({ what, undo: () => turn(done, false, what), redo: () => turn(done, true, what), ready });
	return written.then((list) => list.length);
}

function known(change: Change): Known {
	const { row, key } = change;
	return { ...change, before: edits.shown(row, key), was: edits.latest(row).unread?.[key] };
}

// stays reports whether a cell holds the value already. One that says that it is
// not saved does not: typing the value again sends it again.
function stays({ row, key, before, value }: Known): boolean {
	return same(before, value) && edits.cell(row.id, key)?.state !== "failed";
}

function remember(changes: readonly Known[], what: string): void {
	log.add({ what, undo: () => turn(changes, false, what), redo: () => turn(changes, true, what) });
}

// write sends all or nothing, and asks as long as something is refused. It
// answers what was written, or waits to be.
async function write(changes: readonly Known[], what: string, kind: Question["kind"], why = ""): Promise<Known[]> {
	const reason = { text: why };
	let left = [...changes];
	while (left.length) {
		const verdict = await edits.setAll(left, true, reason.text);
		if (verdict.kind !== "refused") return left;
		const refused = new Map(verdict.refusals.map((r) => [`${r.id} ${r.key}`, r]));
		const of = (c: Known) => refused.get(`${c.row.id} ${c.key}`);
		const accepted = left.filter((c) => !of(c));
		const doubts = left.flatMap((c) => {
			const r = of(c);
			return r ? [{ row: edits.latest(c.row), key: c.key, value: c.value, why: r.why, theirs: r.theirs }] : [];
		});
		const reply = await ask({ what, kind, accepted, doubts, reason });
		if (reply === "none") return [];
		left = reply === "all" ? left.filter((c) => !of(c) || of(c)?.theirs !== undefined) : accepted;
	}
	return [];
}

// turn goes back, or forth again. What someone else has changed since is shown,
// with both values, before it is written over.
async function turn(changes: readonly Known[], forth: boolean, what: string): Promise<Turned> {
	const to = (c: Known) => (forth ? c.value : c.before);
	const from = (c: Known) => (forth ? c.before : c.value);
	const open = changes.filter((c) => !same(edits.shown(c.row, c.key), to(c)));
	const moved = open.filter((c) => !same(edits.shown(c.row, c.key), from(c)));
	let going = open.filter((c) => !moved.includes(c));
	const back = (c: Known): Known => {
		const next = { row: edits.latest(c.row), key: c.key, value: to(c), before: from(c) };
		return forth || c.was === undefined || c.before !== null ? next : { ...next, unread: c.was };
	};
	const reason = { text: "" };
	if (moved.length) {
		const doubts = moved.map((c) => ({ ...back(c), why: "", theirs: edits.shown(c.row, c.key) }));
		const reply = await ask({ what, kind: "undo", accepted: going.map(back), doubts, reason });
		if (reply === "none") return "left";
		if (reply === "all") going = open;
	}
	if (!going.length) return false;
	return (await write(going.map(back), what, "undo", reason.text)).length > 0 || "left";
}
