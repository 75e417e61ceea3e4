import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, send } from "../api/client";
import type { Id, List, Named, Row } from "../api/types";
import { useSomeone } from "./me";
import { keys } from "./query-keys";

export type Comment = {
	id: Id;
	version: number;
	author: Named | null;
	body: string;
	created: string;
	edited: string | null;
	deleted: boolean;
	resolved: string | null;
	resolved_by: Named | null;
	mine: boolean;
	answers?: Comment[];
};

export type Comments = List<Comment> & { open: boolean };

const commentsKey = (id: Id) => [...keys.projects, id, "comments"];

// useComments are the threads of a project, the latest first.
export function useComments(id: Id, limit = 30) {
	return useInfiniteQuery({
		queryKey: [...commentsKey(id), limit],
		queryFn: ({ pageParam, signal }) =>
			api.get<Comments>(`/projects/${id}/comments`, { after: pageParam, limit }, signal),
		initialPageParam: "",
		getNextPageParam: (last) => last.next || undefined,
	});
}

// Writing is what is sent, and what is told in the very step in which the server
// confirms it, before the comments are read again.
export type Writing = { body: string; sent: () => void };

// useWriting sends what was written, and reads the comments of a project again.
export function useWriting(id: Id, write: (body: string) => Promise<Comment>) {
	return useCommenting(id, async ({ body, sent }: Writing) => {
		const comment = await write(body);
		sent();
		return comment;
	});
}

// useCommenting runs a change of the comments of a project, and reads them again.
export function useCommenting<In, Out>(id: Id, write: (input: In) => Promise<Out>) {
	const queries = useQueryClient();
	return useMutation({
		mutationFn: write,
		onSettled: () => queries.invalidateQueries({ queryKey: commentsKey(id) }),
	});
}

export const commentAt = (project: Id, id: Id) => `/projects/${project}/comments/${id}`;

// usePeople are those who may see a project and whose name begins as typed.
export function usePeople(project: Id, typed: string | null) {
	return useQuery({
		queryKey: [...keys.projects, project, "people", typed ?? ""],
		queryFn: ({ signal }) =>
			api.get<List<Named>>(`/projects/${project}/people`, { q: typed ?? "", limit: 8 }, signal).then((l) => l.items),
		enabled: typed !== null,
		staleTime: 60_000,
		placeholderData: (before) => before,
	});
}

export type Attachment = {
	id: Id;
	name: string;
	size: number;
	kind: string;
	width?: number;
	height?: number;
	preview: boolean;
	scan: "none" | "waiting" | "clean" | "infected";
	created: string;
	by: Named | null;
	mine: boolean;
};

export type Attachments = List<Attachment> & { open: boolean; largest: number };

export const filesKey = (id: Id) => [...keys.projects, id, "files"];

export function useFiles(id: Id) {
	return useQuery({
		queryKey: filesKey(id),
		queryFn: ({ signal }) => api.get<Attachments>(`/projects/${id}/files`, undefined, signal),
	});
}

export type News = { at: string | null; change: number; count: number; changed: string[]; by: Named[] };

// useNews says what others changed since the person last looked at a project. It
// is asked once for each look: marks do not go away while one reads.
export function useNews(id: Id, on: boolean) {
	const own = !useSomeone()?.seen_by;
	return useQuery({
		queryKey: ["news", id],
		queryFn: () => api.post<News>(`/projects/${id}/visit`),
		enabled: on && own && id !== "",
		staleTime: Number.POSITIVE_INFINITY,
		gcTime: 60_000,
		retry: false,
	});
}

// useNewsOfAll are the projects that others changed since the person looked.
export function useNewsOfAll() {
	return useQuery({
		queryKey: [...keys.projects, "news"],
		queryFn: ({ signal }) => api.get<List<Id>>("/me/news", undefined, signal).then((l) => new Set(l.items)),
		staleTime: 30_000,
	});
}

export type Back = { as_of?: string; after?: number };
// month: of a monthly value; locked: the month is locked, and its value stays
export type Reverted = { attribute: string; month?: string; locked?: boolean; now: unknown; then: unknown };

// revertedKey names one line of what would be brought back.
export const revertedKey = (d: Reverted) => (d.month ? `${d.attribute}@${d.month}` : d.attribute);

export function useRevert(id: Id, back: Back | null) {
	return useQuery({
		queryKey: [...keys.projects, id, "revert", back],
		queryFn: ({ signal }) =>
			api.get<List<Reverted>>(`/projects/${id}/revert`, { ...back }, signal).then((l) => l.items),
		enabled: back !== null,
		retry: false,
	});
}

// revert brings attributes of a project back to what they were.
export function revert(row: Pick<Row, "id" | "version">, back: Back, attributes: string[], why = ""): Promise<Row> {
	const body = { ...back, attributes, why: why || undefined };
	return send<Row>("POST", `/projects/${row.id}/revert`, { body, version: row.version });
}
