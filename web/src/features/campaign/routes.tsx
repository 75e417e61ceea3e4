import type { Page } from "../../url/page";

export const campaignPages: Page[] = [
	{ path: "/access-campaigns/$id", title: "campaign.one", load: () => import("./campaign-page") },
];
