import type { GridRow, RowSource } from "../../engine/grid/model";
import type { Range } from "../../engine/grid/selection";
import { addDecimals, compareDecimals, type Decimal, isDecimal, shift, tidy } from "../../format/decimal";

// Sum is what the figures among the selected cells make, of one currency or unit.
export type Sum = { unit: string; count: number; sum: Decimal; mean: Decimal; least: Decimal; most: Decimal };

export type Summary = {
	rows: number;
	cells: number;
	filled: number;
	sums: Sum[];
	// missing: rows selected that are not loaded, and are not counted
	missing: number;
};

export type ReadCell = (row: GridRow, col: number) => unknown;

const most = 50_000;

// summaryOf adds up what is selected. Each cell counts once, though ranges overlap.
export function summaryOf(ranges: readonly Range[], source: RowSource, read: ReadCell): Summary {
	const figures = new Map<string, Decimal[]>();
	const out: Summary = { rows: 0, cells: 0, filled: 0, sums: [], missing: 0 };
	const rows = new Map<number, Set<number>>();
	let cells = 0;
	for (const range of ranges) {
		for (let r = range.top; r <= range.bottom && cells < most; r++) {
			const cols = rows.get(r) ?? new Set();
			rows.set(r, cols);
			for (let c = range.left; c <= range.right; c++) cols.add(c);
			cells += range.right - range.left + 1;
		}
	}
	for (const [index, cols] of rows) {
		const row = source.row(index);
		if (!row) out.missing++;
		if (row?.kind !== "data") continue;
		out.rows++;
		for (const col of cols) {
			out.cells++;
			const value = read(row, col);
			if (value === null || value === undefined || value === "") continue;
			out.filled++;
			const figure = figureOf(value);
			if (!figure) continue;
			const list = figures.get(figure.unit);
			if (list) list.push(figure.value);
			else figures.set(figure.unit, [figure.value]);
		}
	}
	for (const [unit, values] of figures) out.sums.push(sumOf(unit, values));
	return out;
}

function sumOf(unit: string, values: Decimal[]): Sum {
	const ordered = [...values].sort(compareDecimals);
	const sum = addDecimals(values);
	return {
		unit,
		count: values.length,
		sum,
		mean: divide(sum, values.length),
		least: ordered[0] ?? "0",
		most: ordered.at(-1) ?? "0",
	};
}

function divide(sum: Decimal, count: number): Decimal {
	const scaled = BigInt(shift(sum, -6).split(".")[0] ?? "0");
	return tidy(shift((scaled / BigInt(count)).toString(), 6));
}

// figureOf takes amounts and decimal strings; a code that is only digits is text,
// which the caller leaves out.
function figureOf(value: unknown): { unit: string; value: Decimal } | null {
	if (typeof value === "string") return isDecimal(value) ? { unit: "", value } : null;
	if (!value || typeof value !== "object") return null;
	const { amount, currency } = value as { amount?: unknown; currency?: unknown };
	if (typeof amount !== "string" || !isDecimal(amount)) return null;
	return { unit: typeof currency === "string" ? currency : "", value: amount };
}
