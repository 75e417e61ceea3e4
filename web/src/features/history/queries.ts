import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/client";
import type { Id, List, Named } from "../../api/types";
import { keys } from "../../data/query-keys";
import type { RecordKind } from "../../data/registers";

// Change is what a person, or an import, did at one time.
export type Change = {
	number: number;
	at: string;
	actor: Named | null;
	behalf?: Named[];
	via: string;
	note?: string;
	import?: Named;
	counts: Record<string, number>;
	projects: Named[];
	took_back?: number;
	gone_by?: number;
};

export type ReverseLine = {
	attribute: string;
	month?: string;
	before: unknown;
	after: unknown;
	now: unknown;
	since?: number;
};

// Reversal is what taking a change back would do to one object.
export type Reversal = {
	kind: "project" | "portfolio" | "plan" | "baseline" | RecordKind;
	id: Id;
	name: string;
	project?: Named;
	state?: string;
	lines: ReverseLine[];
	add?: Named[];
	remove?: Named[];
	// items: of a plan its lines, of baselines these, by name
	items?: ItemsBack;
	why?: string;
};

export type ItemsBack = {
	comes: string[] | null;
	goes: string[] | null;
	changes: string[] | null;
	stays: string[] | null;
};

export type ChangeDetail = Change & { reversals: Reversal[] };

// Wanted narrows the list; empty texts do not.
export type Wanted = { actor: string; from: string; to: string };

const listKey = [...keys.projects, "changes"];

export function useChanges(wanted: Wanted) {
	return useInfiniteQuery({
		queryKey: [...listKey, wanted],
		queryFn: ({ pageParam, signal }) =>
			api.get<List<Change>>("/changes", { ...wanted, after: pageParam, limit: 50 }, signal),
		initialPageParam: "",
		getNextPageParam: (last) => last.next || undefined,
	});
}

export function useChange(number: number) {
	return useQuery({
		queryKey: [...listKey, "one", number],
		queryFn: ({ signal }) => api.get<ChangeDetail>(`/changes/${number}`, undefined, signal),
	});
}

export function useUndoChange(number: number) {
	const queries = useQueryClient();
	return useMutation({
		mutationFn: (overwrite: boolean) => api.post<ChangeDetail>(`/changes/${number}/undo`, { overwrite }),
		onSuccess: (now) => {
			queries.setQueryData([...listKey, "one", number], now);
			void queries.invalidateQueries({ queryKey: keys.projects });
		},
	});
}

// goesBack counts the values that would go back, and those that were changed
// since.
export function goesBack(reversals: readonly Reversal[]): { free: number; since: number; stuck: number } {
	const out = { free: 0, since: 0, stuck: 0 };
	for (const r of reversals) {
		if (r.why) out.stuck++;
		else {
			out.since += r.lines.filter((l) => l.since).length;
			out.free += r.lines.filter((l) => !l.since).length + (r.state ? 1 : 0);
			out.free += (r.add?.length ?? 0) + (r.remove?.length ?? 0);
			if (!r.items) continue;
			const { comes, goes, changes, stays } = r.items;
			const back = (comes?.length ?? 0) + (goes?.length ?? 0) + (changes?.length ?? 0);
			out.since += stays?.length ?? 0;
			// of a plan without lines its rules go back
			out.free += back || (r.kind === "plan" && !stays?.length ? 1 : 0);
		}
	}
	return out;
}
