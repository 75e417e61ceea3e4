import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { addressOf, api, type Query } from "../api/client";
import type { Id, List, Named } from "../api/types";
import { log } from "./command-log";
import type { HistoryEntry } from "./projects";
import type { ExportForm } from "./rows";
import { wire } from "./rows";

// RecordKind is what stands in registers across projects; its name is that of the
// server's events too.
export const recordKinds = ["milestone", "risk", "action", "decision"] as const;
export type RecordKind = (typeof recordKinds)[number];

const plurals = { milestone: "milestones", risk: "risks", action: "actions", decision: "decisions" } as const;

// pathOf is the address of a register, of its page and in the API.
export function pathOf(kind: RecordKind): string {
	return `/${plurals[kind]}`;
}

export function isRecordKind(kind: string): kind is RecordKind {
	return (recordKinds as readonly string[]).includes(kind);
}

// RecordRow is one record as the server lists it: its attributes by key beside
// what all have. Days are ISO.
export type RecordRow = {
	id: Id;
	version: number;
	project: Named | null;
	portfolio?: string | null;
	portfolio_id?: Id | null;
	name: string | null;
	status: string | null;
	can_edit: boolean;
	// can_tick: the person sees to it, and says how it stands without the right to edit it
	can_tick?: boolean;
	diff?: "added" | "removed" | "changed" | "same";
	was?: Record<string, unknown>;
	[attribute: string]: unknown;
};

const ticks = ["status", "note"];

// mayChange says whether the person may change an attribute of a record.
export function mayChange(m: RecordRow, key: string): boolean {
	return m.can_edit || (m.can_tick === true && ticks.includes(key));
}

export const whens = ["open", "late", "high", "next_30", "next_90", "done", "all"] as const;
export type When = (typeof whens)[number];

export type RecordList = {
	items: RecordRow[];
	total: number;
	hidden: number;
	as_of: string;
	counts: Partial<Record<When, number>>;
};

// mostShown is how many records a list holds; a filter finds the others.
export const mostShown = 2000;

// Home is what a record belongs to: a project, or a portfolio.
export type Home = { project: Id } | { portfolio: Id };

// useRecordsOf is the records of one project, at a date, beside another date.
export function useRecordsOf(kind: RecordKind, project: Id, asOf: string, compareTo: string) {
	return useQuery({
		queryKey: [kind, "of", project, asOf, compareTo],
		queryFn: ({ signal }) =>
			api.get<RecordList>(`/projects/${project}${pathOf(kind)}`, { as_of: asOf, compare_to: compareTo }, signal),
		placeholderData: (before) => (before?.items[0]?.project?.id === project ? before : undefined),
	});
}

// Asked: mine narrows to the projects that the person manages, projects to those
// that meet a filter, own to what the person answers for; by is an option of the
// list that the kind is told apart by.
export type Asked = {
	mine: boolean;
	projects: string;
	own: boolean;
	when: string;
	portfolio: string;
	by: string;
	list: string;
	at: string;
	q: string;
	asOf: string;
	compareTo: string;
};

export function recordQuery(a: Asked): Query {
	const [probability, impact] = a.at.split("x");
	const filter = [
		a.own && "owner = me",
		a.by && `${a.list} = "${a.by}"`,
		probability && impact && `probability = ${probability} and impact = ${impact}`,
	];
	return {
		when: a.when,
		projects: [a.mine && "manager = me", a.projects && `(${a.projects})`].filter(Boolean).join(" and "),
		portfolio: a.portfolio,
		filter: filter.filter(Boolean).join(" and "),
		q: a.q,
		as_of: a.asOf,
		compare_to: a.compareTo,
	};
}

// useRecords is the records of all projects that the person sees.
export function useRecords(kind: RecordKind, asked: Asked) {
	return useQuery({
		queryKey: [kind, "list", asked],
		queryFn: ({ signal }) => api.get<RecordList>(pathOf(kind), { ...recordQuery(asked), limit: mostShown }, signal),
		placeholderData: (before, query) => (query?.queryKey[0] === kind ? before : undefined),
	});
}

