import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { PutAside } from "../../api/aside";
import { api } from "../../api/client";
import { Outdated } from "../../api/problem";
import { readAll, readWhole } from "../../data/list";

type Stored = { id: string; version?: number };

// useList reads all of one kind of object, page after page, where enabled says so.
export function useList<T>(key: readonly string[], path: string, enabled = true) {
	return useQuery({ queryKey: key, queryFn: () => readAll<T>(path), staleTime: 60_000, enabled });
}

// useWhole reads one of the short lists, which have no pages, where enabled says so.
export function useWhole<T>(key: readonly string[], path: string, enabled = true) {
	return useQuery({ queryKey: key, queryFn: () => readWhole<T>(path), staleTime: 60_000, enabled });
}

// useSave creates an object, or changes the one whose id and version are given.
// end is what follows the id in the address.
export function useSave<T>(key: readonly string[], path: string, onSaved?: (saved: T) => void, end = "") {
	const queries = useQueryClient();
	return useMutation({
		mutationFn: ({ stored, values }: { stored: Stored | null; values: object }) =>
			stored ? api.patch<T>(`${path}/${stored.id}${end}`, values, stored.version) : api.post<T>(path + end, values),
		onSuccess: async (saved) => {
			await queries.invalidateQueries({ queryKey: key });
			onSaved?.(saved);
		},
		// What someone else changed is read, so that saving again saves over it.
		onError: (error) => {
			if (error instanceof Outdated) void queries.invalidateQueries({ queryKey: key });
		},
	});
}

export function useRemove(key: readonly string[], path: string, onRemoved?: () => void, end = "") {
	const queries = useQueryClient();
	return useMutation({
		mutationFn: (stored: Stored) => api.remove(`${path}/${stored.id}${end}`, stored.version),
		onSuccess: async () => {
			await queries.invalidateQueries({ queryKey: key });
			onRemoved?.();
		},
	});
}

// useInline saves one value of one object, as a cell of a list does, and reads
// the list again.
export function useInline(key: readonly string[], path: string) {
	const queries = useQueryClient();
	return async (row: Stored, member: string, value: unknown) => {
		try {
			await api.patch(`${path}/${row.id}`, { [member]: value ?? "" }, row.version);
		} catch (error) {
			if (!(error instanceof PutAside)) throw error; // the band above says where it went
		} finally {
			await queries.invalidateQueries({ queryKey: key });
		}
	};
}
