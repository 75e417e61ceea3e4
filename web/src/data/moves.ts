import { send } from "../api/client";
import { Outdated, Problem, type ProblemBody } from "../api/problem";
import type { Id, List, Row } from "../api/types";
import { log } from "./command-log";
import { tellOwn } from "./live";
import { edits } from "./projects";

export type Move = "archive" | "unarchive" | "delete" | "restore";

const states: Record<Move, Row["state"]> = {
	archive: "archived",
	unarchive: "active",
	delete: "deleted",
	restore: "active",
};

const backwards: Record<Move, Move> = {
	archive: "unarchive",
	unarchive: "archive",
	delete: "restore",
	restore: "delete",
};

// moveProjects brings projects into the archive or the bin, or back, all in one
// change or none, and remembers it to be undone.
export async function moveProjects(move: Move, rows: readonly Row[], what: string): Promise<void> {
	let now = await put(states[move], rows);
	const go = (to: Move) => async () => {
		now = await put(states[to], now);
		return true;
	};
	log.add({ what, undo: go(backwards[move]), redo: go(move) });
}

// madeProject remembers a new project to be undone: it then goes to the bin.
export function madeProject(row: Row, what: string): void {
	let now: readonly Row[] = [row];
	const go = (state: Row["state"]) => async () => {
		now = await put(state, now);
		return true;
	};
	log.add({ what, undo: go("deleted"), redo: go("active") });
}

type Line = { id: Id; status: number; row?: Row; problem?: ProblemBody };

// put writes the state. What others have changed in the projects meanwhile stays,
// so that a newer version is no reason to refuse.
async function put(state: Row["state"], rows: readonly Row[]): Promise<Row[]> {
	const versions = new Map(rows.map((row) => [row.id, edits.latest(row).version]));
	for (let tries = 0; ; tries++) {
		const items = rows.map(({ id }) => ({ id, version: versions.get(id) ?? 1, changes: {}, state }));
		const { items: lines } = await send<List<Line>>("PATCH", "/projects", { body: { items } });
		if (lines.every((line) => line.status === 200)) {
			tellOwn("project", [...versions.keys()]);
			return lines.map(
				(line, i) => line.row ?? ({ ...rows[i], version: (versions.get(line.id) ?? 0) + 1, state } as Row),
			);
		}
		for (const { id, status, problem } of lines) {
			if (status === 200 || status === 424) continue;
			const current = (problem?.current ?? {}) as Partial<Row>;
			if (status !== 412 || typeof current.version !== "number" || tries > 3) {
				throw status === 412 ? new Outdated(problem ?? {}) : new Problem(status, problem ?? {});
			}
			versions.set(id, current.version);
		}
	}
}
