import type { Row } from "../../api/types";
import type { RowSource } from "../../engine/grid/model";
import type { Range } from "../../engine/grid/selection";
import { text, writeChip } from "../../views/filter/condition";

// wholeRows counts the projects whose whole rows are selected, by their headers or
// Shift+Space; 0 when the selection is of cells.
export function wholeRows(ranges: readonly Range[], columns: number, source: RowSource): number {
	if (!ranges.length || columns < 2) return 0;
	const rows = new Set<number>();
	for (const range of ranges) {
		if (range.left !== 0 || range.right !== columns - 1) return 0;
		for (let i = range.top; i <= range.bottom; i++) if (source.row(i)?.kind !== "group") rows.add(i);
	}
	return rows.size;
}

// filterOf is a condition that holds for exactly these projects, by their codes
// where they have them, else by their names; empty when it would be too long.
export function filterOf(rows: readonly Row[]): string {
	const key = rows.every((row) => typeof row.code === "string" && row.code !== "") ? "code" : "name";
	const values = rows.map((row) => text(String(row[key] ?? "")));
	const filter = writeChip({ key, op: "in", values });
	return filter.length <= 9000 ? filter : "";
}
