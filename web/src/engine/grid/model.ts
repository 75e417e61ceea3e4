/** The words of the grid: rows, columns, what a cell signals, and what the host answers to. */

import type { Fill } from "./fill";
import type { Series } from "./spark";

/** The values of one row by column key. Group rows carry their subtotals here. */
export type RowData = Readonly<Record<string, unknown>>;

/** One line of the grid, as it stands in the order shown. */
export type GridRow = {
	/** Stable over sorting, filtering and reloading; unique in the source. */
	readonly id: string;
	readonly kind: "data" | "group";
	readonly data: RowData;
	/** Depth in the tree or under groups; 0 at the top. */
	readonly level: number;
	/** Absent on a row that cannot be opened. */
	readonly expanded?: boolean;
	/** Index of the row this one hangs under, in the order shown; absent at the top. */
	readonly parent?: number;
	/** What a group row is called. */
	readonly label?: string;
	/** How many data rows a group holds, folded ones included. */
	readonly count?: number;
	/** Place among its siblings, from 1, and how many they are (tree rows). */
	readonly position?: number;
	readonly siblings?: number;
};

export type Column = {
	readonly key: string;
	readonly title: string;
	/** Pixels. */
	readonly width: number;
	/** Pixels; 48 when absent. */
	readonly minWidth?: number;
	readonly align?: "start" | "end" | "center";
	/** Pinned columns stand first and stay in place while the others scroll. */
	readonly pinned?: boolean;
	/** True when absent. */
	readonly sortable?: boolean;
	/** True when absent. */
	readonly resizable?: boolean;
	/** The value of a row; `row.data[key]` when absent. */
	readonly value?: (row: GridRow) => unknown;
	/** What is copied, read aloud, and shown when there is no `render`. */
	readonly text: (value: unknown, row: GridRow) => string;
	/**
	 * Paints the cell's content. The element may hold what this same column
	 * painted for another row; of what another column painted it holds at most
	 * a text. A picture beside the text is best named by the attribute
	 * `data-mark`, drawn by the style sheet, and costs no element.
	 */
	readonly render?: (cell: HTMLElement, value: unknown, row: GridRow) => void;
	/** What the value was step by step, drawn as a line beside it, and that in words. */
	readonly trend?: (row: GridRow, value: unknown) => Trend | undefined;
	/** What is copied for other programs, where it is not `text`. */
	readonly clip?: (value: unknown, row: GridRow) => Clip;
	/** A column without it is read-only. */
	readonly editable?: (row: GridRow) => boolean;
	readonly class?: string;
};

export type Trend = { readonly series: Series; readonly said: string };

/** A cell for other programs. */
export type Clip = {
	/** As a spreadsheet in the reader's language reads it. */
	readonly text: string;
	/** A plain decimal, where the cell is a figure. */
	readonly number?: string;
};

/** What stands against a cell. One signal is shown, the most important. */
export type CellState = {
	/** The change was refused; the reason, shown as the cell's description. */
	readonly failed?: string;
	/** Someone saved another value first; the sentence that says so. */
	readonly conflict?: string;
	/** The change is painted but not yet saved. */
	readonly pending?: boolean;
	/** Someone else has just changed it; the sentence that says who. */
	readonly changed?: string;
	/** Class of the colour rule that applies, and the sentence that says which. */
	readonly rule?: string;
	readonly why?: string;
	/** Imported text that could not be read as a value: shown in its place. */
	readonly unread?: string;
};

export type SourceChange =
	/** Rows came, went or changed order. */
	| { readonly kind: "rows" }
	/** The rows `from` up to, not including, `to` have other contents. */
	| { readonly kind: "range"; readonly from: number; readonly to: number };

/** Where rows come from. The grid asks only for what it shows. */
export type RowSource = {
	readonly count: number;
	/** True when rows have levels: the grid then says so to screen readers. */
	readonly tree?: boolean;
	/** Undefined while the row is not there yet. */
	row(index: number): GridRow | undefined;
	/** The place of a row by its id, where known. */
	indexOf(id: string): number | undefined;
	/** The rows `from` up to, not including, `to` are about to be looked at. */
	request(from: number, to: number): void;
	/** Calls back at every change; the answer stops it. */
	onChange(callback: (change: SourceChange) => void): () => void;
	/** True when the row could not be fetched. */
	failed?(index: number): boolean;
	/** Asks again for a row that could not be fetched. */
	retry?(index: number): void;
	/** Opens or folds a group or tree row. */
	toggle?(id: string): void;
};

