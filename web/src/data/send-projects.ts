import { api, send } from "../api/client";
import { Outdated, Problem, type ProblemBody } from "../api/problem";
import type { Id, List, Row } from "../api/types";
import type { Answer, Item } from "./edits";
import { isPassing } from "./faults";
import { wire } from "./rows";

type BatchLine = { id: Id; status: number; row?: Row; problem?: ProblemBody };

// sendProjects writes projects: one by its own address, several in one request,
// which is one change in their history. Sending again what has been written does
// no harm: the version that went with it is no longer the last, and the answer
// says what is stored.
export async function sendProjects(items: readonly Item[], together: boolean, why = ""): Promise<Answer[]> {
	const [only] = items;
	if (only && items.length === 1 && !only.unread && !why) return [await sendOne(only)];
	const body = {
		items: items.map((item) => ({ ...item, changes: wired(item.changes) })),
		partial: !together,
		...(why ? { why } : {}),
	};
	const { items: lines } = await send<List<BatchLine>>("PATCH", "/projects", { body });
	return items.map((item, i) => answerOf(lines[i], item));
}

async function sendOne({ id, version, changes }: Item): Promise<Answer> {
	try {
		return { row: await api.patch<Row>(`/projects/${id}`, wired(changes), version) };
	} catch (error) {
		if (isPassing(error)) throw error;
		return { error };
	}
}

// answerOf is a line of a batch. A project that the change took out of one's sight
// has no row: what was asked is then what is there.
function answerOf(line: BatchLine | undefined, { id, version, changes }: Item): Answer {
	if (!line) return { error: new Problem(500, {}) };
	if (line.status === 200) return { row: line.row ?? { ...changes, id, version: version + 1, state: "active" } };
	const body = line.problem ?? { status: line.status };
	return { error: line.status === 412 ? new Outdated(body) : new Problem(line.status, body) };
}

function wired(changes: Record<string, unknown>): Record<string, unknown> {
	return Object.fromEntries(Object.entries(changes).map(([key, value]) => [key, wire(value)]));
}
