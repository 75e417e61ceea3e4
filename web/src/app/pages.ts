import { accountPages } from "../features/account/routes";
import { adminPages } from "../features/admin/routes";
import { campaignPages } from "../features/campaign/routes";
import { designPages } from "../features/design/routes";
import { historyPages } from "../features/history/routes";
import { homePages } from "../features/home/routes";
import { importPages } from "../features/import/routes";
import { methodPages } from "../features/method/routes";
import { planPages } from "../features/plan/routes";
import { portfolioPages } from "../features/portfolio/routes";
import { projectPages } from "../features/project/routes";
import { registerPages } from "../features/register/routes";
import { reviewPages } from "../features/review/routes";
import { roundPages } from "../features/round/routes";
import { signInPages } from "../features/signin/routes";
import { summaryPages } from "../features/summary/routes";
import type { Page } from "../url/page";

// pages are all addresses of the application. A feature adds its own here.
export const pages: Page[] = [
	...homePages,
	...summaryPages,
	...portfolioPages,
	...projectPages,
	...planPages,
	...registerPages,
	...reviewPages,
	...roundPages,
	...campaignPages,
	...historyPages,
	...methodPages,
	...importPages,
	...adminPages,
	...accountPages,
];

// openPages are shown without anyone signed in, outside the shell.
export const openPages: Page[] = [...signInPages, ...designPages];

export const home = "/home";
