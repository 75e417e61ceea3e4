import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/client";
import type { List, Named } from "../../api/types";

// Subscription is a summary, or what a view shows, that the person gets by mail.
export type Subscription = {
	id: string;
	portfolio: Named;
	view: Named | null;
	every: "week" | "month";
	day: number;
	hour: number;
	format: "mail" | "pdf" | "xlsx";
	next: string | null;
	version: number;
};

export type Wanted = Pick<Subscription, "every" | "day" | "hour" | "format">;

// Subject is what a letter is about: the summary of a portfolio, or a view.
export type Subject = { portfolio: string } | { view: string };

const subscriptions = ["subscription"] as const;

export function useSubscriptions() {
	return useQuery({
		queryKey: subscriptions,
		queryFn: () => api.get<List<Subscription>>("/subscriptions").then((l) => l.items),
	});
}

export function useSubscriptionWrites() {
	const queries = useQueryClient();
	const onSuccess = () => queries.invalidateQueries({ queryKey: subscriptions });
	const keep = useMutation({
		mutationFn: ({ of, was, wanted }: { of: Subject; was: Subscription | undefined; wanted: Wanted }) =>
			was
				? api.patch<Subscription>(`/subscriptions/${was.id}`, wanted, was.version)
				: api.post<Subscription>("/subscriptions", { ...of, ...wanted }),
		onSuccess,
	});
	const stop = useMutation({
		mutationFn: (s: Subscription) => api.remove(`/subscriptions/${s.id}`, s.version),
		onSuccess,
	});
	return { keep, stop };
}
