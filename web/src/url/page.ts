import type { ComponentType } from "react";
import type { MessageKey } from "../i18n/lang";

// Page is what a feature declares in its routes.tsx: an address, the title of
// its tab and breadcrumb, and the module to load when it is first opened.
export type Page = {
	// path as the router writes it: "/project/$id"
	path: string;
	title: MessageKey;
	load: () => Promise<{ default: ComponentType }>;
	// need: a permission without which the page says that it is refused
	need?: string;
	// needs: permissions of which one is enough
	needs?: readonly string[];
	// bare: without the frame of the application around it, as a presentation is
	bare?: boolean;
	// parent: the path of the page one step up, for the breadcrumb
	parent?: string;
};
