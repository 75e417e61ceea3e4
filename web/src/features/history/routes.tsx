import type { Page } from "../../url/page";

export const historyPages: Page[] = [
	{ path: "/history", title: "nav.history", load: () => import("./history-page"), need: "history.read" },
];