export type SortKey = {
	readonly key: string;
	readonly direction: "ascending" | "descending";
};

/** A rectangle in pixels, from the top left corner of the grid's element. */
export type Rect = {
	readonly left: number;
	readonly top: number;
	readonly width: number;
	readonly height: number;
};

export type Direction = "up" | "down" | "left" | "right";

/** One cell as the host meets it. `row` is absent on the header. */
export type CellPlace = {
	readonly rowIndex: number;
	readonly row: GridRow | undefined;
	readonly column: Column;
};

/** What the host needs to put an editor over a cell. */
export type EditRequest = {
	readonly rowIndex: number;
	readonly row: GridRow;
	readonly column: Column;
	readonly value: unknown;
	/** The element to render into; the engine places it and keeps it there. */
	readonly element: HTMLElement;
	readonly rect: Rect;
	/**
	 * What was typed so far, which replaces the value; undefined when the value
	 * itself is to be edited. Read it when the field appears: keys pressed
	 * meanwhile are in it.
	 */
	readonly initialText: string | undefined;
	readonly via: "key" | "typing" | "pointer";
	/** Ends the edit with a value, and moves on when a direction is given; `why` is a reason that the person gave. */
	commit(value: unknown, move?: Direction, why?: string): void;
	/** Ends the edit with a value for every selected cell. */
	commitAll?(value: unknown): void;
	/** Ends the edit with text that is no value, which stays in the cell with the reason. Absent where the host keeps none. */
	keep?(text: string, why: string): void;
	/** Ends the edit without a value. */
	cancel(): void;
};

/** What the host may hand back from `onEdit`. */
export type Editor = {
	/** The engine must close: commit or cancel now. Silence is a cancel. */
	leave?(): void;
};

/** Every word the engine shows or says; it knows no language itself. */
export type Labels = {
	/** The accessible name of the grid. */
	readonly grid: string;
	readonly pending: string;
	/** Shown on rows that could not be fetched; Enter or a click asks again. */
	readonly loadFailed: string;
	readonly group: (label: string, count: number) => string;
};

/** What was pasted: texts, and the values too where another grid of Vigie copied them. */
export type Pasted = {
	readonly matrix: readonly (readonly string[])[];
	readonly values?: readonly (readonly unknown[])[];
	/** The keys of the columns the values come from. */
	readonly keys?: readonly string[];
};

export type GridEvents = {
	/** Put an editor over a cell. Without it the grid is read-only. */
	onEdit?(request: EditRequest): Editor | undefined;
	/** `seen` is the value when the edit began; `all` asks for every selected cell. */
	onCommit?(change: {
		readonly rowId: string;
		readonly key: string;
		readonly value: unknown;
		readonly seen: unknown;
		readonly all: boolean;
		readonly why?: string;
	}): void;
	/** What was typed is no value: it stays in the cell, with the reason. */
	onKeep?(left: { readonly rowId: string; readonly key: string; readonly text: string; readonly why: string }): void;
	/** Someone tried to edit a cell that cannot be: say why. */
	onReadonly?(place: CellPlace): void;
	/** Delete was pressed on the selection. */
	onClear?(): void;
	onPaste?(pasted: Pasted): void;
	/** After a copy by which the cells are to be emptied. */
	onCut?(): void;
	/** The handle was dragged, or a key pressed. `turned` asks for the other way: to continue a single value, or to repeat several. */
	onFill?(fill: Fill, turned: boolean): void;
	/** After a copy; `missing` rows were not loaded and are not in it. */
	onCopy?(what: { readonly rows: number; readonly columns: number; readonly missing: number }): void;
	/** Space: show the row beside the grid. */
	onPeek?(place: CellPlace): void;
	/** Ctrl+Enter: open the row's own page. */
	onOpen?(place: CellPlace): void;
	/** Right click, menu key or Shift+F10, on a cell or on a header. */
	onMenu?(place: CellPlace & { readonly rect: Rect }): void;
	onSort?(sort: readonly SortKey[]): void;
	/** A column has been given another width, by mouse or by command. */
	onResize?(key: string, width: number): void;
	/** A column is to stand at another place among those shown, by mouse or by key. */
	onMoveColumn?(key: string, to: number): void;
	/** A group or tree row was opened or folded. */
	onToggle?(id: string): void;
	/** The active cell or the selected ranges changed. */
	onSelect?(): void;
};
