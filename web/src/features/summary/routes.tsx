import type { Page } from "../../url/page";

export const summaryPages: Page[] = [
	{ path: "/summary", title: "nav.summary", load: () => import("./summary-page"), need: "project.read" },
	{
		path: "/summary/$id",
		title: "nav.summary",
		load: () => import("./summary-page"),
		need: "project.read",
		parent: "/summary",
	},
	{
		path: "/project/$id/summary",
		title: "nav.summary",
		load: () => import("./one-page"),
		need: "project.read",
		parent: "/project/$id",
	},
];
