import { useCallback, useMemo } from "react";
import { useSearch, useSetSearch } from "../../url/use-search";
import type { KeptLayout, ListLayout } from "../grid/list-layout";
import { readView, type ViewColumn, type ViewState, writeView } from "../view-state";
import { type ListPage, useSaved } from "./use-saved";

type Switches = Readonly<Record<string, string | undefined>>;

// useListView is how a list beside that of the projects is shown: the view that it
// starts from, what the address changes of it, and how a ListGrid takes it.
//
//	const page = { path: "/risks", params: ["when", "mine", "q"] };   // outside the component
//	const list = useListView("risk", page, columns.map((c) => c.key));
//	<ViewBar saved={list.saved} view={list} portfolio="" />
//	<ListGrid layout={list.layout} … />   list.params.when, list.set({ when: "late" })
export function useListView(object: string, page: ListPage, keys: readonly string[]) {
	const saved = useSaved(object, "", page);
	const { base } = saved;
	const search = useSearch();
	const setSearch = useSetSearch();
	const params = useMemo(() => switchesOf(search, base.params, page.params), [search, base, page]);
	// What the projects are compared with goes along in the address, and is no part of this list.
	const state = useMemo(
		(): ViewState => ({ ...readView(search, base), compareTo: "", params }),
		[search, base, params],
	);
	const change = useCallback(
		(changes: Partial<ViewState>) => {
			const { compare_to: _, ...said } = writeView({ ...state, ...changes }, base);
			setSearch(said, { replace: true });
		},
		[setSearch, state, base],
	);
	const set = useCallback(
		(changes: Record<string, string | null>) => {
			const next: Record<string, string> = { ...params };
			for (const [name, value] of Object.entries(changes)) next[name] = value ?? "";
			change({ params: next });
		},
		[params, change],
	);
	const layout = useMemo(() => layoutOf(state, base, keys, change), [state, base, keys, change]);
	return { saved, state, params, set, change, layout };
}

// switchesOf are the switches of a page: those of the address over those of the view;
// "-" is one that was emptied.
export function switchesOf(
	search: Switches,
	base: Readonly<Record<string, string>>,
	names: readonly string[],
): Record<string, string> {
	return Object.fromEntries(
		names.flatMap((name) => {
			const said = search[name];
			const value = said === undefined ? (base[name] ?? "") : said === "-" ? "" : said;
			return value ? [[name, value]] : [];
		}),
	);
}

// layoutOf is a view as a ListGrid shows it. Columns that it does not name are hidden,
// unless it names none.
export function layoutOf(
	state: ViewState,
	base: ViewState,
	keys: readonly string[],
	change: (changes: Partial<ViewState>) => void,
): KeptLayout {
	const columns: readonly ViewColumn[] = state.columns.length ? state.columns : keys.map((key) => ({ key }));
	const shown = new Set(columns.map((c) => c.key));
	return {
		widths: Object.fromEntries(columns.flatMap((c) => (c.width ? [[c.key, c.width]] : []))),
		hidden: keys.filter((key) => !shown.has(key)),
		sort: state.sort.length ? state.sort : undefined,
		table: state.display === "table",
		touched: state.columns !== base.columns || state.sort !== base.sort || state.display !== base.display,
		reset: () => change({ columns: base.columns, sort: base.sort, display: base.display }),
		change: (by: Partial<ListLayout>) => {
			const widths = by.widths ?? {};
			const hidden = by.hidden;
			const order = hidden ? keys.filter((key) => !hidden.includes(key)) : columns.map((c) => c.key);
			const next = order.map((key) => {
				const old = columns.find((c) => c.key === key) ?? { key };
				return widths[key] ? { ...old, width: Math.round(widths[key]) } : old;
			});
			change({
				...(by.widths || hidden ? { columns: next } : {}),
				...(by.sort ? { sort: by.sort } : {}),
				...(by.table === undefined ? {} : { display: by.table ? "table" : "auto" }),
			});
		},
	};
}
