import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { PutAside } from "../../api/aside";
import { api, send } from "../../api/client";
import { Outdated } from "../../api/problem";
import type { List, Named } from "../../api/types";
import { keys } from "../../data/query-keys";
import type { Bilingual } from "../../i18n/lang";
import { tellError } from "../../ui/toast-store";
import { type Audience, isConfigured, type SavedView, type Scope, type Stored } from "./model";

export type Views = { items: SavedView[]; standard: string };

export type ViewChange = {
	object?: string;
	label?: Bilingual;
	scope?: Scope;
	audience?: Omit<Audience, "name">[];
	locked?: boolean;
	portfolio?: string;
	state?: Stored;
};

// useViews are the saved views of a list that the person sees.
export function useViews(object: string) {
	return useQuery({
		queryKey: [...keys.views, object],
		queryFn: ({ signal }) => api.get<Views>("/views", { object }, signal),
		staleTime: 60_000,
	});
}

export type PastView = { version: number; at: string; actor: Named | null; label: string; parts: string[] };

export function useViewHistory(id: string) {
	return useQuery({
		queryKey: [...keys.views, "of", id, "history"],
		queryFn: () => api.get<List<PastView>>(`/views/${id}/history`).then((l) => l.items),
	});
}

export function useDeletedViews(object: string, wanted: boolean) {
	return useQuery({
		queryKey: [...keys.views, object, "deleted"],
		queryFn: () => api.get<Views>("/views", { object, deleted: true }).then((l) => l.items),
		enabled: wanted,
	});
}

// countOpening notes that the person opened a view. Should it fail, nothing is lost.
export function countOpening(id: string): void {
	api.post(`/views/${id}/open`).catch(() => undefined);
}

// useViewWrites are the changes of views. A new or changed view stands in the
// list at once; what someone else changed in the meantime is read again.
export function useViewWrites(object: string) {
	const queries = useQueryClient();
	const key = [...keys.views, object];
	const put = (view: SavedView) => {
		queries.setQueryData<Views>(key, (old) => {
			if (!old) return old;
			const known = old.items.some((v) => v.id === view.id);
			return { ...old, items: known ? old.items.map((v) => (v.id === view.id ? view : v)) : [...old.items, view] };
		});
		void queries.invalidateQueries({ queryKey: keys.views });
	};
	const failed = (error: unknown) => {
		if (error instanceof PutAside) return; // what was asked for was done
		if (error instanceof Outdated) void queries.invalidateQueries({ queryKey: keys.views });
		tellError(error);
	};
	const create = useMutation({
		mutationFn: (change: ViewChange) => api.post<SavedView>("/views", { object, ...change }),
		onSuccess: put,
	});
	const change = useMutation({
		mutationFn: ({ view, ...said }: ViewChange & { view: SavedView }) =>
			send<SavedView>("PATCH", `/views/${view.id}`, {
				body: said,
				version: view.version,
				shared: isConfigured({ ...view, ...said }),
			}),
		onSuccess: put,
		onError: (error) => {
			if (error instanceof Outdated) void queries.invalidateQueries({ queryKey: keys.views });
		},
	});
	const remove = useMutation({
		mutationFn: (view: SavedView) => api.remove(`/views/${view.id}`, view.version),
		onSuccess: (_, view) => {
			queries.setQueryData<Views>(key, (old) => old && { ...old, items: old.items.filter((v) => v.id !== view.id) });
			void queries.invalidateQueries({ queryKey: keys.views });
		},
		onError: failed,
	});
	const restore = useMutation({
		mutationFn: (id: string) => api.post<SavedView>(`/views/${id}/restore`),
		onSuccess: put,
		onError: failed,
	});
	const copy = useMutation({
		mutationFn: ({ id, label }: { id: string; label: Bilingual }) =>
			api.post<SavedView>(`/views/${id}/copy`, { label }),
		onSuccess: put,
		onError: failed,
	});
	const revert = useMutation({
		mutationFn: ({ view, to }: { view: SavedView; to: number }) =>
			api.post<SavedView>(`/views/${view.id}/revert`, { to }, { version: view.version, shared: isConfigured(view) }),
		onSuccess: put,
		onError: failed,
	});
	const order = useMutation({
		mutationFn: (ids: string[]) => api.post<void>("/views/order", { object, ids }),
		onMutate: (ids) => {
			const place = (v: SavedView) => ids.indexOf(v.id);
			queries.setQueryData<Views>(
				key,
				(old) => old && { ...old, items: [...old.items].sort((a, b) => place(a) - place(b)) },
			);
		},
		onError: failed,
	});
	return { create, change, remove, restore, copy, revert, order };
}

export type ViewWrites = ReturnType<typeof useViewWrites>;
