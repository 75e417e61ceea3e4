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
		icon: "calendar",
		keys: "g d",
		need: ["project.read"],
	},
	{ href: "/history", under: "/history", title: "nav.history", icon: "history", keys: "g c", need: ["history.read"] },
	{
		href: "/import",
		under: "/import",
		title: "nav.imports",
		icon: "import",
		keys: "g i",
		need: ["import.run", "unit.manage", "user.manage"],
	},
	{
		href: "/admin",
		under: "/admin",
		title: "nav.admin",
		icon: "admin",
		keys: "g a",
		need: ["user.manage", "unit.manage", "role.manage", "catalogue.edit", "system.manage"],
	},
];

// openTo are the places that somebody with these permissions can use.
export function openTo(permissions: readonly string[]): readonly Place[] {
	return places.filter((p) => !p.need || p.need.some((n) => permissions.includes(n)));
}
