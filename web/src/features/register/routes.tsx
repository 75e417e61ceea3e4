import { pathOf } from "../../data/registers";
import type { Page } from "../../url/page";

const load = () => import("./register-page");

export const registerPages: Page[] = [
	{ path: pathOf("milestone"), title: "nav.milestones", load, need: "project.read" },
	{
		path: `${pathOf("milestone")}/trend`,
		title: "trend.title",
		load: () => import("./trend-page"),
		need: "project.read",
		parent: pathOf("milestone"),
	},
	{ path: pathOf("risk"), title: "nav.risks", load, need: "project.read" },
	{ path: pathOf("action"), title: "nav.actions", load, needs: ["project.read", "portfolio.read"] },
	{ path: pathOf("decision"), title: "nav.decisions", load, needs: ["project.read", "portfolio.read"] },
];
