import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { api, send } from "../../api/client";
import type { Id, List } from "../../api/types";
import { onChange } from "../../data/live";
import { keys } from "../../data/query-keys";
import { langState } from "../../i18n/lang";
import type { At, Minutes, Opening, Outcome, Outcomes, Place, ProjectPage, Review, ReviewLine } from "./types";

const one = (id: Id) => [...keys.reviews, "one", id] as const;
// What a frozen review shows never changes: its pages stay, whatever is announced.
// One that was frozen again is another.
const still = (r: { id: Id; state: string; version: number; frozen_at: string }) =>
	[
		r.state === "draft" ? "project" : "frozen-review",
		r.id,
		r.state === "draft" ? r.version : r.frozen_at,
		langState().lang,
	] as const;

export function useReviews(portfolio: string) {
	return useQuery({
		queryKey: [...keys.reviews, "list", portfolio],
		queryFn: ({ signal }) => api.get<List<ReviewLine>>("/reviews", { portfolio }, signal).then((l) => l.items),
		placeholderData: (before) => before,
	});
}

export function useReview(id: Id) {
	return useQuery({ queryKey: one(id), queryFn: ({ signal }) => api.get<Review>(`/reviews/${id}`, undefined, signal) });
}

export function openingOf(r: Review) {
	return {
		queryKey: [...still(r), "opening"],
		queryFn: ({ signal }: { signal: AbortSignal }) => api.get<Opening>(`/reviews/${r.id}/opening`, undefined, signal),
		staleTime: r.state === "draft" ? 0 : Number.POSITIVE_INFINITY,
		gcTime: 3_600_000,
	};
}

export function pageOf(r: Review, project: Id) {
	return {
		queryKey: [...still(r), "page", project],
		queryFn: ({ signal }: { signal: AbortSignal }) =>
			api.get<ProjectPage>(`/reviews/${r.id}/pages/${project}`, undefined, signal),
		staleTime: r.state === "draft" ? 0 : Number.POSITIVE_INFINITY,
		gcTime: 3_600_000,
	};
}

// usePrefetched reads every page when a review begins, so that it goes on without
// a network.
export function usePrefetched(r: Review | undefined): void {
	const queries = useQueryClient();
	useEffect(() => {
		if (!r) return;
		let stopped = false;
		const all = async () => {
			await queries.prefetchQuery(openingOf(r));
			for (const item of r.items) {
				if (stopped) return;
				await queries.prefetchQuery(pageOf(r, item.project.id));
			}
		};
		void all();
		return () => {
			stopped = true;
		};
	}, [r, queries]);
}

// useOutcomes are the decisions and actions of a review; what others write is read
// again as it is announced.
export function useOutcomes(id: Id) {
	const queries = useQueryClient();
	useEffect(
		() =>
			onChange((change) => {
				if (change.entity === "decision" || change.entity === "action")
					void queries.invalidateQueries({ queryKey: [...keys.reviews, "outcomes", id] });
			}),
		[id, queries],
	);
	return useQuery({
		queryKey: [...keys.reviews, "outcomes", id],
		queryFn: ({ signal }) => api.get<Outcomes>(`/reviews/${id}/outcomes`, undefined, signal),
	});
}

export function usePlace(id: Id, enabled: boolean) {
	return useQuery({
		queryKey: [...keys.reviews, "place", id],
		queryFn: ({ signal }) => api.get<Place>(`/reviews/${id}/place`, undefined, signal),
		enabled,
	});
}

export function useNotes(id: Id) {
	return useQuery({
		queryKey: ["review-notes", id],
		queryFn: ({ signal }) =>
			api
				.get<List<{ project: string; body: string }>>(`/reviews/${id}/notes`, undefined, signal)
				.then((l) => new Map(l.items.map((n) => [n.project, n.body]))),
		staleTime: Number.POSITIVE_INFINITY,
	});
}

export function useMinutes(id: Id) {
	return useQuery({
		queryKey: [...keys.reviews, "minutes", id, langState().lang],
		queryFn: ({ signal }) => api.get<Minutes>(`/reviews/${id}/minutes`, undefined, signal),
	});
}

// useTurn makes a change of a review, and shows what the server answers at once.
export function useTurn<In>(id: Id, turn: (input: In, r: Review) => Promise<Review>) {
	const queries = useQueryClient();
	return useMutation({
		mutationFn: (input: In) => {
			const r = queries.getQueryData<Review>(one(id));
			if (!r) throw new Error("the review is not read yet");
			return turn(input, r);
		},
		onSuccess: (r) => {
			queries.setQueryData(one(id), r);
			void queries.invalidateQueries({ queryKey: [...keys.reviews, "list"] });
			void queries.invalidateQueries({ queryKey: [...keys.reviews, "minutes", id] });
		},
		onError: () => void queries.invalidateQueries({ queryKey: one(id) }),
		scope: { id: `review-${id}` },
	});
}

export type Typed = { project: Id | ""; name: string; kind?: string; owner: Id | ""; due: string };

// useConclude writes a decision or an action of a running review.
export function useConclude(id: Id) {
	const queries = useQueryClient();
	return useMutation({
		mutationFn: ({ register, typed }: { register: "decision" | "action"; typed: Typed }) =>
			api.post<Outcome>(`/reviews/${id}/${register}s`, typed),
		onSettled: () => queries.invalidateQueries({ queryKey: [...keys.reviews, "outcomes", id] }),
	});
}

// useSettle changes how a decision or an action stands.
export function useSettle(id: Id) {
	const queries = useQueryClient();
	return useMutation({
		mutationFn: ({ outcome, status }: { outcome: Outcome; status: string }) =>
			api.patch(`/${outcome.register}s/${outcome.id}`, { status }, outcome.version),
		onSettled: () => queries.invalidateQueries({ queryKey: [...keys.reviews, "outcomes", id] }),
	});
}

export function useRemoveOutcome(id: Id) {
	const queries = useQueryClient();
	return useMutation({
		mutationFn: (o: Outcome) => api.remove(`/${o.register}s/${o.id}`, o.version),
		onSettled: () => queries.invalidateQueries({ queryKey: [...keys.reviews, "outcomes", id] }),
	});
}

export const lead = (id: Id, place: At) => send<void>("PUT", `/reviews/${id}/place`, { body: { place } });
