import type { Page } from "../../url/page";

export const reviewPages: Page[] = [
	{ path: "/reviews", title: "nav.reviews", load: () => import("./list-page"), need: "portfolio.read" },
	{
		path: "/reviews/$id",
		title: "review.title",
		load: () => import("./prepare-page"),
		need: "portfolio.read",
		parent: "/reviews",
	},
	{
		path: "/reviews/$id/minutes",
		title: "review.minutes.title",
		load: () => import("./minutes-page"),
		need: "portfolio.read",
		parent: "/reviews/$id",
	},
	{
		path: "/reviews/$id/run",
		title: "review.title",
		load: () => import("./run-page"),
		need: "portfolio.read",
		bare: true,
	},
];
