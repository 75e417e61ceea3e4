import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { addressOf, api, type Query } from "../api/client";
import type { Id, Named } from "../api/types";
import { keys } from "./query-keys";
import type { ExportForm } from "./rows";
import { wire } from "./rows";

// Milestone is one key date as the server lists it; days are ISO.
export type Milestone = {
	id: Id;
	version: number;
	project: Named | null;
	project_code?: string | null;
	unit?: Named | null;
	manager?: Named | null;
	name: string | null;
	type: string | null;
	date: string | null;
	baseline: string | null;
	drift: string | null;
	status: string | null;
	done_on: string | null;
	late: boolean | null;
	contractual: boolean | null;
	comment: string | null;
	date_month?: string | null;
	can_edit: boolean;
	diff?: "added" | "removed" | "changed" | "same";
	was?: Record<string, unknown>;
};

export const whens = ["all", "late", "next_30", "next_90", "open", "done"] as const;
export type When = (typeof whens)[number];

export type Milestones = {
	items: Milestone[];
	total: number;
	hidden: number;
	as_of: string;
	counts: Record<When, number>;
};

// mostShown is how many key dates a list holds; a filter finds the others.
export const mostShown = 2000;

// useKeyDatesOf is the key dates of one project, at a date, beside another date.
export function useKeyDatesOf(project: Id, asOf: string, compareTo: string) {
	return useQuery({
		queryKey: [...keys.milestones, "of", project, asOf, compareTo],
		queryFn: ({ signal }) =>
			api.get<Milestones>(`/projects/${project}/milestones`, { as_of: asOf, compare_to: compareTo }, signal),
		placeholderData: (before) => (before?.items[0]?.project?.id === project ? before : undefined),
	});
}

// Asked: mine narrows to the projects that the person manages.
export type Asked = {
	mine?: boolean;
	when: string;
	portfolio: string;
	type: string;
	q: string;
	asOf: string;
	compareTo: string;
};

export function milestoneQuery(a: Asked): Query {
	return {
		when: a.when,
		projects: a.mine ? "manager = me" : "",
		portfolio: a.portfolio,
		filter: a.type && `type = "${a.type}"`,
		q: a.q,
		as_of: a.asOf,
		compare_to: a.compareTo,
	};
}

// useKeyDates is the key dates of all projects that the person sees.
export function useKeyDates(asked: Asked) {
	return useQuery({
		queryKey: [...keys.milestones, "list", asked],
		queryFn: ({ signal }) => api.get<Milestones>("/milestones", { ...milestoneQuery(asked), limit: mostShown }, signal),
		placeholderData: (before) => before,
	});
}

export function milestoneExport(form: ExportForm, asked: Asked, lang: string): string {
	return addressOf(`/exports/milestones.${form}`, { ...milestoneQuery(asked), lang });
}

// versions are the last ones that this tab has seen written: a second change of
// a row does not wait for the list to be read again.
const versions = new Map<Id, number>();

// useWriteKeyDates saves, makes and deletes key dates, and reads the lists again.
export function useWriteKeyDates() {
	const queries = useQueryClient();
	return useMemo(() => {
		const read = () => queries.invalidateQueries({ queryKey: keys.milestones });
		const versionOf = (m: { id: Id; version: number }) => Math.max(m.version, versions.get(m.id) ?? 0);
		const done = (m: Milestone) => {
			versions.set(m.id, m.version);
			return read().then(() => m);
		};
		return {
			save: (m: Milestone, key: string, value: unknown) =>
				api.patch<Milestone>(`/milestones/${m.id}`, { [key]: wire(value) }, versionOf(m)).then(done),
			make: (project: Id, values: Record<string, unknown>) => {
				const body = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, wire(value)]));
				return api.post<Milestone>(`/projects/${project}/milestones`, body).then(done);
			},
			remove: (m: { id: Id; version: number }) => api.remove(`/milestones/${m.id}`, versionOf(m)).then(read),
		};
	}, [queries]);
}
