import { useNavigate, useRouterState } from "@tanstack/react-router";
import { useCallback } from "react";
import { dayFromISO } from "../format/day";
import { type Search, withSearch } from "./search";

// useSearch is the state in the address.
export function useSearch(): Search {
	return useRouterState({ select: (s) => s.location.search as Search });
}

export type Change = (changes: Record<string, string | null>, how?: { replace?: boolean }) => void;

// useSetSearch changes values of the address and keeps the rest. Typing in a
// filter replaces; opening a panel makes a step one can go back from.
export function useSetSearch(): Change {
	const navigate = useNavigate();
	return useCallback(
		(changes, how) => {
			void navigate({
				to: ".",
				search: ((old: Search) => withSearch(old, changes)) as never,
				replace: how?.replace ?? false,
				resetScroll: false,
			});
		},
		[navigate],
	);
}

// useParam is one value of the address with its setter.
export function useParam(name: string): [string, (value: string | null, how?: { replace?: boolean }) => void] {
	const value = useSearch()[name] ?? "";
	const set = useSetSearch();
	return [value, useCallback((v, how) => set({ [name]: v }, how), [name, set])];
}

// compareOf is what a text of an address says to compare with: a date as ISO, the
// baseline, or a review by its id; "" for nothing, or what cannot be read.
export function compareOf(text: string | undefined): string {
	if (!text) return "";
	return text === "baseline" || /^review:\w+$/.test(text) || dayFromISO(text) ? text : "";
}

// useAsOf is the date the whole screen is read at, as ISO, or "" for today. An
// address with a date that does not exist reads today.
export function useAsOf(): string {
	const value = useSearch().as_of ?? "";
	return dayFromISO(value) ? value : "";
}
