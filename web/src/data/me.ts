import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { api, send } from "../api/client";
import type { Me } from "../api/types";
import { dayFromISO, localToday } from "../format/day";
import { keys } from "./query-keys";

// readMe asks who is signed in; without a session it fails with a 401 Problem.
export function useReadMe() {
	return useQuery({ queryKey: keys.me, queryFn: () => send<Me>("GET", "/me", { quiet: true }), staleTime: 300_000 });
}

const MeContext = createContext<Me | null>(null);
export const MeProvider = MeContext.Provider;

// useMe is the person signed in. Pages inside the shell always have one.
export function useMe(): Me {
	const me = useContext(MeContext);
	if (!me) throw new Error("no one is signed in here");
	return me;
}

// useSomeone is the person signed in, null on pages open to everyone.
export function useSomeone(): Me | null {
	return useContext(MeContext);
}

// useCan tells whether the person holds a permission, or one of several, somewhere; the server
// decides on each object.
export function useCan(permission: string | readonly string[] | undefined): boolean {
	const me = useContext(MeContext);
	if (!permission) return true;
	const asked = typeof permission === "string" ? [permission] : permission;
	return asked.some((p) => me?.permissions.includes(p) ?? false);
}

// useToday is the server's day: what "today" means for every date typed.
export function useToday(): number {
	const me = useContext(MeContext);
	return dayFromISO(me?.instance.today) || localToday();
}

// useChangeMe saves the person's own settings and shows them at once.
export function useChangeMe() {
	const queries = useQueryClient();
	return useMutation({
		mutationFn: (change: Partial<Pick<Me, "name" | "language" | "theme" | "density">>) => api.patch<Me>("/me", change),
		onMutate: (change) => {
			const before = queries.getQueryData<Me>(keys.me);
			if (before) queries.setQueryData(keys.me, { ...before, ...change });
			return { before };
		},
		onError: (_error, _change, context) => queries.setQueryData(keys.me, context?.before),
		onSuccess: (me) => me && queries.setQueryData(keys.me, me),
	});
}
