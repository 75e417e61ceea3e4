import type { Page } from "../../url/page";

export const milestonePages: Page[] = [
	{ path: "/milestones", title: "nav.milestones", load: () => import("./milestone-page"), need: "project.read" },
];
