import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../api/client";
import type { Id, List, Named } from "../api/types";
import { useSomeone } from "./me";
import { keys } from "./query-keys";

// RecordNotice tells that a risk, an action or a decision is now the person's.
type RecordNotice = "risk" | "action" | "decision";

export type NoticeKind =
	| "mention"
	| "reply"
	| "comment"
	| "appointed"
	| "undone"
	| "round"
	| "reminder"
	| "access"
	| "access_reminder"
	| RecordNotice;

// Notice is one thing that the person is told.
export type Notice = {
	id: Id;
	kind: NoticeKind;
	project: Named | null;
	comment?: Id;
	change?: number;
	round?: Id;
	campaign?: Id;
	text?: string;
	actor: Named | null;
	at: string;
	read: boolean;
};

export type Notices = List<Notice> & { unread: number };

// useNotices are the notices of the person, the latest first, page after page.
export function useNotices(unread: boolean) {
	const shown = !useSomeone()?.seen_by;
	return useInfiniteQuery({
		enabled: shown,
		queryKey: [...keys.notices, "list", unread],
		queryFn: ({ pageParam, signal }) => api.get<Notices>("/notices", { unread, after: pageParam, limit: 30 }, signal),
		initialPageParam: "",
		getNextPageParam: (last) => last.next || undefined,
	});
}

// useUnread is how many notices were not read yet, with the latest of them.
export function useUnread(limit = 5) {
	const shown = !useSomeone()?.seen_by;
	return useQuery({
		enabled: shown,
		queryKey: [...keys.notices, "unread", limit],
		queryFn: ({ signal }) => api.get<Notices>("/notices", { unread: true, limit }, signal),
	});
}

// useReadNotices marks notices as read: some, or all of them.
export function useReadNotices() {
	const queries = useQueryClient();
	return useMutation({
		mutationFn: (which: { ids: Id[] } | { all: true }) => api.post<void>("/notices/read", which),
		onSettled: () => queries.invalidateQueries({ queryKey: keys.notices }),
	});
}

// addressOfNotice is where a notice leads: to its comment, its change, its project.
export function addressOfNotice(n: Notice): string {
	if (n.change) return `/history?open=${n.change}`;
	if (n.campaign) return `/access-campaigns/${n.campaign}`;
	if (n.round) return `/rounds/${n.round}`;
	if (n.kind === "risk" || n.kind === "action" || n.kind === "decision")
		return n.project ? `/project/${n.project.id}#${n.kind}s` : `/${n.kind}s?own=1`;
	if (!n.project) return "/home";
	return `/project/${n.project.id}${n.comment ? `#comment-${n.comment}` : ""}`;
}

export type Rhythm = "never" | "daily" | "weekly";

export function useDigest() {
	const shown = !useSomeone()?.seen_by;
	return useQuery({
		enabled: shown,
		queryKey: [...keys.notices, "digest"],
		queryFn: () => api.get<{ rhythm: Rhythm }>("/me/digest").then((d) => d.rhythm),
	});
}

export function useChangeDigest() {
	const queries = useQueryClient();
	const key = [...keys.notices, "digest"];
	return useMutation({
		mutationFn: (rhythm: Rhythm) => api.patch<{ rhythm: Rhythm }>("/me/digest", { rhythm }),
		onMutate: (rhythm) => {
			const before = queries.getQueryData<Rhythm>(key);
			queries.setQueryData(key, rhythm);
			return { before };
		},
		onError: (_error, _rhythm, context) => queries.setQueryData(key, context?.before),
	});
}
