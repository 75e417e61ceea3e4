import { useMemo } from "react";
import { type Asked, pathOf, type RecordKind, recordKinds, whens } from "../../data/registers";
import { dayFromISO } from "../../format/day";
import { useSearch } from "../../url/use-search";
import { type Group, groupings, specs } from "../../views/register/kinds";
import { useListView } from "../../views/saved/use-list-view";

const params = ["when", "portfolio", "by", "q", "under", "mine", "own", "at"];
const pages = Object.fromEntries(recordKinds.map((kind) => [kind, { path: pathOf(kind), params }]));

// Asking is what the page shows: the view that it starts from, what the address
// asks for, and how to ask for something else.
export type Asking = {
	asked: Asked;
	group: Group;
	set: (changes: Record<string, string | null>) => void;
	list: ReturnType<typeof useListView>;
};

// useAsked is what the address and the saved view ask for: which records, and how
// they stand. The parameter by is the option of the kind's list; type is how older
// addresses of key dates say it.
export function useAsked(kind: RecordKind): Asking {
	const search = useSearch();
	const page = pages[kind] ?? { path: pathOf(kind), params };
	const list = useListView(kind, page, specs[kind].page);
	const asOf = dayFromISO(search.as_of) ? (search.as_of ?? "") : "";
	const projects = search.projects ?? "";
	const { when = "", portfolio = "", q = "", under = "", mine = "", own = "", at = "" } = list.params;
	const by = list.params.by ?? search.type ?? "";
	const { parts, by: narrowed, groups } = specs[kind];
	const isPart = (whens as readonly string[]).includes(when) && (parts as readonly string[]).includes(when);
	const part = isPart ? when : "open";
	const square = kind === "risk" && /^[1-5]x[1-5]$/.test(at) ? at : "";
	const asked = useMemo(
		() => ({
			mine: mine === "1",
			projects,
			own: own === "1",
			when: part,
			portfolio,
			by,
			list: narrowed,
			at: square,
			q,
			asOf,
			compareTo: "",
		}),
		[mine, projects, own, part, portfolio, by, narrowed, square, q, asOf],
	);
	const isGroup = (groupings as readonly string[]).includes(under) && (groups as readonly string[]).includes(under);
	return { asked, group: isGroup ? (under as Group) : "none", set: list.set, list };
}
