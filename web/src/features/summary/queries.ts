import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, type Query, send } from "../../api/client";
import type { List } from "../../api/types";
import { keys } from "../../data/query-keys";
import { useLang } from "../../i18n/use-lang";
import type { Reading } from "./links";
import type { BlockKind, Explained, Layout, Scope, Stored, Summary } from "./model";

// The page is one answer. What changes on a project, in the catalogue or in a
// register makes it read again, behind what is shown.
const under = [...keys.projects, "summary"] as const;

function queryOf({ filter, asOf, compareTo }: Reading): Query {
	return { filter, as_of: asOf, compare_to: compareTo };
}

export function useSummary(reading: Reading) {
	const { lang } = useLang();
	return useQuery({
		// the texts come in the language of the reader
		queryKey: [...under, reading, lang],
		queryFn: ({ signal }) => api.get<Summary>(`/portfolios/${reading.portfolio}/summary`, queryOf(reading), signal),
		placeholderData: (before) => before,
	});
}

// usePreview is how blocks would look that are not kept yet.
export function usePreview(reading: Reading, blocks: readonly Stored[], enabled = true) {
	const { lang } = useLang();
	return useQuery({
		queryKey: [...under, "preview", reading, blocks, lang],
		queryFn: ({ signal }) =>
			api.post<Summary>(
				`/portfolios/${reading.portfolio}/summary/preview`,
				{ blocks },
				{ query: queryOf(reading), signal },
			),
		placeholderData: (before) => before,
		enabled: enabled && blocks.length > 0,
	});
}

export function useKinds() {
	const { lang } = useLang();
	return useQuery({
		queryKey: [...under, "kinds", lang],
		queryFn: () => api.get<List<BlockKind>>("/summary/kinds").then((l) => l.items),
		staleTime: 300_000,
	});
}

export function readLayout(portfolio: string, scope: Scope | ""): Promise<Layout> {
	return api.get<Layout>(`/portfolios/${portfolio}/summary/layout`, { scope });
}

export function useLayoutWrites(portfolio: string) {
	const queries = useQueryClient();
	const path = `/portfolios/${portfolio}/summary/layout`;
	const onSuccess = () => void queries.invalidateQueries({ queryKey: under });
	const save = useMutation({
		mutationFn: async ({ scope, blocks }: { scope: Scope; blocks: readonly Stored[] }) => {
			const kept = await readLayout(portfolio, scope);
			const version = kept.scope === scope ? kept.version : 0;
			return send<Layout>("PUT", path, { query: { scope }, body: { blocks }, version });
		},
		onSuccess,
	});
	const reset = useMutation({
		mutationFn: async (scope: Scope) => {
			const kept = await readLayout(portfolio, scope);
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
