import type { Page } from "../../url/page";

export const accountPages: Page[] = [
	{ path: "/account", title: "account.title", load: () => import("./account-page") },
];
