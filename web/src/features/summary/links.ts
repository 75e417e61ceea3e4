import { writeSearch } from "../../url/search";

// Reading is what the whole page is read with: every figure leads to its rows with
// the same.
export type Reading = {
	portfolio: string;
	// project: the one that the page is of; "" for those of the portfolio
	project: string;
	filter: string;
	asOf: string;
	compareTo: string;
};

// nowhere stands for a project where there is none to show blocks on.
export const nowhere = "-";

// ofOne reads a page of one project: lists that it opens are narrowed to it.
export function ofOne(project: string, asOf: string, compareTo: string): Reading {
	return { portfolio: "all", project, filter: `id = "${project}"`, asOf, compareTo };
}

// placeOf is where the summary is read and its layout is kept.
export function placeOf({ portfolio, project }: Reading): string {
	return project ? `/projects/${project}/summary` : `/portfolios/${portfolio}/summary`;
}

// rowsHref is the list of the projects behind a figure: the portfolio, the page's
// own filter and the figure's, at the same date and beside the same other.
export function rowsHref(reading: Reading, rows: string): string {
	const { portfolio, filter, asOf, compareTo } = reading;
	const path = portfolio === "all" ? "/portfolio" : `/portfolio/${portfolio}`;
	return path + writeSearch({ filter: both(filter, rows), as_of: asOf, compare_to: compareTo });
}

// both holds where both conditions do.
export function both(a: string, b: string): string {
	if (!a || !b) return a || b;
	return `${bracketed(a)} and ${bracketed(b)}`;
}

function bracketed(condition: string): string {
	return /\b(or)\b/.test(condition.replace(/"[^"]*"/g, "")) ? `(${condition})` : condition;
}

// projectHref is a project, read as the page is.
export function projectHref({ asOf, compareTo }: Reading, id: string): string {
	return `/project/${id}${writeSearch({ as_of: asOf, compare_to: compareTo })}`;
}

// picked holds for some projects, by their codes or else by their names.
export function picked(points: readonly { name: string; code?: string }[]): string {
	const quoted = (all: readonly string[]) => all.map((s) => `"${s.replace(/(["\\])/g, "\\$1")}"`).join(", ");
	const coded = points.every((p) => p.code);
	return coded
		? `code in (${quoted(points.map((p) => p.code ?? ""))})`
		: `name in (${quoted(points.map((p) => p.name))})`;
}

// reportHref is the page as a file, or one block of it.
export function reportHref(reading: Reading, format: string, lang: string, block = ""): string {
	const { filter, asOf, compareTo } = reading;
	const portfolio = reading.portfolio === "all" ? "" : reading.portfolio;
	const asked = { format, portfolio, filter, block, as_of: asOf, compare_to: compareTo, lang };
	return `/api/v1/reports/summary${writeSearch(asked)}`;
}
