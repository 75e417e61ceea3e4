import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client";
import type { List } from "../api/types";

// PastReview is a review that one can compare with.
export type PastReview = { id: string; name: string; day: string; state?: string; status?: string };

// usePastReviews are the reviews that the person may read, the latest first.
export function usePastReviews(enabled: boolean) {
	return useQuery({
		queryKey: ["review", "past"],
		queryFn: ({ signal }) =>
			api
				.get<List<PastReview>>("/reviews", undefined, signal)
				.then((l) => [...l.items].sort((a, b) => (a.day < b.day ? 1 : -1))),
		enabled,
	});
}
