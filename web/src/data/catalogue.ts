import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client";
import type { Attribute, List, Unit, User } from "../api/types";
import { readAll } from "./list";
import { keys } from "./query-keys";

const rarely = 300_000;

// useAttributes is the catalogue of an object, in its order.
export function useAttributes(object = "project", enabled = true) {
	return useQuery({
		enabled,
		queryKey: [...keys.fields, object],
		queryFn: () => api.get<List<Attribute>>("/fields", { object }).then((l) => l.items.map(complete)),
		staleTime: rarely,
	});
}

// useDefinitions are the attributes for whoever defines them: also those whose values
// the person may not read.
export function useDefinitions(object = "project") {
	return useQuery({
		queryKey: [...keys.fields, object, "whole"],
		queryFn: () => api.get<List<Attribute>>("/fields", { object, whole: "true" }).then((l) => l.items.map(complete)),
		staleTime: rarely,
	});
}

export type Readers = {
	roles: { key: string; label: { fr: string; en: string }; people: number }[];
	readers: number;
	writers: number;
};

// useReaders counts the people who have some roles, for whoever defines attributes.
export function useReaders(readers: readonly string[], writers: readonly string[]) {
	const asked = { readers: readers.join(","), writers: writers.join(",") };
	return useQuery({
		queryKey: [...keys.fields, "readers", asked],
		queryFn: () => api.get<Readers>("/fields/readers", asked),
		placeholderData: (before) => before,
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
export function complete(a: Attribute): Attribute {
	return { ...a, choices: a.choices ?? [] };
}
