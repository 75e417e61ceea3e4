import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/client";
import type { Id, List } from "../../api/types";
import { keys } from "../../data/query-keys";
import { useLang } from "../../i18n/use-lang";
import { mergeImport } from "./logic";
import type {
	Import,
	ImportChange,
	ImportLine,
	ImportObject,
	ImportRow,
	Preview,
	RowKind,
	SavedMapping,
} from "./types";

const listKey = [...keys.imports, "list"];
const mappingKey = [...keys.imports, "mapping"];
const oneKey = (id: Id) => [...keys.imports, "one", id];

export function useImports() {
	return useQuery({
		queryKey: listKey,
		queryFn: () => api.get<List<ImportLine>>("/imports", { limit: 200 }).then((l) => l.items),
	});
}

// useImport reads one import, and goes on reading while the server works on it.
export function useImport(id: Id) {
	return useQuery({
		queryKey: oneKey(id),
		queryFn: () => api.get<Import>(`/imports/${id}`),
		enabled: id !== "",
		refetchInterval: (query) => (isWorking(query.state.data) ? 500 : false),
	});
}

export function isWorking(i: ImportLine | undefined): boolean {
	return i?.state === "applying" || i?.state === "retracting" || i?.state === "undoing";
}

// useChangeImport sends corrections one after the other; each is on the screen
// before it is sent, and taken back when it is refused.
export function useChangeImport(id: Id) {
	const queries = useQueryClient();
	const key = oneKey(id);
	return useMutation({
		mutationKey: key,
		scope: { id: `import-${id}` },
		mutationFn: (change: ImportChange) => api.patch<Import>(`/imports/${id}`, change),
		onMutate: async (change) => {
			await queries.cancelQueries({ queryKey: key });
			queries.setQueryData<Import>(key, (before) => before && mergeImport(before, change));
		},
		onError: () => queries.invalidateQueries({ queryKey: key }),
		onSuccess: (saved) => {
			// An answer that is older than what has been corrected since is not shown.
			if (queries.isMutating({ mutationKey: key }) <= 1) queries.setQueryData(key, saved);
		},
	});
}

export type Step = "dry-run" | "apply" | "undo";

// useRun asks the server for the next step; sent corrections come first.
export function useRun(id: Id, step: Step) {
	const queries = useQueryClient();
	return useMutation({
		mutationKey: [...keys.imports, "run", id, step],
		scope: { id: `import-${id}` },
		mutationFn: () => api.post<Import>(`/imports/${id}/${step}`),
		onSuccess: (saved) => {
			queries.setQueryData(oneKey(id), saved);
			void queries.invalidateQueries({ queryKey: listKey });
		},
	});
}

// useRows reads the lines of a dry run, a hundred at a time. They belong to one
// version of the import.
export function useRows(i: Import, kind: RowKind) {
	return useInfiniteQuery({
		queryKey: [...keys.imports, "rows", i.id, i.version, kind],
		queryFn: ({ pageParam }) =>
			api.get<List<ImportRow>>(`/imports/${i.id}/rows`, { kind, after: pageParam, limit: 100 }),
		initialPageParam: "",
		getNextPageParam: (last) => last.next || undefined,
		staleTime: Number.POSITIVE_INFINITY,
	});
}

export function useRemoveImport() {
	const queries = useQueryClient();
	return useMutation({
		mutationFn: (id: Id) => api.remove(`/imports/${id}`),
		onSuccess: () => queries.invalidateQueries({ queryKey: listKey }),
	});
}

export function useMappings() {
	return useQuery({
		queryKey: mappingKey,
		queryFn: () => api.get<List<SavedMapping>>("/mappings").then((l) => l.items),
	});
}

export function useSaveMapping(id: Id) {
	const queries = useQueryClient();
	return useMutation({
		mutationFn: (name: string) => api.post<SavedMapping>("/mappings", { import: id, name }),
		onSuccess: () => queries.invalidateQueries({ queryKey: mappingKey }),
	});
}

export function useRemoveMapping() {
	const queries = useQueryClient();
	return useMutation({
		mutationFn: (id: Id) => api.remove(`/mappings/${id}`),
		onSuccess: () => queries.invalidateQueries({ queryKey: mappingKey }),
	});
}

// useObjects is what the person may import. The words are the server's, in the
// person's language.
export function useObjects() {
	return useQuery({
		queryKey: [...keys.imports, "objects", useLang().lang],
		queryFn: () => api.get<List<ImportObject>>("/imports/objects").then((l) => l.items),
		staleTime: 300_000,
	});
}

// useObject is one of them. Of one that is not known (yet), projects have a
// portfolio and an edition, and others neither.
export function useObject(object: string): ImportObject {
	const objects = useObjects();
	const project = object === "project";
	const plain = { object, label: "", help: "", permission: "", portfolio: project, dated: project, grows: project };
	return objects.data?.find((o) => o.object === object) ?? plain;
}

// usePreview reads the first lines of a sheet as they lie in the file.
export function usePreview(id: Id, sheet: string) {
	return useQuery({
		queryKey: [...keys.imports, "preview", id, sheet],
		queryFn: () => api.get<Preview>(`/imports/${id}/preview`, { sheet, limit: 30 }),
		staleTime: Number.POSITIVE_INFINITY,
	});
}

export type Portfolio = { id: Id; name: string; kind: "manual" | "filter"; count?: number };

export function usePortfolios() {
	return useQuery({
		queryKey: [...keys.portfolios, "list"],
		queryFn: () => api.get<List<Portfolio>>("/portfolios").then((l) => l.items),
	});
}
