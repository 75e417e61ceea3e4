import { useMatches } from "@tanstack/react-router";
import { useT } from "../i18n/use-lang";
import type { Crumb } from "../ui/breadcrumb";
import { useCurrentPlace } from "../ui/page-title";
import { pages } from "./pages";

// useCrumbs is the way to the page: its parents by their titles, what it is a page
// of by its name, then the title it has now.
export function useCrumbs(): Crumb[] {
	const t = useT();
	const { title, of } = useCurrentPlace();
	const match = useMatches().at(-1);
	const page = pages.find((p) => p.path === match?.fullPath);
	const crumbs: Crumb[] = [{ href: match?.pathname ?? "/", name: title }];
	for (let up = page?.parent; up; ) {
		const parent = pages.find((p) => p.path === up);
		if (!parent) break;
		crumbs.unshift({
			href: withIds(parent.path, match?.params ?? {}),
			name: (up === page?.parent && of) || t(parent.title),
		});
		up = parent.parent;
	}
	return crumbs;
}

// withIds is the address of a parent: the ids of its path are those of the page.
function withIds(path: string, ids: Record<string, string | undefined>): string {
	return path.replace(/\$(\w+)/g, (whole, name: string) => ids[name] ?? whole);
}
