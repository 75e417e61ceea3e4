import type { Page } from "../../url/page";

const asked = typeof location !== "undefined" && new URLSearchParams(location.search).has("design");

// The reference of everything seen: in development, and with ?design.
export const designPages: Page[] =
	import.meta.env.DEV || asked ? [{ path: "/design", title: "design.title", load: () => import("./design-page") }] : [];
