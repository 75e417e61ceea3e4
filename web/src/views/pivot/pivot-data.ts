import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { addressOf, api } from "../../api/client";
import { wasRead } from "../../data/connection";
import { keys } from "../../data/query-keys";
import type { RowQuery, Total } from "../../data/rows";
import type { GroupBy, PivotState } from "../view-state";
import { writeGroup, writeMeasures } from "../view-state";

// Cell is the projects of a line and a column, and what they come to by measure.
// shares are what parts of the whole they are, in per cent, where that is asked.
export type Cell = {
	count: number;
	totals: Total[];
	shares?: (string | null)[];
	partial?: boolean;
};
// Head is a column: its value, and the condition that holds for its projects alone.
export type Head = Cell & { value: unknown; filter: string };
export type Line = Head & { cells: (Cell & { at: number })[]; lines?: Line[] };
export type Measured = { name: string; key: string; rule: string };

export type PivotAnswer = {
	total: number;
	hidden: number;
	change: number;
	partial: boolean;
	rows: { key: string; by: GroupBy | "" }[];
	columns: { key: string; by: GroupBy | "" }[];
	measures: Measured[];
	heads: Head[];
	lines: Line[];
	all: Cell;
};

// pivotQuery is a list crossed, as the API takes it.
export function pivotQuery(query: RowQuery, pivot: PivotState) {
	return {
		portfolio: query.portfolio,
		state: query.state === "active" ? "" : query.state,
		filter: query.filter,
		q: query.q,
		as_of: query.asOf,
		rows: writeGroup(pivot.rows),
		columns: writeGroup(pivot.columns),
		measures: writeMeasures(pivot.measures),
		share: pivot.share,
	};
}

export function usePivot(query: RowQuery, pivot: PivotState) {
	const asked = pivotQuery(query, pivot);
	return useQuery({
		queryKey: [...keys.projects, "pivot", asked],
		queryFn: async ({ signal }) => {
			const answer = await api.get<PivotAnswer>("/projects/pivot", asked, signal);
			wasRead(answer.change);
			return answer;
		},
		placeholderData: keepPreviousData,
	});
}

export function pivotExport(form: "xlsx" | "csv", query: RowQuery, pivot: PivotState, lang: string): string {
	return addressOf(`/exports/pivot.${form}`, { ...pivotQuery(query, pivot), lang });
}

// joined is a condition that holds where all of some do.
export function joined(...conditions: readonly string[]): string {
	const said = conditions.filter((c) => c.trim());
	return said.length < 2 ? (said[0] ?? "") : said.map((c) => (/\bor\b|\bou\b/i.test(c) ? `(${c})` : c)).join(" and ");
}

// Flat is a line with its depth, and the conditions of those it stands in.
export type Flat = { line: Line; depth: number; id: string; filter: string; open: boolean };

// flatten lists the lines that are seen, each before those in it.
export function flatten(lines: readonly Line[], folded: ReadonlySet<string>): Flat[] {
	const out: Flat[] = [];
	const walk = (some: readonly Line[], depth: number, above: string, filter: string) => {
		for (const line of some) {
			const id = `${above}/${line.filter}`;
			const own = joined(filter, line.filter);
			const open = !folded.has(id);
			out.push({ line, depth, id, filter: own, open });
			if (open && line.lines) walk(line.lines, depth + 1, id, own);
		}
	};
	walk(lines, 0, "", "");
	return out;
}

// weightOf is a total as one number, to be shaded by; null where it is none.
export function weightOf(total: Total | undefined): number | null {
	if (!total || total.filled === 0) return null;
	const one = total.converted;
	if (one?.amount !== undefined) return Number(one.amount);
	const value = one?.value ?? total.value;
	if (value && typeof value === "object" && !Array.isArray(value)) {
		const amounts = Object.values(value as Record<string, string>);
		return amounts.length === 1 ? Number(amounts[0]) : null;
	}
	const n = Number(value);
	return value === null || value === "" || Number.isNaN(n) ? null : n;
}

// shadesOf says how strongly the cells of each measure are shaded, from 0 to 1:
// the leaves alone are compared, for their sums would outweigh them.
export function shadesOf(lines: readonly Line[], measures: number): (measure: number, total: Total) => number {
	const ends = Array.from({ length: measures }, () => ({ from: 0, to: 0 }));
	const walk = (some: readonly Line[]) => {
		for (const { cells, lines, totals } of some) {
			if (lines) walk(lines);
			else for (const cell of cells.length ? cells : [{ totals }]) cell.totals.forEach(meet);
		}
	};
	const meet = (total: Total, i: number) => {
		const n = weightOf(total);
		const end = ends[i];
		if (n === null || !end) return;
		end.from = Math.min(end.from, n);
		end.to = Math.max(end.to, n);
	};
	walk(lines);
	return (measure, total) => {
		const n = weightOf(total);
		const { from, to } = ends[measure] ?? { from: 0, to: 0 };
		const most = Math.max(to, -from);
		return n === null || most === 0 ? 0 : Math.min(1, Math.abs(n) / most);
	};
}
