import { useQueries } from "@tanstack/react-query";
import { api } from "../../api/client";
import type { Id } from "../../api/types";
import type { Milestone, Milestones } from "../../data/milestones";
import { keys } from "../../data/query-keys";
import type { GridRow } from "../../engine/grid/model";

// block is how many lines are asked for together, so that what scrolls by within
// one asks for nothing.
export const block = 50;

const fields = "project,name,date,status,done_on,late,contractual,drift";

// useDates are the key dates of some lines by project; the lines are those of
// whole blocks.
export function useDates(lines: readonly (GridRow | undefined)[], asOf: string): ReadonlyMap<Id, Milestone[]> {
	const blocks: Id[][] = [];
	lines.forEach((line, i) => {
		if (line?.kind !== "data" || !line.data.id) return;
		const at = Math.floor(i / block);
		blocks[at] = [...(blocks[at] ?? []), line.id];
	});
	return useQueries({
		queries: blocks.filter(Boolean).map((ids) => ({
			queryKey: [...keys.milestones, "lines", asOf, ids],
			queryFn: ({ signal }: { signal: AbortSignal }) => readDates(ids, asOf, signal),
			staleTime: 60_000,
		})),
		combine: byProject,
	});
}

function readDates(ids: readonly Id[], asOf: string, signal: AbortSignal): Promise<Milestones> {
	const projects = `id in (${ids.map((id) => `"${id}"`).join(", ")})`;
	return api.get<Milestones>("/milestones", { projects, fields, as_of: asOf, sort: "date", limit: 5000 }, signal);
}

function byProject(answers: { data: Milestones | undefined }[]): ReadonlyMap<Id, Milestone[]> {
	const out = new Map<Id, Milestone[]>();
	for (const m of answers.flatMap((a) => a.data?.items ?? [])) {
		if (!m.project || !m.date || m.status === "dropped") continue;
		const there = out.get(m.project.id);
		if (there) there.push(m);
		else out.set(m.project.id, [m]);
	}
	return out;
}
