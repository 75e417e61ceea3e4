import type { Page } from "../../url/page";

const parent = "/admin";

export const adminPages: Page[] = [
	{ path: "/admin", title: "nav.admin", load: () => import("./start-page") },
	{ path: "/admin/users", title: "user.title", load: () => import("./users-page"), need: "user.manage", parent },
	{ path: "/admin/groups", title: "group.title", load: () => import("./groups-page"), need: "user.manage", parent },
	{ path: "/admin/units", title: "unit.title", load: () => import("./units-page"), need: "unit.manage", parent },
	{ path: "/admin/roles", title: "role.title", load: () => import("./roles-page"), need: "role.manage", parent },
	{ path: "/admin/grants", title: "grant.title", load: () => import("./grants-page"), need: "role.manage", parent },
	{
		path: "/admin/fields",
		title: "attribute.title",
		load: () => import("./fields-page"),
		need: "catalogue.edit",
		parent,
	},
];
