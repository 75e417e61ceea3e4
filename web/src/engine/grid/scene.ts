/** What every painter of the grid reads: columns as laid out, rows, selection, words. */

import { type ColumnAxis, columnAxis } from "./geometry";
import type { CellState, Column, GridRow, Labels, RowSource, SortKey } from "./model";
import { type Range, type Selection, selectCell } from "./selection";

/** A column in its place, with what does not change from row to row. */
export type LaidColumn = {
	readonly column: Column;
	/** The classes of each of its cells. */
	readonly base: string;
};

export type Scene = {
	/** Prefix of the ids of elements; unique in the page. */
	readonly id: string;
	readonly labels: Labels;
	readonly state: ((row: GridRow, column: Column) => CellState | undefined) | undefined;
	readonly rowClass: ((row: GridRow) => string | undefined) | undefined;
	source: RowSource;
	columns: readonly LaidColumn[];
	axis: ColumnAxis;
	/** The column that carries indents and folding marks. */
	treeColumn: number;
	rowHeight: number;
	sort: readonly SortKey[];
	selection: Selection;
	/** Pixels that row headers take; 0 without them. */
	readonly inset: number;
	/** True where the selection has a handle to fill from. */
	readonly handle: boolean;
	/** The cells a drag of the handle is about to fill. */
	filling: Range | undefined;
};

export const MIN_WIDTH = 48;

/** What a row's header takes, in pixels. */
export const ROW_HEADER = 40;

/** Pinned columns first, else in the order given. */
export function ordered(columns: readonly Column[]): Column[] {
	const pinned = columns.filter((column) => column.pinned);
	return [...pinned, ...columns.filter((column) => !column.pinned)];
}

/** Lays columns out, already `ordered`, in a view so many pixels wide. */
export function layOut(scene: Scene, columns: readonly Column[], view: number): void {
	const pinned = columns.filter((column) => column.pinned).length;
	const widths = columns.map((column) => column.width);
	scene.axis = columnAxis(widths, pinned, view, scene.inset);
	scene.columns = columns.map((column, index) => ({
		column,
		base: baseClass(column, index === scene.treeColumn),
	}));
}

function baseClass(column: Column, tree: boolean): string {
	const align = column.align ?? "start";
	const parts = ["vg-cell"];
	if (align !== "start") parts.push(`vg-${align}`);
	if (tree) parts.push("vg-tree");
	if (column.class) parts.push(column.class);
	return parts.join(" ");
}

export function emptyScene(
	fixed: Pick<Scene, "id" | "labels" | "state" | "rowClass" | "source" | "inset" | "handle">,
	treeColumn: number,
	rowHeight: number,
): Scene {
	return {
		...fixed,
		columns: [],
		axis: columnAxis([], 0, 0, fixed.inset),
		treeColumn,
		rowHeight,
		sort: [],
		selection: selectCell({ row: 0, col: 0 }),
		filling: undefined,
	};
}

export function cellValue(row: GridRow, column: Column): unknown {
	return column.value ? column.value(row) : row.data[column.key];
}

/** What a cell says in words: its imported text where that could not be read, else its value. */
export function textOf(row: GridRow, column: Column, state: CellState | undefined): string {
	return state?.unread ?? column.text(cellValue(row, column), row);
}

/** True when the cell may be edited: the group rows never are. */
export function isEditable(row: GridRow | undefined, column: Column): boolean {
	if (row?.kind !== "data") return false;
	return column.editable?.(row) ?? false;
}

/** How many columns a row's label spans, from the tree column on. */
export function labelSpan(scene: Scene): number {
	const { treeColumn, axis } = scene;
	return treeColumn < axis.pinned ? axis.pinned - treeColumn : 1;
}
