import { useQuery } from "@tanstack/react-query";
import type { Id } from "../api/types";
import { type HistoryEntry, readHistory } from "./projects";
import { keys } from "./query-keys";

// useLastChange is who changed an attribute of a project last, and when.
export function useLastChange(id: Id, attribute: string, on = true): HistoryEntry | undefined {
	const read = useQuery({
		queryKey: [...keys.projects, id, "last", attribute],
		queryFn: ({ signal }) => readHistory(id, { attribute }, "", signal),
		enabled: on && id !== "",
		staleTime: 5000,
	});
	return read.data?.items[0];
}
