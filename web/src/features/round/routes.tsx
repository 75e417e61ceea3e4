import type { Page } from "../../url/page";

export const roundPages: Page[] = [
	{ path: "/rounds", title: "nav.rounds", load: () => import("./list-page") },
	{ path: "/rounds/$id", title: "round.title", load: () => import("./round-page"), parent: "/rounds" },
];