export function exportOf(kind: RecordKind, form: ExportForm, asked: Asked, lang: string): string {
	return addressOf(`/exports${pathOf(kind)}.${form}`, { ...recordQuery(asked), lang });
}

// useRecordHistory is what happened to one record, the latest first.
export function useRecordHistory(kind: RecordKind, id: Id, enabled: boolean) {
	return useQuery({
		queryKey: [kind, "history", id],
		queryFn: ({ signal }) =>
			api.get<List<HistoryEntry>>(`${pathOf(kind)}/${id}/history`, undefined, signal).then((l) => l.items),
		enabled,
	});
}

type Versioned = { id: Id; version: number };
type Line = { id: Id; status: number; row?: RecordRow; problem?: { detail?: string } };

// versions are the last ones that this tab has seen written: a second change of
// a row does not wait for the list to be read again.
const versions = new Map<Id, number>();

const running = new Map<Id, Promise<unknown>>();

// inTurn writes a record only after what was typed into it before is stored: two
// quick changes of one person never meet as a conflict.
function inTurn<T>(id: Id, write: () => Promise<T>): Promise<T> {
	const turn = (running.get(id) ?? Promise.resolve()).then(write, write);
	running.set(id, turn);
	const over = () => void (running.get(id) === turn && running.delete(id));
	turn.then(over, over);
	return turn;
}

// useWriteRecords saves, makes and deletes records, one or many, and reads the
// lists again.
export function useWriteRecords(kind: RecordKind) {
	const queries = useQueryClient();
	return useMemo(() => {
		const read = () => queries.invalidateQueries({ queryKey: [kind] });
		const versionOf = (m: Versioned) => Math.max(m.version, versions.get(m.id) ?? 0);
		const stored = (m: RecordRow) => {
			versions.set(m.id, m.version);
			return m;
		};
		const shown = (m: RecordRow) => read().then(() => m);
		const bodyOf = (values: Record<string, unknown>) =>
			Object.fromEntries(Object.entries(values).map(([key, value]) => [key, wire(value)]));
		const batch = async (items: readonly Record<string, unknown>[]) => {
			const said = await api.patch<List<Line>>(pathOf(kind), { items, partial: true });
			for (const line of said.items) if (line.row) versions.set(line.id, line.row.version);
			await read();
			const refused = said.items.find((line) => line.status >= 400);
			if (refused) throw new Error(refused.problem?.detail ?? "");
		};
		const set = (rows: readonly Versioned[], changesOf: (row: Versioned) => Record<string, unknown>) =>
			batch(rows.map((m) => ({ id: m.id, version: versionOf(m), changes: changesOf(m) })));
		return {
			save: (m: Versioned, key: string, value: unknown) =>
				inTurn(m.id, () =>
					api.patch<RecordRow>(`${pathOf(kind)}/${m.id}`, { [key]: wire(value) }, versionOf(m)).then(stored),
				).then(shown),
			// make hands the record over as soon as it is stored, before the lists are read again.
			make: (home: Home, values: Record<string, unknown>, made?: (m: RecordRow) => void) => {
				const under = "project" in home ? `/projects/${home.project}` : `/portfolios/${home.portfolio}`;
				return api.post<RecordRow>(under + pathOf(kind), bodyOf(values)).then((m) => {
					made?.(stored(m));
					return shown(m);
				});
			},
			remove: (m: Versioned) => api.remove(`${pathOf(kind)}/${m.id}`, versionOf(m)).then(read),
			removeAll: (rows: readonly Versioned[]) =>
				batch(rows.map((m) => ({ id: m.id, version: versionOf(m), changes: {}, state: "deleted" }))),
			// setAll gives many records one value; undoing gives each its own back.
			setAll: async (rows: readonly RecordRow[], key: string, value: unknown, what: string) => {
				const put = (of: (m: Versioned) => unknown) => set(rows, (m) => ({ [key]: wire(of(m)) }));
				await put(() => value);
				const before = new Map(rows.map((m) => [m.id, m[key]]));
				const well = (run: Promise<unknown>) =>
					run.then(
						() => true,
						() => false,
					);
				log.add({ what, undo: () => well(put((m) => before.get(m.id) ?? null)), redo: () => well(put(() => value)) });
			},
		};
	}, [queries, kind]);
}
