import { expect, test } from "vitest";
import { objectOf, parentsOf } from "./use-crumbs";

const pages = [
	{ path: "/portfolio" },
	{ path: "/project/$id", parent: "/portfolio" },
	{ path: "/project/$id/plan", parent: "/project/$id" },
	{ path: "/project/$id/plan/import", parent: "/project/$id/plan" },
	{ path: "/imports" },
	{ path: "/imports/new", parent: "/imports" },
];
const above = (path: string) =>
	parentsOf(
		pages.find((p) => p.path === path),
		pages,
	);

test("the way to the import of a plan goes over the project and its plan", () => {
	expect(above("/project/$id/plan/import").map((p) => p.path)).toEqual([
		"/portfolio",
		"/project/$id",
		"/project/$id/plan",
	]);
});

test("the project is what both the plan and its import are of", () => {
	expect(objectOf(above("/project/$id/plan"))?.path).toBe("/project/$id");
	expect(objectOf(above("/project/$id/plan/import"))?.path).toBe("/project/$id");
});

test("a page above which no object stands is of none", () => {
	expect(objectOf(above("/imports/new"))).toBeUndefined();
});
