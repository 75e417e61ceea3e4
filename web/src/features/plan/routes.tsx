import type { Page } from "../../url/page";

export const planPages: Page[] = [
	{ path: "/project/$id/plan", title: "gantt.page.title", load: () => import("./plan-page"), parent: "/project/$id" },
	{
		path: "/project/$id/plan/import",
		title: "planImport.title",
		load: () => import("./import-page"),
		parent: "/project/$id/plan",
	},
	{
		path: "/project/$id/plan/trend",
		title: "trend.title",
		load: () => import("./trend-page"),
		parent: "/project/$id/plan",
	},
];
