import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, send } from "../../api/client";
import type { Id, List } from "../../api/types";
import { keys } from "../../data/query-keys";
import type { Typed } from "./draft";
import type { Ask, Round, RoundLine } from "./types";

const one = (id: Id) => [...keys.rounds, "one", id] as const;

// useRounds reads the rounds page by page, the latest month first.
export function useRounds() {
	return useInfiniteQuery({
		queryKey: [...keys.rounds, "list"],
		queryFn: ({ pageParam, signal }) =>
			api.get<List<RoundLine>>("/rounds", { limit: 24, after: pageParam || undefined }, signal),
		initialPageParam: "",
		getNextPageParam: (page) => page.next || undefined,
		select: (read) => read.pages.flatMap((page) => page.items),
	});
}

export function useRound(id: Id) {
	return useQuery({
		queryKey: one(id),
		queryFn: ({ signal }) => api.get<Round>(`/rounds/${id}`, undefined, signal),
	});
}

// useTurn changes a round, and shows what the server answers at once.
export function useTurn<In>(id: Id, turn: (input: In, r: Round) => Promise<Round>) {
	const queries = useQueryClient();
	return useMutation({
		mutationFn: (input: In) => {
			const r = queries.getQueryData<Round>(one(id));
			if (!r) throw new Error("the round is not read yet");
			return turn(input, r);
		},
		onSuccess: (r) => {
			queries.setQueryData(one(id), r);
			void queries.invalidateQueries({ queryKey: [...keys.rounds, "list"] });
		},
		onError: () => void queries.invalidateQueries({ queryKey: one(id) }),
		scope: { id: `round-${id}` },
	});
}

// Given is what is sent, and what is told in the very step in which the server
// confirms it, before the round is read again.
export type Given = { ask: Ask; values: Typed; done: boolean; sent: () => void };

// useAnswer saves what was typed for a project under the month of the round, and
// says that it is up to date, or that it no longer is.
export function useAnswer(r: Round) {
	const queries = useQueryClient();
	return useMutation({
		mutationFn: async ({ ask, values, done, sent }: Given) => {
			if (Object.keys(values).length > 0) {
				const path = `/projects/${ask.project.id}`;
				await send("PATCH", path, { body: values, version: ask.version, query: { month: r.month } });
			}
			sent();
			await send<void>("PUT", `/rounds/${r.id}/answers/${ask.project.id}`, { body: { done } });
		},
		onSettled: () => queries.invalidateQueries({ queryKey: keys.rounds }),
	});
}

export function useRemind(id: Id) {
	const queries = useQueryClient();
	return useMutation({
		mutationFn: () => api.post<{ people: number }>(`/rounds/${id}/remind`),
		onSuccess: () => queries.invalidateQueries({ queryKey: one(id) }),
	});
}
