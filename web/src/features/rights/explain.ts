import { useQuery } from "@tanstack/react-query";
import { api } from "../../api/client";
import type { components } from "../../api/schema";
import type { List } from "../../api/types";
import { keys } from "../../data/query-keys";

export type Explained = components["schemas"]["RightsExplained"];
export type Answer = components["schemas"]["AnswerOut"];
export type Seer = components["schemas"]["Seer"];

// useExplained asks why somebody may, or may not, do things with an object.
export function useExplained(object: string, user: string, on = true) {
	return useQuery({
		queryKey: [...keys.rightsOf, "why", object, user],
		queryFn: () => api.get<Explained>("/rights/explain", { object, user }),
		enabled: on && object !== "" && user !== "",
	});
}

// useSeers asks who sees an object.
export function useSeers(object: string) {
	return useQuery({
		queryKey: [...keys.rightsOf, "who", object],
		queryFn: () => api.get<List<Seer>>("/rights/who", { object }).then((l) => l.items),
	});
}
