import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client";
import type { Attribute, List, Unit, User } from "../api/types";
import { readAll } from "./list";
import { keys } from "./query-keys";

const rarely = 300_000;

// useAttributes is the catalogue of an object, in its order.
export function useAttributes(object = "project") {
	return useQuery({
		queryKey: [...keys.fields, object],
		queryFn: () => api.get<List<Attribute>>("/fields", { object }).then((l) => l.items.map(complete)),
		staleTime: rarely,
	});
}

export function useUnits(enabled = true) {
	return useQuery({
		enabled,
		queryKey: keys.units,
		queryFn: () => readAll<Unit>("/units"),
		staleTime: rarely,
	});
}

export function useUsers(enabled = true) {
	return useQuery({
		enabled,
		queryKey: keys.users,
		queryFn: () => readAll<User>("/users"),
		staleTime: rarely,
	});
}

// complete fills in what the server leaves out when it is empty.
function complete(a: Attribute): Attribute {
	return { ...a, choices: a.choices ?? [] };
}
