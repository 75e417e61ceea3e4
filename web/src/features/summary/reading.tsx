import { createContext, useContext } from "react";
import type { Reading } from "./links";
import type { Compared } from "./model";

// Page is what every block knows of the page it stands on.
export type Page = {
	reading: Reading;
	compared: Compared | null;
	today: number;
	// live: blocks are being arranged, so that pressing in one must not lead away
	arranging: boolean;
};

const PageContext = createContext<Page | null>(null);
export const PageProvider = PageContext.Provider;

export function usePage(): Page {
	const page = useContext(PageContext);
	if (!page) throw new Error("no summary is shown here");
	return page;
}
