import type { Page } from "../../url/page";

export const methodPages: Page[] = [
	{ path: "/method", title: "nav.method", load: () => import("./method-page") },
	{
		path: "/method/first-review",
		title: "help.guide",
		load: () => import("./first-review-page"),
		parent: "/method",
	},
];
