import { useCallback, useMemo, useRef } from "react";
import type { Attribute } from "../api/types";
import type { RowQuery } from "../data/rows";
import { dayFromISO } from "../format/day";
import { compareOf, useSearch, useSetSearch } from "../url/use-search";
import { keysIn } from "./filter/keys-in";
import { inOrder } from "./grid/column-moves";
import { readView, usualView, type ViewColumn, type ViewState, writeGroup, writeSort, writeView } from "./view-state";

const first = [
	"code",
	"name",
	"weather",
	"light",
	"progress",
	"start",
	"end",
	"total_cost",
	"stage",
	"unit",
	"total_cost_baseline",
	"actual_cost",
	"manager",
	"priority",
	"type",
	"duration",
	"programme",
];

// mostUsual is how many columns are shown that nobody chose.
const mostUsual = 60;

// usualColumns are shown where a view names none: the best known first, then
// those that an administrator added, as far as anybody would look.
export function usualColumns(attributes: readonly Attribute[]): string[] {
	const known = new Set(attributes.map((a) => a.key));
	const added = attributes.filter((a) => !a.core).map((a) => a.key);
	return [...new Set([...first, ...added])].filter((key) => known.has(key)).slice(0, mostUsual);
}

const always = ["code", "name"];

// columnsOfView are the columns of a view, each once; the code and the name
// always, and what stays in place first. Without a choice, what the rows are grouped by is left out:
// the group says it.
export function columnsOfView(view: ViewState, attributes: readonly Attribute[]): ViewColumn[] {
	const known = new Set(attributes.map((a) => a.key));
	const grouped = new Set(view.group.map((g) => g.key));
	const usual = () => usualColumns(attributes).flatMap((key) => (grouped.has(key) ? [] : [{ key }]));
	const wanted: readonly ViewColumn[] = view.columns.length ? view.columns : usual();
	const lacking = always.filter((key) => !wanted.some((c) => c.key === key)).map((key) => ({ key }));
	const byKey = new Map<string, ViewColumn>();
	for (const column of [...lacking, ...wanted]) if (known.has(column.key)) byKey.set(column.key, column);
	return inOrder([...byKey.values()]);
}

// shownOf are the columns of a view that are shown: without a choice, not those
// that are empty in the whole list.
export function shownOf(view: View, empty: readonly string[]): readonly ViewColumn[] {
	if (view.state.columns.length || !empty.length) return view.columns;
	return view.columns.filter((c) => always.includes(c.key) || !empty.includes(c.key));
}

// canDraw tells whether the last months of an attribute can be drawn as a line.
export function canDraw(attribute: Attribute | undefined): boolean {
	return attribute !== undefined && ["number", "money", "percent", "light", "weather"].includes(attribute.kind);
}

// cleaned is a view without what the catalogue does not know.
function cleaned(view: ViewState, attributes: readonly Attribute[]): ViewState {
	const known = new Set(attributes.map((a) => a.key));
	const group = view.group.filter((g) => known.has(g.key));
	const tree = known.has(view.tree) ? view.tree : "";
	const asOf = dayFromISO(view.asOf) ? view.asOf : "";
	const compareTo = compareOf(view.compareTo);
	return { ...view, group, tree, asOf, compareTo };
}

// useView is how the list is shown, as the address holds it beside the view it
// starts from.
export function useView(portfolio: string, attributes: readonly Attribute[], base: ViewState = usualView) {
	const search = useSearch();
	const set = useSetSearch();
	const state = useMemo(() => cleaned(readView(search, base), attributes), [search, base, attributes]);
	const columns = useMemo(() => columnsOfView(state, attributes), [state, attributes]);
	const keys = useMemo(() => columns.map((c) => c.key), [columns]);
	const named = useMemo(() => asShown(attributes, columns), [attributes, columns]);
	const trends = columns.flatMap((c) => (c.trend && canDraw(attributes.find((a) => a.key === c.key)) ? [c.key] : []));
	const drawn = trends.join(",");
	const query = useMemo((): RowQuery => {
		const ruled = state.rules.flatMap((rule) => [rule.key, ...keysIn(rule.filter, attributes)]);
		const asked = queryOf(
			portfolio,
			state,
			keys,
			ruled.filter((key) => attributes.some((a) => a.key === key)),
		);
		return drawn ? { ...asked, trends: drawn } : asked;
	}, [portfolio, state, keys, attributes, drawn]);
	const now = useRef({ state, base });
	now.current = { state, base };
	const change = useCallback(
		(changes: Partial<ViewState>, how: { replace?: boolean } = { replace: true }) => {
			const { state, base } = now.current;
			set(writeView({ ...state, ...changes }, base), how);
		},
		[set],
	);
	return { state, query, columns, keys, attributes: named, only: state.only, open: search.open ?? "", change, set };
}

// asShown are the attributes as a view shows them: under the names, and with the
// rules of totals, that it gives its columns.
function asShown(attributes: readonly Attribute[], columns: readonly ViewColumn[]): readonly Attribute[] {
	const own = new Map(columns.flatMap((c) => (c.label || c.total ? [[c.key, c] as const] : [])));
	if (!own.size) return attributes;
	return attributes.map((a) => {
		const { label, total } = own.get(a.key) ?? {};
		if (!label && !total) return a;
		const name = label ? { en: label.en || label.fr, fr: label.fr || label.en } : a.label;
		return { ...a, label: name, consolidation: total ?? a.consolidation };
	});
}

// On a phone the list is cards, which need these whatever its columns.
const cardKeys = ["unit", "weather", "light", "total_cost"];

// shownBy are the attributes that a display needs beside its columns.
function shownBy({ display, board, timeline }: ViewState): string[] {
	if (display === "cards" || display === "auto") return cardKeys;
	if (display === "board") return [board.by, board.lanes, ...board.card];
	if (display !== "timeline") return [];
	return [timeline.start, timeline.end, timeline.baseStart, timeline.baseEnd, timeline.colour, "progress"];
}

function queryOf(portfolio: string, view: ViewState, keys: readonly string[], ruleKeys: readonly string[]): RowQuery {
	const group = writeGroup(view.group);
	const { state, filter, find: q, asOf, compareTo } = view;
	const also = [...view.group.map((g) => g.key), view.tree, ...shownBy(view), ...ruleKeys];
	const fields = [...new Set([...keys, "currency", ...also])].filter(Boolean);
	const rules = view.columns.flatMap((c) => (c.total ? [`${c.key}.${c.total}`] : [])).join(",");
	const asked = { portfolio, state, filter, q, sort: writeSort(view.sort), group, tree: view.tree, fields };
	return { ...asked, asOf, compareTo, ...(rules ? { rules } : {}) };
}

export type View = ReturnType<typeof useView>;
