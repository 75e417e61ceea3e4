import { addressOf, api, type Query } from "../api/client";
import type { Named, Row } from "../api/types";
import { wasRead } from "./connection";
import { type Missing, markPartial } from "./partial";
import type { Converted, Rates } from "./rates";

// RowQuery says which projects a list shows, and how; as the address holds it.
export type RowQuery = {
	portfolio: string;
	state: "active" | "archived" | "deleted" | "all";
	filter: string;
	q: string;
	sort: string;
	group: string;
	// tree: the attribute that names the row a row stands under; "" for a flat list
	tree?: string;
	fields: readonly string[];
	asOf: string;
	compareTo: string;
	// rules: by which some attributes are totalled, "progress.mean,end.none"
	rules?: string;
	// trends: the attributes whose last months are shown, separated by commas
	trends?: string;
};

// Total is an attribute of many projects made one. Of amounts in several currencies
// it says beside them what they come to in one, or which rates lack.
export type Total = {
	rule: string;
	filled: number;
	unread: number;
	value: unknown;
	converted?: Converted;
	unconverted?: string[];
};
export type Totals = Record<string, Total>;
// Group is the rows with one value; groups are those of the next level in it. Its
// totals are there where they were asked for.
export type Group = { value: unknown; count: number; totals?: Totals; groups?: Group[]; partial?: boolean };

// Page is one answer of the list: some rows, and what is said of all of them.
export type Page = {
	rows: Row[];
	total: number;
	hidden: number;
	change: number;
	totals: Totals;
	groups: Group[] | null;
	// empty: the attributes asked for that have no value in the whole list
	empty: string[];
	// ids: of all rows in their order; the rows are then the whole list as it is
	// before its filter, by name
	ids: string[] | null;
	// missing: where totals leave out what the reader may not see; null where nowhere
	missing: Missing | null;
	rates?: Rates | undefined;
};

type Told = Omit<Page, "rows" | "groups" | "empty" | "ids" | "missing">;
type Table = Told & { columns?: string[]; rows?: unknown[][]; groups?: Group[]; empty?: string[]; ids?: string[] } & {
	partial?: boolean;
	partial_programmes?: string[];
	whole_units?: string[];
};

// Asked is what of a list is wanted: a window of its rows; all of them where the
// whole list, before its filter, has no more than `whole`; or their order alone.
export type Asked = {
	offset?: number;
	limit?: number;
	// subtotals: of which groups the totals are wanted, "from-count" as they are read
	subtotals?: string;
	whole?: number;
	order?: boolean;
};

// mostTrends is of how many rows the server reads the last months at once.
const mostTrends = 500;

export async function readRows(query: RowQuery, asked: Asked, signal?: AbortSignal): Promise<Page> {
	const { offset = 0, limit = 1, subtotals = "", whole = 0, order } = asked;
	const trends = limit <= mostTrends ? query.trends : undefined;
	const wanted = order
		? { shape: "ids", subtotals: "0-0" }
		: { shape: "table", offset, limit, subtotals, whole: whole || undefined, trends };
	const table = await api.get<Table>("/projects", { ...listQuery(query), ...wanted }, signal);
	wasRead(table.change);
	const page = pageOf(table);
	return { ...page, groups: markPartial(page.groups, query.group, page.missing) };
}

// listQuery is a query as the API takes it, for lists and exports alike.
export function listQuery(q: RowQuery): Query {
	return {
		portfolio: q.portfolio,
		state: q.state === "active" ? "" : q.state,
		filter: q.filter,
		q: q.q,
		sort: q.sort,
		group: q.group,
		fields: q.fields.join(","),
		as_of: q.asOf,
		compare_to: q.compareTo,
		rules: q.rules,
	};
}

export type ExportForm = "xlsx" | "csv" | "json" | "ndjson";

// exportAddress is where a list is taken out; heads are what columns are called there.
export function exportAddress(
	form: ExportForm,
	query: RowQuery,
	lang: string,
	heads: Record<string, string> = {},
): string {
	// a workbook is read by people; what is meant for machines has rows alone
	const totals = form === "xlsx" ? "true" : "";
	const named = Object.keys(heads).length ? JSON.stringify(heads) : "";
	return addressOf(`/exports/projects.${form}`, { ...listQuery(query), lang, totals, heads: named });
}

// pageOf names the values of a table by its columns.
export function pageOf(table: Table): Page {
	const { columns = [], rows = [], total, hidden, change, totals, groups = null, empty = [], ids = null } = table;
	const named = rows.map((values) => rowOf(columns, values));
	const { partial, partial_programmes: programmes = [], whole_units: units = [], rates } = table;
	const missing = partial ? { programmes, units } : null;
	return { rows: named, total, hidden, change, totals, groups, empty, ids, missing, rates };
}

function rowOf(columns: readonly string[], values: readonly unknown[]): Row {
	const row: Record<string, unknown> = {};
	columns.forEach((name, i) => {
		row[name] = values[i];
	});
	if (row.unread === null) row.unread = undefined;
	return row as Row;
}

// same tells whether two values of the API are the same: texts, lists, amounts,
// and the names of people, units and projects by their ids.
export function same(a: unknown, b: unknown): boolean {
	if (a === b) return true;
	if (a == null || b == null) return (a ?? null) === (b ?? null);
	if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((v, i) => same(v, b[i]));
	if (typeof a !== "object" || typeof b !== "object") return false;
	const [x, y] = [a as Partial<Named & Amount>, b as Partial<Named & Amount>];
	if (x.amount !== undefined && y.amount !== undefined)
		return sameNumber(x.amount, y.amount) && x.currency === y.currency;
	return x.id !== undefined && x.id === y.id;
}

type Amount = { amount: string; currency: string };

function sameNumber(a: string, b: string): boolean {
	return a === b || trimmed(a) === trimmed(b);
}

function trimmed(decimal: string): string {
	return decimal.includes(".") ? decimal.replace(/\.?0+$/, "") : decimal;
}

// wire is a value as the server takes it: of a person, a unit or a project, the id.
export function wire(value: unknown): unknown {
	if (!value || typeof value !== "object" || Array.isArray(value)) return value;
	return (value as Partial<Named>).id ?? value;
}
