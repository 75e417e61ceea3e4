import type { MessageKey } from "../../i18n/lang";
import type { IconName } from "../../ui/icon-shapes";
import type { Page } from "../../url/page";

const parent = "/admin";

// AdminPage is a page of the administration: under which heading it stands, and
// by what it is found.
export type AdminPage = Page & { area: "people" | "catalogue" | "system"; icon: IconName; lead: MessageKey };

export const adminLists: AdminPage[] = [
	{
		path: "/admin/users",
		title: "user.title",
		load: () => import("./users-page"),
		need: "user.manage",
		parent,
		area: "people",
		icon: "users",
		lead: "user.lead",
	},
	{
		path: "/admin/groups",
		title: "group.title",
		load: () => import("./groups-page"),
		need: "user.manage",
		parent,
		area: "people",
		icon: "group",
		lead: "group.lead",
	},
	{
		path: "/admin/units",
		title: "unit.title",
		load: () => import("./units-page"),
		need: "unit.manage",
		parent,
		area: "people",
		icon: "unit",
		lead: "unit.lead",
	},
	{
		path: "/admin/roles",
		title: "role.title",
		load: () => import("./roles-page"),
		need: "role.manage",
		parent,
		area: "people",
		icon: "role",
		lead: "role.lead",
	},
	{
		path: "/admin/grants",
		title: "grant.title",
		load: () => import("./grants-page"),
		need: "role.manage",
		parent,
		area: "people",
		icon: "grant",
		lead: "grant.lead",
	},
	{
		path: "/admin/credentials",
		title: "credential.title",
		load: () => import("./credentials-page"),
		need: "user.manage",
		parent,
		area: "people",
		icon: "token",
		lead: "credential.lead",
	},
	{
		path: "/admin/fields",
		title: "attribute.title",
		load: () => import("./fields-page"),
		need: "catalogue.edit",
		parent,
		area: "catalogue",
		icon: "field",
		lead: "attribute.lead",
	},
	{
		path: "/admin/forms",
		title: "forms.title",
		load: () => import("./forms-page"),
		need: "catalogue.edit",
		parent,
		area: "catalogue",
		icon: "columns",
		lead: "forms.lead",
	},
	{
		path: "/admin/rates",
		title: "rate.title",
		load: () => import("./rates-page"),
		need: "rate.edit",
		parent,
		area: "catalogue",
		icon: "globe",
		lead: "rate.lead",
	},
	{
		path: "/admin/trust",
		title: "trust.title",
		load: () => import("./trust-page"),
		need: "catalogue.edit",
		parent,
		area: "catalogue",
		icon: "check",
		lead: "trust.lead",
	},
	{
		path: "/admin/templates",
		title: "template.title",
		load: () => import("./templates-page"),
		need: "catalogue.edit",
		parent,
		area: "catalogue",
		icon: "file",
		lead: "template.lead",
	},
	{
		path: "/admin/mappings",
		title: "mapping.title",
		load: () => import("./mappings-page"),
		need: "import.run",
		parent,
		area: "catalogue",
		icon: "import",
		lead: "mapping.lead",
	},
	{
		path: "/admin/settings",
		title: "setting.title",
		load: () => import("./settings-page"),
		need: "system.manage",
		parent,
		area: "system",
		icon: "admin",
		lead: "setting.lead",
	},
	{
		path: "/admin/audit",
		title: "audit.title",
		load: () => import("./audit-page"),
		need: "system.manage",
		parent,
		area: "system",
		icon: "history",
		lead: "audit.lead",
	},
	{
		path: "/admin/mail",
		title: "outbox.title",
		load: () => import("./mail-page"),
		need: "system.manage",
		parent,
		area: "system",
		icon: "mail",
		lead: "outbox.lead",
	},
	{
		path: "/admin/jobs",
		title: "job.title",
		load: () => import("./jobs-page"),
		need: "system.manage",
		parent,
		area: "system",
		icon: "clock",
		lead: "job.lead",
	},
	{
		path: "/admin/backups",
		title: "backup.title",
		load: () => import("./backups-page"),
		need: "system.manage",
		parent,
		area: "system",
		icon: "copy",
		lead: "backup.lead",
	},
	{
		path: "/admin/health",
		title: "health.title",
		load: () => import("./health-page"),
		need: "system.manage",
		parent,
		area: "system",
		icon: "eye",
		lead: "health.lead",
	},
];

export const areas = ["people", "catalogue", "system"] as const;

// shownTo are the pages that somebody with these permissions may open.
export function shownTo(permissions: readonly string[]): AdminPage[] {
	return adminLists.filter((p) => typeof p.need === "string" && permissions.includes(p.need));
}

export const adminPages: Page[] = [
	{ path: "/admin", title: "nav.admin", load: () => import("./start-page") },
	...adminLists,
];
