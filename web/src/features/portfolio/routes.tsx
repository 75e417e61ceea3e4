import type { Page } from "../../url/page";

export const portfolioPages: Page[] = [
	{ path: "/portfolio", title: "nav.portfolio", load: () => import("./portfolio-page") },
	{ path: "/portfolio/$id", title: "nav.portfolio", load: () => import("./portfolio-page"), parent: "/portfolio" },
];
