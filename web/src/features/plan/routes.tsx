import type { Page } from "../../url/page";

export const planPages: Page[] = [
	{ path: "/project/$id/plan", title: "gantt.page.title", load: () => import("./plan-page"), parent: "/project/$id" },
];
