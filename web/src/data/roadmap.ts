import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api } from "../api/client";
import type { components } from "../api/schema";
import { keys } from "./query-keys";
import type { RowQuery } from "./rows";

export type Roadmap = components["schemas"]["RoadmapOut"];

// useRoadmap is what stands on the time axis of a list beside its projects: phases, key
// dates and links, in one reading.
export function useRoadmap(query: RowQuery) {
	const { filter, q, portfolio, state, asOf } = query;
	const asked = { filter, q, portfolio, state, as_of: asOf };
	return useQuery({
		queryKey: [...keys.plans, "roadmap", asked],
		queryFn: ({ signal }) => api.get<Roadmap>("/projects/roadmap", asked, signal),
		placeholderData: keepPreviousData,
		staleTime: 60_000,
	});
}
