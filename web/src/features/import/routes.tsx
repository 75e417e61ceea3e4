import type { Page } from "../../url/page";

export const importPages: Page[] = [
	{ path: "/import", title: "nav.imports", load: () => import("./start-page"), need: "import.run" },
	{
		path: "/import/$id",
		title: "nav.imports",
		load: () => import("./import-page"),
		need: "import.run",
		parent: "/import",
	},
];
