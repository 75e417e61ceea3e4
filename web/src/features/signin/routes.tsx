import type { Page } from "../../url/page";

export const signInPages: Page[] = [
	{ path: "/setup", title: "setup.title", load: () => import("./setup-page") },
	{ path: "/forgot", title: "forgot.title", load: () => import("./forgot-page") },
	{ path: "/reset", title: "reset.title", load: () => import("./reset-page") },
];
