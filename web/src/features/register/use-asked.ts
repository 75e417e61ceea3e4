import { useMemo } from "react";
import { type Asked, type RecordKind, whens } from "../../data/registers";
import { dayFromISO } from "../../format/day";
import { useSearch } from "../../url/use-search";
import { type Group, groupings, specs } from "../../views/register/kinds";

// useAsked is what the address asks for: which records, and how they stand. The
// parameter by is the option of the kind's list; type is how older addresses of
// key dates say it.
export function useAsked(kind: RecordKind): { asked: Asked; group: Group } {
	const search = useSearch();
	const asOf = dayFromISO(search.as_of) ? (search.as_of ?? "") : "";
	const { when = "", portfolio = "", type = "", q = "", group = "", mine = "", own = "", at = "" } = search;
	const by = search.by ?? type;
	const { parts, by: list, groups } = specs[kind];
	const part =
		(whens as readonly string[]).includes(when) && (parts as readonly string[]).includes(when) ? when : "open";
	const square = kind === "risk" && /^[1-5]x[1-5]$/.test(at) ? at : "";
	const asked = useMemo(
		() => ({
			mine: mine === "1",
			own: own === "1",
			when: part,
			portfolio,
			by,
			list,
			at: square,
			q,
			asOf,
			compareTo: "",
		}),
		[mine, own, part, portfolio, by, list, square, q, asOf],
	);
	const grouped = (groupings as readonly string[]).includes(group) && (groups as readonly string[]).includes(group);
	return { asked, group: grouped ? (group as Group) : "none" };
}
