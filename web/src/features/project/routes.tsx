import type { Page } from "../../url/page";

export const projectPages: Page[] = [
	{ path: "/project/$id", title: "project.title", load: () => import("./project-page"), parent: "/portfolio" },
];
