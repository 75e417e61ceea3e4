import { useMemo } from "react";
import { type Asked, whens } from "../../data/milestones";
import { dayFromISO } from "../../format/day";
import { useSearch } from "../../url/use-search";

export const groupings = ["none", "month", "project", "type"] as const;

// useAsked is what the address asks for: which key dates, and how they stand.
export function useAsked(): { asked: Asked; group: string } {
	const search = useSearch();
	const asOf = dayFromISO(search.as_of) ? (search.as_of ?? "") : "";
	const { when = "", portfolio = "", type = "", q = "", group = "", mine = "" } = search;
	const part = (whens as readonly string[]).includes(when) ? when : "open";
	const asked = useMemo(
		() => ({ mine: mine === "1", when: part, portfolio, type, q, asOf, compareTo: "" }),
		[mine, part, portfolio, type, q, asOf],
	);
	return { asked, group: (groupings as readonly string[]).includes(group) ? group : "none" };
}
