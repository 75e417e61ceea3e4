import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client";
import type { Found, List, Named } from "../api/types";
import { fold } from "../format/fold";
import { useUnits, useUsers } from "./catalogue";
import { keys } from "./query-keys";

export type Option = Named & { detail?: string };

// useLookup offers the users, units or projects whose name holds what is typed; loading
// while these are still to come, and others may stand there.
export function useLookup(kind: "user" | "unit" | "project", typed: string): { options: Option[]; loading: boolean } {
	const users = useUsers(kind === "user");
	const units = useUnits(kind === "unit");
	const projects = useFound(kind === "project" ? typed : "");
	if (kind === "project")
		return { options: projects.data ?? [], loading: projects.isLoading || projects.isPlaceholderData };
	const all: Option[] =
		kind === "user"
			? (users.data ?? []).filter((u) => !u.disabled).map((u) => ({ id: u.id, name: u.name, detail: u.login }))
			: (units.data ?? []).map((u) => ({ id: u.id, name: u.name, detail: u.code }));
	const wanted = fold(typed);
	const options = all.filter((o) => fold(`${o.name} ${o.detail ?? ""}`).includes(wanted)).slice(0, 200);
	return { options, loading: users.isLoading || units.isLoading };
}

function useFound(typed: string) {
	return useQuery({
		queryKey: keys.search(typed),
		queryFn: ({ signal }) => api.get<List<Found>>("/search", { q: typed }, signal).then((l) => projectsOf(l.items)),
		enabled: typed.trim().length > 0,
		placeholderData: (before) => before,
	});
}

function projectsOf(found: Found[]): Option[] {
	return found.filter((f) => f.kind === "project").map((f) => ({ id: f.id, name: f.name, detail: f.detail }));
}
