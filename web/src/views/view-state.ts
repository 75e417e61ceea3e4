import { useMemo } from "react";
import type { Attribute } from "../api/types";
import type { RowQuery } from "../data/rows";
import type { SortKey } from "../engine/grid/model";
import { dayFromISO } from "../format/day";
import { useAsOf, useSearch, useSetSearch } from "../url/use-search";

const first = [
	"code",
	"name",
	"unit",
	"stage",
	"weather",
	"light",
	"progress",
	"start",
	"end",
	"total_cost",
	"total_cost_baseline",
	"actual_cost",
	"manager",
	"priority",
	"type",
	"duration",
	"programme",
];

// columnKeys are the attributes shown: those the address names, else the usual
// ones; the code and the name always, and first.
export function columnKeys(named: string, attributes: readonly Attribute[]): string[] {
	const known = new Set(attributes.map((a) => a.key));
	const wanted = named ? named.split(",") : [...first, ...attributes.filter((a) => !a.core).map((a) => a.key)];
	const keys = ["code", "name", ...wanted].filter((key) => known.has(key));
	return [...new Set(keys)];
}

export function readSort(text: string): SortKey[] {
	return text
		.split(",")
		.filter(Boolean)
		.map((key) =>
			key.startsWith("-") ? { key: key.slice(1), direction: "descending" } : { key, direction: "ascending" },
		);
}

export function writeSort(sort: readonly SortKey[]): string {
	return sort.map((s) => (s.direction === "descending" ? `-${s.key}` : s.key)).join(",");
}

const states = ["active", "archived", "deleted", "all"] as const;

// useView is how the list is shown, as the address holds it.
export function useView(portfolio: string, attributes: readonly Attribute[]) {
	const search = useSearch();
	const asOf = useAsOf();
	const set = useSetSearch();
	const { filter = "", q = "", sort = "", group = "", cols = "", compare_to = "" } = search;
	const state = states.find((s) => s === search.state) ?? "active";
	const keys = useMemo(() => columnKeys(cols, attributes), [cols, attributes]);
	const grouped = attributes.some((a) => a.key === group) ? group : "";
	const compareTo = dayFromISO(compare_to) ? compare_to : "";
	const fields = useMemo(() => [...new Set([...keys, "currency", ...(grouped ? [grouped] : [])])], [keys, grouped]);
	const query = useMemo(
		(): RowQuery => ({ portfolio, state, filter, q, sort, group: grouped, fields, asOf, compareTo }),
		[portfolio, state, filter, q, sort, grouped, fields, asOf, compareTo],
	);
	const { open = "", display = "" } = search;
	return { query, keys, only: search.only === "1", open, display, set };
}

export type View = ReturnType<typeof useView>;
