import type { MessageKey } from "../i18n/lang";
import type { IconName } from "../ui/icon-shapes";

export type Place = {
	href: string;
	// under: the beginning of the addresses that belong to it
	under: string;
	title: MessageKey;
	icon: IconName;
	keys: string;
	need?: readonly string[];
	// inside: a page of the place above it, for the palette and the keys alone
	inside?: boolean;
	// word: in the navigation, where it stands for the pages inside it too
	word?: MessageKey;
};

// places are where the navigation and "g" with a letter lead.
export const places: readonly Place[] = [
	{ href: "/home", under: "/home", title: "nav.home", icon: "home", keys: "g h" },
	{ href: "/summary", under: "/summary", title: "nav.summary", icon: "summary", keys: "g s", need: ["project.read"] },
	{ href: "/portfolio", under: "/p", title: "nav.portfolio", icon: "portfolio", keys: "g p" },
	{
		href: "/milestones",
		under: "/milestones",
		title: "nav.milestones",
		word: "nav.follow",
		icon: "calendar",
		keys: "g d",
		need: ["project.read"],
	},
	{
		href: "/risks",
		under: "/risks",
		title: "nav.risks",
		icon: "warning",
		keys: "g k",
		need: ["project.read"],
		inside: true,
	},
	{
		href: "/actions",
		under: "/actions",
		title: "nav.actions",
		icon: "check",
		keys: "g t",
		need: ["project.read", "portfolio.read"],
		inside: true,
	},
	{
		href: "/decisions",
		under: "/decisions",
		title: "nav.decisions",
		icon: "role",
		keys: "g e",
		need: ["project.read", "portfolio.read"],
		inside: true,
	},
	{
		href: "/reviews",
		under: "/reviews",
		title: "nav.reviews",
		icon: "review",
		keys: "g r",
		need: ["portfolio.read"],
	},
	{ href: "/rounds", under: "/rounds", title: "nav.rounds", icon: "check", keys: "g o" },
	{ href: "/history", under: "/history", title: "nav.history", icon: "history", keys: "g c", need: ["history.read"] },
	{ href: "/method", under: "/method", title: "nav.method", icon: "file", keys: "g w" },
	{
		href: "/import",
		under: "/import",
		title: "nav.imports",
		icon: "import",
		keys: "g i",
		need: ["import.run", "unit.manage", "user.manage", "rate.edit"],
	},
	{
		href: "/admin",
		under: "/admin",
		title: "nav.admin",
		icon: "admin",
		keys: "g a",
		need: ["user.manage", "unit.manage", "role.manage", "catalogue.edit", "resource.edit", "system.manage"],
	},
];

// openTo are the places that somebody with these permissions can use.
// and whose roles need them.
export function openTo(me: {
	permissions: readonly string[];
	hidden_screens: readonly string[] | null;
}): readonly Place[] {
	const hidden = me.hidden_screens ?? [];
	const left = places.filter(
		(p) =>
			(!p.need || p.need.some((n) => me.permissions.includes(n))) &&
			!hidden.includes(p.href.slice(1)) &&
			!(p.href === "/admin" && everyArea.every((a) => hidden.includes(a))),
	);
	// Where the page that stands for several is left out, the next of them does.
	const inside = left.findIndex((p) => p.inside);
	if (inside < 0 || left.some((p) => p.word)) return left;
	return left.map((p, i) => (i === inside ? { ...p, inside: false, word: "nav.follow" } : p));
}

const everyArea = ["admin.people", "admin.catalogue", "admin.system"];

// placeOf is the place of the navigation in which an address lies: that of a page
// inside another is the other.
export function placeOf(open: readonly Place[], path: string): Place | undefined {
	const at = open.findIndex((p) => path.startsWith(p.under));
	return open.slice(0, at + 1).findLast((p) => !p.inside);
}
