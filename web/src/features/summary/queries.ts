import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, type Query, send } from "../../api/client";
import type { List } from "../../api/types";
import { keys } from "../../data/query-keys";
import { useLang } from "../../i18n/use-lang";
import { nowhere, placeOf, type Reading } from "./links";
import type { BlockKind, Explained, Layout, Scope, Stored, Summary } from "./model";

// The page is one answer. What changes on a project, in the catalogue or in a
// register makes it read again, behind what is shown.
const under = [...keys.projects, "summary"] as const;

function queryOf({ project, filter, asOf, compareTo }: Reading): Query {
	return { filter: project ? "" : filter, as_of: asOf, compare_to: compareTo };
}

// titled gives the answer about a project the name that the page has.
function titled(read: Summary & { project?: Summary["portfolio"] }): Summary {
	return read.project ? { ...read, portfolio: read.project } : read;
}

export function useSummary(reading: Reading) {
	const { lang } = useLang();
	return useQuery({
		// the texts come in the language of the reader
		queryKey: [...under, reading, lang],
		queryFn: ({ signal }) => api.get<Summary>(placeOf(reading), queryOf(reading), signal).then(titled),
		placeholderData: (before) => before,
	});
}

// usePreview is how blocks would look that are not kept yet.
export function usePreview(reading: Reading, blocks: readonly Stored[], enabled = true) {
	const { lang } = useLang();
	return useQuery({
		queryKey: [...under, "preview", reading, blocks, lang],
		queryFn: ({ signal }) =>
			api.post<Summary>(`${placeOf(reading)}/preview`, { blocks }, { query: queryOf(reading), signal }),
		placeholderData: (before) => before,
		enabled: enabled && blocks.length > 0 && reading.project !== nowhere,
	});
}

export function useKinds({ project }: Reading) {
	const { lang } = useLang();
	const of = project ? "project" : "portfolio";
	return useQuery({
		queryKey: [...under, "kinds", of, lang],
		queryFn: () => api.get<List<BlockKind>>("/summary/kinds", { of }).then((l) => l.items),
		staleTime: 300_000,
	});
}

export function readLayout(reading: Reading, scope: Scope | ""): Promise<Layout> {
	return api.get<Layout>(`${placeOf(reading)}/layout`, { scope });
}

export function useLayoutWrites(reading: Reading) {
	const queries = useQueryClient();
	const path = `${placeOf(reading)}/layout`;
	const onSuccess = () => void queries.invalidateQueries({ queryKey: under });
	const save = useMutation({
		mutationFn: async ({ scope, blocks }: { scope: Scope; blocks: readonly Stored[] }) => {
			const kept = await readLayout(reading, scope);
			const version = kept.scope === scope ? kept.version : 0;
			return send<Layout>("PUT", path, { query: { scope }, body: { blocks }, version });
		},
		onSuccess,
	});
	const reset = useMutation({
		mutationFn: async (scope: Scope) => {
			const kept = await readLayout(reading, scope);
			if (kept.scope === scope && kept.version > 0)
				await send("DELETE", path, { query: { scope }, version: kept.version });
		},
		onSuccess,
	});
	return { save, reset };
}

export function useExplained(path: string | null) {
	const { lang } = useLang();
	return useQuery({
		queryKey: [...under, "explain", path, lang],
		queryFn: ({ signal }) => api.get<Explained>(path ?? "", undefined, signal),
		enabled: path !== null,
	});
}
