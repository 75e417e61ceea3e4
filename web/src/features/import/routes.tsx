import type { Page } from "../../url/page";

// importing are the rights of those who import: projects and key dates, units, people.
const importing = ["import.run", "unit.manage", "user.manage", "rate.edit"];

export const importPages: Page[] = [
	{
		path: "/import/new",
		title: "nav.imports",
		load: () => import("./start-page"),
		needs: importing,
		parent: "/import",
	},
	{ path: "/import", title: "nav.imports", load: () => import("./start-page"), needs: importing },
	{
		path: "/import/$id",
		title: "nav.imports",
		load: () => import("./import-page"),
		needs: importing,
		parent: "/import",
	},
];
