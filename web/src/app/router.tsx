import {
	createRootRoute,
	createRoute,
	createRouter,
	type ErrorComponentProps,
	Navigate,
	Outlet,
} from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { Problem } from "../api/problem";
import { useCan, useSomeone } from "../data/me";
import { useT } from "../i18n/use-lang";
import { useTitle } from "../ui/page-title";
import { ErrorState, Skeleton } from "../ui/states";
import type { Page } from "../url/page";
import { readSearch, type Search, writeSearch } from "../url/search";
import { Crashed } from "./crashed";
import { NotFound } from "./not-found";
import { home, openPages, pages } from "./pages";
import { SignedIn } from "./signed-in";

const HiddenScreen = lazy(() => import("./hidden-screen"));

// newRouter makes the routes out of the features' pages. The date the screen is
// read at, and what it is compared with, go along from page to page.
export function newRouter() {
	const root = createRootRoute({
		component: Outlet,
		notFoundComponent: NotFound,
		search: { middlewares: [({ search, next }) => keepPeriod(search as Search, next(search) as Search)] },
	});
	const inside = createRoute({ getParentRoute: () => root, id: "inside", component: SignedIn });
	const alone = createRoute({ getParentRoute: () => root, id: "alone", component: () => <SignedIn bare /> });
	const start = createRoute({ getParentRoute: () => inside, path: "/", component: Start });
	const routes = [
		...openPages.map((page) => createRoute({ getParentRoute: () => root, path: page.path, component: shown(page) })),
		inside.addChildren([
			start,
			...pages
				.filter((page) => !page.bare)
				.map((page) => createRoute({ getParentRoute: () => inside, path: page.path, component: shown(page) })),
			createRoute({ getParentRoute: () => inside, path: "$", component: NotFound }),
		]),
		alone.addChildren(
			pages
				.filter((page) => page.bare)
				.map((page) => createRoute({ getParentRoute: () => alone, path: page.path, component: shown(page) })),
		),
	];
	return createRouter({
		routeTree: root.addChildren(routes),
		parseSearch: readSearch,
		stringifySearch: writeSearch,
		defaultErrorComponent: (p: ErrorComponentProps) => (
			<Crashed error={p.error instanceof Error ? p.error : new Error(String(p.error))} reset={p.reset} />
		),
		defaultNotFoundComponent: NotFound,
		scrollRestoration: false,
	});
}

// Start leads to where a person begins: those who only read and decide, to the
// summary; everybody else, home.
function Start() {
	const reads = useCan("project.read");
	const exports = useCan("export.run");
	const works = useCan(["project.edit", "project.edit_own", "portfolio.edit", "system.manage"]);
	return <Navigate to={reads && exports && !works ? "/summary" : home} replace />;
}

// kept go along from page to page until they are let go.
const kept = ["as_of", "compare_to"] as const;

function keepPeriod(before: Search, after: Search): Search {
	const out = { ...after };
	for (const name of kept) {
		const was = before[name];
		if (was && out[name] === undefined) out[name] = was;
	}
	return out;
}

// shown is the component of a page: loaded when first opened, refused without
// its permission.
function shown(page: Page) {
	const Content = lazy(page.load);
	return function PageOfRoute() {
		const may = useCan(page.needs ?? page.need);
		const hidden = useSomeone()?.hidden_screens ?? [];
		if (!may) return <Refused page={page} />;
		if (hidden.includes(screenOf(page)))
			return (
				<Suspense fallback={<Skeleton />}>
					<HiddenScreen title={page.title} />
				</Suspense>
			);
		return (
			<Suspense fallback={<Skeleton />}>
				<Content />
			</Suspense>
		);
	};
}

// screenOf is the screen, as roles name them, to which a page belongs.
function screenOf(page: Page): string {
	const first = page.path.split("/")[1] ?? "";
	return "area" in page ? `${first}.${String(page.area)}` : first;
}

function Refused({ page }: { page: Page }) {
	const t = useT();
	useTitle(t(page.title));
	return <ErrorState level={1} error={new Problem(403, {})} />;
}
