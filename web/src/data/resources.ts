import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client";
import type { components } from "../api/schema";
import type { List } from "../api/types";
import { keys } from "./query-keys";

export type Resource = components["schemas"]["ResourceOut"];
export type Resources = List<Resource> & { can_create: boolean };

// resourceKinds are what resources are, as the API names them; the first three work.
export const resourceKinds = ["person", "generic", "equipment", "material", "cost"] as const;

// works tells whether what is of a kind works, in time and by a calendar.
export const works = (kind: string) => kind !== "material" && kind !== "cost";

// useResources reads the resources of plans.
export function useResources() {
	return useQuery({ queryKey: keys.resources, queryFn: () => api.get<Resources>("/resources") });
}
