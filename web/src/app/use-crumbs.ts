import { useMatches } from "@tanstack/react-router";
import { useT } from "../i18n/use-lang";
import type { Crumb } from "../ui/breadcrumb";
import { useCurrentPlace } from "../ui/page-title";
import type { Page } from "../url/page";
import { pages } from "./pages";

// useCrumbs is the way to the page: its parents by their titles, what it is a page
// of by its name, then the title it has now.
export function useCrumbs(): Crumb[] {
	const t = useT();
	const { title, of } = useCurrentPlace();
	const match = useMatches().at(-1);
	const page = pages.find((p) => p.path === match?.fullPath);
	const above = parentsOf(page, pages);
	const object = objectOf(above);
	const steps = above.map((parent) => ({
		href: withIds(parent.path, match?.params ?? {}),
		name: (parent === object && of) || t(parent.title),
	}));
	return [...steps, { href: match?.pathname ?? "/", name: title }];
}

type Step = Pick<Page, "path" | "parent">;

// parentsOf are the pages above one, the nearest last.
export function parentsOf<P extends Step>(page: P | undefined, all: readonly P[]): P[] {
	const out: P[] = [];
	for (let up = page?.parent; up; up = out[0]?.parent) {
		const parent = all.find((p) => p.path === up);
		if (!parent || out.includes(parent)) break;
		out.unshift(parent);
	}
	return out;
}

// objectOf is, of the pages above one, that of the object that it is a page of: the
// nearest whose address ends with an id.
export const objectOf = <P extends Step>(above: readonly P[]): P | undefined =>
	above.findLast((p) => /\$\w+$/.test(p.path));

// withIds is the address of a parent: the ids of its path are those of the page.
function withIds(path: string, ids: Record<string, string | undefined>): string {
	return path.replace(/\$(\w+)/g, (whole, name: string) => ids[name] ?? whole);
}
