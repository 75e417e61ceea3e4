import { type AdminPage, adminLists } from "./routes";

export const areas = ["people", "catalogue", "system"] as const;

// shownTo are the pages that somebody with these permissions may open, and whose
// roles need them.
export function shownTo(me: { permissions: readonly string[]; hidden_screens: readonly string[] | null }): AdminPage[] {
	return adminLists.filter(
		(p) =>
			typeof p.need === "string" &&
			me.permissions.includes(p.need) &&
			!(me.hidden_screens ?? []).includes(`admin.${p.area}`),
	);
}
