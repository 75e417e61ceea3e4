import { useCallback, useEffect, useMemo, useRef } from "react";
import { useToday } from "../../data/me";
import { useSearch, useSetSearch } from "../../url/use-search";
import { usualView, type ViewState, writeView } from "../view-state";
import { comparedWith, isModified, periodDate, type SavedView, type Stored, viewOf } from "./model";
import { countOpening, useViews } from "./queries";

// parts are the members of the address that a view is made of.
const parts = Object.keys(writeView(usualView));
const nothing: Record<string, null> = Object.fromEntries(parts.map((name) => [name, null]));

export type ListPage = { readonly path: string; readonly params: readonly string[] };

const projects: ListPage = { path: "/portfolio", params: [] };

// kept go along from page to page, and say nothing about how a list is shown.
const kept = ["as_of", "compare_to"];

// currentOf is the view that an address shows: the one it names; else, where it
// says nothing about how, the person's default, or the one of all.
function currentOf(views: readonly SavedView[], named: string, plain: boolean, standard: string): SavedView | null {
	if (named) return views.find((v) => v.id === named) ?? null;
	const all = views.find((v) => v.origin === "all") ?? null;
	return (plain && standard && views.find((v) => v.id === standard)) || all;
}

// useSaved is the saved view that a list starts from. portfolio is the one on
// show, "" for all projects, where a default of the person's role applies.
// page is where the list stands, and the switches of its own that a view keeps.
export function useSaved(object: string, portfolio: string, page: ListPage = projects) {
	const search = useSearch();
	const set = useSetSearch();
	const today = useToday();
	const { data, isPending } = useViews(object);
	const views = useMemo(() => data?.items ?? [], [data]);
	const named = search.view ?? "";
	const said = [...parts, ...page.params];
	const plain = !said.some((name) => !kept.includes(name) && search[name]);
	const current = currentOf(views, named, plain && !portfolio, data?.standard ?? "");
	const base = useMemo((): ViewState => (current ? viewOf(current.state) : usualView), [current]);
	const missing = !isPending && named !== "" && !current;
	useOpening(current, named, today);
	const clear = useCallback(
		(id: string) => {
			const own = Object.fromEntries(page.params.map((name) => [name, null]));
			const again = id ? views.find((v) => v.id === id) : undefined;
			const dates = again ? datesOf(again.state, today) : {};
			set({ ...nothing, ...own, ...dates, view: id || null, open: null }, { replace: true });
		},
		[set, page, views, today],
	);
	const addressOf = (view: Pick<SavedView, "id" | "portfolio">) =>
		page === projects ? addressOfView(view, portfolio) : `${page.path}?view=${view.id}`;
	const modified = useCallback(
		(state: ViewState) => current !== null && isModified(state, base, current.state, today),
		[current, base, today],
	);
	return { object, views, current, base, missing, ready: !isPending, modified, clear, addressOf, today };
}

type Dates = { readonly as_of: string | null; readonly compare_to: string | null };

// datesOf are the date that a view is read at and what it is compared with, as the
// address says them.
function datesOf(stored: Stored, today: number): Dates {
	return { as_of: periodDate(stored.period, today) || null, compare_to: comparedWith(stored.compare, today) || null };
}

// useOpening counts that a view was opened, names it in the address, and reads
// the screen at its date, compared with what it says: once, so that another date can
// be chosen. Those of the view that was left do not stay behind.
function useOpening(current: SavedView | null, named: string, today: number): void {
	const search = useSearch();
	const set = useSetSearch();
	const opened = useRef<{ id: string; dates: Dates }>({ id: "", dates: { as_of: null, compare_to: null } });
	useEffect(() => {
		if (!current || opened.current.id === current.id) return;
		const left = opened.current.dates;
		const dates = datesOf(current.state, today);
		opened.current = { id: current.id, dates };
		const changes: Record<string, string | null> = {};
		for (const name of ["as_of", "compare_to"] as const) {
			const own = search[name] && search[name] !== left[name]; // chosen on the screen
			if (!own && (search[name] || null) !== dates[name]) changes[name] = dates[name];
		}
		if (!named && current.origin !== "all") changes.view = current.id;
		if (Object.keys(changes).length) set(changes, { replace: true });
		countOpening(current.id);
	}, [current, named, search, today, set]);
}

export type Saved = ReturnType<typeof useSaved>;

// addressOfView is where a view opens. One that shows a portfolio opens there.
export function addressOfView(view: Pick<SavedView, "id" | "portfolio">, portfolio: string): string {
	const at = view.portfolio || portfolio;
	return `/portfolio${at ? `/${at}` : ""}?view=${view.id}`;
}
