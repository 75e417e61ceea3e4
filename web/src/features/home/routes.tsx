import type { Page } from "../../url/page";

export const homePages: Page[] = [{ path: "/home", title: "nav.home", load: () => import("./home-page") }];
