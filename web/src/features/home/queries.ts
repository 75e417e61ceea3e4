import { useQuery } from "@tanstack/react-query";
import { api } from "../../api/client";
import type { components } from "../../api/schema";
import type { Id, List, Named } from "../../api/types";
import type { Milestones } from "../../data/milestones";
import { keys } from "../../data/query-keys";
import type { RecordList } from "../../data/registers";
import { type RowQuery, readRows } from "../../data/rows";

// The blocks of the home page ask side by side; what was read stays on the
// screen while it is read again.

export type Listed = { filter: string; sort?: string; group?: string; fields: readonly string[]; limit: number };

// useRows are the first projects that meet a condition, with what is said of all
// of them.
export function useRows(asked: Listed, asOf: string, enabled = true) {
	return useQuery({
		queryKey: [...keys.projects, "home", asked, asOf],
		queryFn: ({ signal }) => readRows(queryOf(asked, asOf), { limit: asked.limit }, signal),
		placeholderData: (before) => before,
		enabled,
	});
}

function queryOf({ filter, sort = "", group = "", fields }: Listed, asOf: string): RowQuery {
	return { portfolio: "", state: "active", filter, q: "", sort, group, fields, asOf, compareTo: "" };
}

// useDates are the first key dates that are late, or near.
export function useDates(when: "late" | "next_30", projects: string, asOf: string, limit: number) {
	return useQuery({
		queryKey: [...keys.milestones, "home", when, projects, asOf, limit],
		queryFn: ({ signal }) =>
			api.get<Milestones>("/milestones", { when, projects, as_of: asOf, limit, sort: "date" }, signal),
		placeholderData: (before) => before,
	});
}

// useActions are the first open actions of the person, the most pressing first.
export function useActions(asOf: string, limit: number) {
	return useQuery({
		queryKey: [...keys.actions, "home", asOf, limit],
		queryFn: ({ signal }) =>
			api.get<RecordList>("/actions", { when: "open", filter: "owner = me", as_of: asOf, limit }, signal),
		placeholderData: (before) => before,
	});
}

type Waiting = { id: Id; month: string; due: string; portfolio: Named | null; mine: number };

// useMyRounds are the monthly rounds in which the person has yet to answer, the
// most pressing first.
export function useMyRounds() {
	return useQuery({
		queryKey: [...keys.rounds, "waiting"],
		queryFn: ({ signal }) => api.get<List<Waiting>>("/rounds", { waiting: true }, signal).then((l) => l.items),
		select: (all) => all.filter((r) => r.mine > 0).sort((a, b) => a.due.localeCompare(b.due)),
	});
}

export type Change = {
	number: number;
	at: string;
	actor: Named | null;
	import?: Named;
	counts: Record<string, number>;
	projects: Named[];
	gone_by?: number;
};

export function useLatestChanges(limit: number, enabled: boolean) {
	return useQuery({
		queryKey: [...keys.projects, "changes", "home", limit],
		queryFn: ({ signal }) => api.get<List<Change>>("/changes", { limit }, signal).then((l) => l.items),
		enabled,
	});
}

// useFresh are the ids of the projects that others changed since the person
// looked at them.
export function useFresh(enabled: boolean) {
	return useQuery({
		queryKey: [...keys.projects, "news"],
		queryFn: ({ signal }) => api.get<List<Id>>("/me/news", undefined, signal).then((l) => new Set(l.items)),
		enabled,
	});
}

export function useHealth(enabled: boolean) {
	return useQuery({
		queryKey: keys.health,
		queryFn: ({ signal }) => api.get<components["schemas"]["Health"]>("/health", undefined, signal),
		enabled,
		refetchInterval: 60_000,
	});
}

type Looking = { id: Id; name: string; due: string; state: string; mine: number };

// useMyCampaigns are the access reviews in which the person has yet to answer.
export function useMyCampaigns() {
	return useQuery({
		queryKey: [...keys.campaigns, "list"],
		queryFn: ({ signal }) => api.get<List<Looking>>("/access-campaigns", undefined, signal).then((l) => l.items),
		select: (all) => all.filter((c) => c.state === "open" && c.mine > 0).sort((a, b) => a.due.localeCompare(b.due)),
	});
}
