import { useMutation, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, send } from "../api/client";
import type { Id, List, Named, Portfolio, Row } from "../api/types";
import type { Bilingual } from "../i18n/lang";
import { Edits } from "./edits";
import { keys } from "./query-keys";
import { type Totals, wire } from "./rows";
import { sendProjects } from "./send-projects";

// edits are the changes of projects on their way, of this tab.
export const edits = new Edits(sendProjects);

export type Children = { count: number; partial: boolean; totals: Totals };
export type Project = Row & { children?: Children };

// useProject is one project, at a date, beside another date.
export function useProject(id: Id, asOf = "", compareTo = "") {
	return useQuery({
		queryKey: [...keys.projects, id, asOf, compareTo],
		queryFn: ({ signal }) => api.get<Project>(`/projects/${id}`, { as_of: asOf, compare_to: compareTo }, signal),
		enabled: id !== "",
		placeholderData: (before) => (before?.id === id ? before : undefined),
	});
}

export type HistoryEntry = {
	change: number;
	at: string;
	effective: string;
	actor: Named | null;
	// behalf: for whom it was done, by delegation
	behalf?: Named[];
	via: string;
	note?: string;
	import?: string;
	corrected: boolean;
	state: string;
	changes: { attribute: string; before: unknown; after: unknown; unread?: { before?: string; after?: string } }[];
	// merge: it was merged with another project, or that was undone
	merge?: { with: Named; gone: boolean; undone: boolean };
};

export type HistoryQuery = { attribute: string; actor?: string; from?: string; to?: string };

export function readHistory(id: Id, asked: HistoryQuery, after: string, signal?: AbortSignal) {
	return api.get<List<HistoryEntry>>("/history", { ...asked, project: id, after, limit: 50 }, signal);
}

export type Link = {
	id: Id;
	kind: string;
	label: Bilingual;
	project: Named | null;
	external: boolean;
	outgoing: boolean;
	note?: string;
};

export function useLinks(id: Id) {
	return useQuery({
		queryKey: [...keys.projects, id, "links"],
		queryFn: () => api.get<List<Link>>(`/projects/${id}/links`).then((l) => l.items),
	});
}

export type MonthValue = { month: string; value: unknown };

// useMonthsOf are the monthly values of some attributes, by their keys.
export function useMonthsOf(id: Id, attributes: readonly string[]): Record<string, MonthValue[]> {
	const read = useQueries({
		queries: attributes.map((attribute) => ({
			queryKey: [...keys.projects, id, "months", attribute],
			queryFn: () => api.get<List<MonthValue>>(`/projects/${id}/months`, { attribute }).then((l) => l.items),
		})),
	});
	return Object.fromEntries(attributes.map((key, i) => [key, read[i]?.data ?? []]));
}

// saveMonth writes a monthly value of a month.
export function saveMonth(id: Id, version: number, month: string, key: string, value: unknown) {
	return send<Row>("PATCH", `/projects/${id}`, { query: { month }, body: { [key]: wire(value) }, version });
}

export function usePortfolios() {
	return useQuery({
		queryKey: keys.portfolios,
		queryFn: () => api.get<List<Portfolio>>("/portfolios").then((l) => l.items),
	});
}

// useWrite runs a change of projects or portfolios, and reads again what it
// touches.
export function useWrite<In, Out>(write: (input: In) => Promise<Out>) {
	const queries = useQueryClient();
	return useMutation({
		mutationFn: write,
		onSettled: () => {
			void queries.invalidateQueries({ queryKey: keys.projects });
			void queries.invalidateQueries({ queryKey: keys.portfolios });
		},
	});
}
