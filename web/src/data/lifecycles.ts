import { useQuery } from "@tanstack/react-query";
import { api, send } from "../api/client";
import type { components } from "../api/schema";
import type { Attribute, Id, Row } from "../api/types";
import type { Bilingual } from "../i18n/lang";
import { log } from "./command-log";
import { tellOwn } from "./live";
import { edits } from "./projects";
import { keys } from "./query-keys";
import { pathOf, type RecordKind } from "./registers";
import { wire } from "./rows";

type Says = components["schemas"];

export type Step = { stage: string; start?: boolean; required?: string[] };
export type Effect = Says["EffectOut"];
export type Way = Omit<Says["WayOut"], "label" | "missing"> & { label: Bilingual; missing: string[] };

// Life is what a lifecycle says, as the server keeps it.
export type Life = {
	stages: Step[];
	moves: {
		from: string;
		to: string;
		label: Bilingual;
		roles: string[];
		condition: Bilingual | null;
		message: Bilingual;
		gate: boolean;
		effects: Effect[];
	}[];
	variants: { variant: string; condition: Bilingual | null }[];
};

export type ProjectType = {
	key: string;
	label: Bilingual;
	colour: string;
	version: number;
	projects: number;
	holds: Life | null;
	draft: Life | null;
};

// Types are all of them, with the roles that moves may be for.
export type Types = { items: ProjectType[]; roles: { key: string; label: Bilingual }[] };

// Moves is where a project is in the life of its type, and the ways that lead on.
export type Moves = { bound: boolean; stage: string; stages: Step[]; moves: Way[] };

// useTypes are the types of projects, or of the lines of a register, with their
// lifecycles.
export function useTypes(object = "project") {
	return useQuery({
		queryKey: [...keys.types, object],
		queryFn: ({ signal }) => api.get<Types>("/types", { object }, signal),
	});
}

// useMoves is asked for again when the project is of another version.
export function useMoves(project: Id, version: number, enabled: boolean) {
	return useQuery({
		queryKey: [...keys.types, "moves", project, version],
		queryFn: ({ signal }) => api.get<Moves>(`/projects/${project}/moves`, {}, signal),
		enabled,
		retry: false,
		placeholderData: (before, query) => (query?.queryKey[2] === project ? before : undefined),
	});
}

// useLineMoves is where a line of a register is in the life of its type, asked for
// again when the line is of another version.
export function useLineMoves(kind: RecordKind, id: Id, version: number, enabled: boolean) {
	return useQuery({
		queryKey: [...keys.types, "line-moves", kind, id, version],
		queryFn: ({ signal }) => api.get<Moves>(`${pathOf(kind)}/${id}/moves`, {}, signal),
		enabled,
		retry: false,
		placeholderData: (before, query) => (query?.queryKey[3] === id ? before : undefined),
	});
}

export type Taken = { to: string; changes?: Record<string, unknown>; decision?: string; why?: string };

// takeMove leads a project to another stage, and remembers it to be undone: all that
// it changed goes back then, but for the decision, which was taken.
export async function takeMove(before: Row, way: Taken, attributes: readonly Attribute[], what: string): Promise<void> {
	const { id } = before;
	const changes = Object.fromEntries(Object.entries(way.changes ?? {}).map(([key, v]) => [key, wire(v)]));
	const go = (version: number) => send<Row>("POST", `/projects/${id}/moves`, { body: { ...way, changes }, version });
	const said = (row: Row) => {
		tellOwn("project", [id]);
		return row;
	};
	let now = said(await go(before.version));
	log.add({
		what,
		undo: async () => {
			const body = differing(before, now, attributes);
			now = said(await send<Row>("PATCH", `/projects/${id}`, { body, version: edits.latest(now).version }));
			return true;
		},
		redo: async () => {
			now = said(await go(edits.latest(now).version));
			return true;
		},
	});
}

// differing is what has to be written to bring the row back to what it was before.
function differing(before: Row, after: Row, attributes: readonly Attribute[]): Record<string, unknown> {
	const out: Record<string, unknown> = {};
	for (const a of attributes) {
		if (a.read_only || a.key === "duration") continue;
		const [was, is] = [before[a.key] ?? null, after[a.key] ?? null];
		if (JSON.stringify(was) !== JSON.stringify(is)) out[a.key] = wire(was);
	}
	return out;
}
