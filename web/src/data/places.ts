import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../api/client";
import type { Id } from "../api/types";
import { keys } from "./query-keys";

export type PlaceKind = "project" | "portfolio" | "view";

// Place is something to find again: its detail is the code of a project.
export type Place = { kind: PlaceKind; id: Id; name: string; detail?: string };

export type Places = { favourites: Place[]; recent: Place[] };

// usePlaces are the favourites of the person, and the projects looked at last.
export function usePlaces() {
	return useQuery({ queryKey: keys.places, queryFn: ({ signal }) => api.get<Places>("/me/places", undefined, signal) });
}

// useMark makes something a favourite, or no longer; the screen says so at once.
export function useMark() {
	const queries = useQueryClient();
	return useMutation({
		mutationFn: ({ place, on }: { place: Place; on: boolean }) =>
			on
				? api.post<void>("/me/favourites", { kind: place.kind, id: place.id })
				: api.remove(`/me/favourites/${place.kind}/${place.id}`),
		onMutate: async ({ place, on }) => {
			await queries.cancelQueries({ queryKey: keys.places });
			const before = queries.getQueryData<Places>(keys.places);
			if (before) {
				const others = before.favourites.filter((f) => !samePlace(f, place));
				queries.setQueryData<Places>(keys.places, { ...before, favourites: on ? [...others, place] : others });
			}
			return { before };
		},
		onError: (_error, _mark, context) => queries.setQueryData(keys.places, context?.before),
		onSettled: () => queries.invalidateQueries({ queryKey: keys.places }),
	});
}

export function samePlace(a: Pick<Place, "kind" | "id">, b: Pick<Place, "kind" | "id">): boolean {
	return a.kind === b.kind && a.id === b.id;
}

export function addressOfPlace({ kind, id }: Pick<Place, "kind" | "id">): string {
	if (kind === "view") return `/portfolio?view=${id}`;
	return `/${kind}/${id}`;
}
