/**
 * The grid: a table of any height and width that is read, walked and edited as
 * a spreadsheet is. It knows no framework, no language, and no data but what
 * the host gives it.
 */

import { Actions } from "./actions";
import { ColumnDrag } from "./column-drag";
import { Editing } from "./edit";
import { clamp } from "./geometry";
import { press } from "./keyboard";
import type { CellState, Column, GridEvents, GridRow, Labels, RowSource, SortKey, SourceChange } from "./model";
import { Pointer } from "./pointer";
import { emptyScene, layOut, MIN_WIDTH, ordered, ROW_HEADER, type Scene } from "./scene";
import { type Cell, fitTo, type Selection, selectCell } from "./selection";
import { Stage } from "./stage";
import { listenToClipboard } from "./transfer";

export type GridOptions = GridEvents & {
	/** Prefix of element ids; unique in the page. */
	readonly id: string;
	/** In the order shown; pinned ones come first whatever their place. */
	readonly columns: readonly Column[];
	readonly source: RowSource;
	readonly labels: Labels;
	/** Pixels: 28, 32 or 40 by density. */
	readonly rowHeight?: number;
	readonly headerHeight?: number;
	/** The column with indents and folding marks; the first when absent. */
	readonly treeColumn?: string;
	/** Rows have headers, by which whole rows are selected. */
	readonly rowHeaders?: boolean;
	/** What stands against a cell. Asked at every painting: answer fast. */
	readonly state?: (row: GridRow, column: Column) => CellState | undefined;
	/** A further class for a row. */
	readonly rowClass?: (row: GridRow) => string | undefined;
};

export class Grid {
	private readonly options: GridOptions;
	private readonly scene: Scene;
	private readonly stage: Stage;
	private readonly editing: Editing;
	private readonly pointer: Pointer;
	private readonly actions: Actions;
	private readonly stop = new AbortController();
	private readonly sizes: ResizeObserver;
	private columns: readonly Column[];
	private unsubscribe: () => void;
	/** The row of the active cell, to find it again when rows change order. */
	private activeId: string | undefined;

	/** Fills `host`, which must have a size, and paints at once. */
	constructor(host: HTMLElement, options: GridOptions) {
		this.options = options;
		this.columns = ordered(options.columns);
		this.scene = this.newScene();
		this.stage = new Stage(host, this.scene, options.headerHeight ?? 32);
		this.editing = new Editing(this.stage, options, (move) => {
			this.stage.root.focus({ preventScroll: true });
			if (move) this.actions.advance(move);
		});
		this.actions = new Actions(this.stage, this.editing, options, this);
		this.pointer = new Pointer(this.stage, this.actions);
		if (options.onMoveColumn) {
			new ColumnDrag(this.stage, (col, to) => this.actions.dropColumn(col, to), this.stop.signal);
		}
		this.unsubscribe = this.subscribe();
		this.listen();
		this.fill();
		this.sizes = new ResizeObserver(() => this.resized());
		this.sizes.observe(this.stage.root);
	}

	/** The grid's element: role "grid", the scroller, the one tab stop. */
	get element(): HTMLElement {
		return this.stage.root;
	}

	get selection(): Selection {
		return this.scene.selection;
	}

	/** The row at a place in the order shown; undefined on the header and while it is not there. */
	rowAt(index: number): GridRow | undefined {
		return this.scene.source.row(index);
	}

	get sort(): readonly SortKey[] {
		return this.scene.sort;
	}

	/** The columns shown, in order, with their present widths. */
	get shownColumns(): readonly Column[] {
		return this.columns;
	}

	get isEditing(): boolean {
		return this.editing.open;
	}

	focus(): void {
		this.stage.root.focus({ preventScroll: true });
	}

	/** Selects, and scrolls the cell that was moved into view. */
	select(selection: Selection, show: Cell = selection.head): void {
		this.scene.selection = fitTo(selection, this.actions.bounds);
		this.activeId = this.scene.source.row(this.scene.selection.active.row)?.id;
		this.stage.reveal(show.row, show.col);
		this.stage.render();
		this.stage.flags();
		this.options.onSelect?.();
	}

	/** Makes a cell active, by row id and column key; false when it is not there. */
	activate(rowId: string, key: string): boolean {
		const row = this.scene.source.indexOf(rowId);
		const col = this.columns.findIndex((column) => column.key === key);
		if (row === undefined || col < 0) return false;
		this.select(selectCell({ row, col }));
		return true;
	}

	/** Opens the editor of the active cell, as F2 does. */
	edit(): boolean {
		return this.actions.edit(undefined);
	}

	/** Other columns, order, widths or pins. The active column stays active. */
	setColumns(columns: readonly Column[]): void {
		const key = this.columns[this.scene.selection.active.col]?.key;
		this.columns = ordered(columns);
		this.scene.treeColumn = this.treeColumn();
		this.layOut();
		const { row } = this.scene.selection.active;
		const col = this.columns.findIndex((column) => column.key === key);
		if (col !== this.scene.selection.active.col) this.scene.selection = selectCell({ row, col: Math.max(0, col) });
		this.stage.rebuild();
		this.editing.place();
	}

	/** Moves a column before the one that now stands at `to`. */
	moveColumn(key: string, to: number): void {
		const moved = this.columns.find((column) => column.key === key);
		if (!moved) return;
		const rest = this.columns.filter((column) => column !== moved);
		const at = clamp(to, 0, rest.length);
		this.setColumns([...rest.slice(0, at), moved, ...rest.slice(at)]);
	}

	/** Gives a column a width, not below its least. `tell` is false while a drag goes on. */
	resizeColumn(key: string, width: number, tell = true): void {
		const column = this.columns.find((one) => one.key === key);
		if (!column) return;
		const least = column.minWidth ?? MIN_WIDTH;
		const next = { ...column, width: Math.max(least, Math.round(width)) };
		this.columns = this.columns.map((one) => (one === column ? next : one));
		this.layOut();
		this.stage.widths();
		this.editing.place();
		if (tell) this.options.onResize?.(key, next.width);
	}

	/** Gives a column the width its painted cells need. */
	fitColumn(key: string): void {
		const col = this.columns.findIndex((column) => column.key === key);
		if (col >= 0) this.actions.fitWidth(col);
	}

	setSource(source: RowSource): void {
		this.unsubscribe();
		this.scene.source = source;
		this.unsubscribe = this.subscribe();
		this.stage.scrollTo(0, this.stage.scrollLeft);
		this.sourceChanged({ kind: "rows" });
	}

	/** Shows an order; bringing the rows into it is the host's. */
	setSort(sort: readonly SortKey[]): void {
		this.scene.sort = sort;
		this.stage.repaintTitles();
	}

	/** Another density. The first row in view stays the first. */
	setRowHeight(pixels: number): void {
		const top = this.stage.place.virtual / this.scene.rowHeight;
		this.scene.rowHeight = pixels;
		this.stage.extend();
		this.stage.scrollTo(Math.round(top * pixels), this.stage.scrollLeft);
		this.stage.rebuild();
		this.editing.place();
	}

	/** Paints a cell again: its value or its state changed. */
	refreshCell(rowId: string, key: string): void {
		const row = this.scene.source.indexOf(rowId);
		const col = this.columns.findIndex((column) => column.key === key);
		if (row !== undefined && col >= 0) this.stage.refresh(row, col);
	}

	refreshRow(rowId: string): void {
		const row = this.scene.source.indexOf(rowId);
		if (row !== undefined) this.stage.refresh(row);
	}

	/** Paints everything in view again. */
	invalidate(): void {
		this.stage.repaint();
	}

	/** Ends an open edit, stops listening and leaves `host` empty. */
	destroy(): void {
		this.editing.leave();
		this.stop.abort();
		this.sizes.disconnect();
		this.unsubscribe();
		this.pointer.destroy();
		this.stage.destroy();
	}

	private newScene(): Scene {
		const { id, labels, state, rowClass, source, rowHeight, rowHeaders, onFill } = this.options;
		const inset = rowHeaders ? ROW_HEADER : 0;
		const fixed = { id, labels, state, rowClass, source, inset, handle: onFill !== undefined };
		return emptyScene(fixed, this.treeColumn(), rowHeight ?? 32);
	}

	private treeColumn(): number {
		const { treeColumn } = this.options;
		const at = this.columns.findIndex((column) => column.key === treeColumn);
		return Math.max(0, at);
	}

	private layOut(): void {
		layOut(this.scene, this.columns, this.stage.width);
	}

	/** Extent first, so that scroll bars stand before sizes are read. */
	private fill(): void {
		this.layOut();
		this.stage.extend();
		const { clientWidth, clientHeight } = this.stage.root;
		this.stage.measure(clientWidth, clientHeight);
		this.layOut();
		this.stage.rebuild();
	}

	private resized(): void {
		const { clientWidth, clientHeight } = this.stage.root;
		if (!this.stage.measure(clientWidth, clientHeight)) return;
		this.layOut();
		this.stage.rebuild();
		this.editing.place();
	}

	private listen(): void {
		const { root } = this.stage;
		const { signal } = this.stop;
		root.addEventListener("scroll", () => this.scrolled(), { signal });
		root.addEventListener(
			"keydown",
			(event) => {
				if (event.target === root) press(event, this.actions);
			},
			{ signal },
		);
		listenToClipboard(root, this.scene, this.options, signal);
	}

	private scrolled(): void {
		const shift = this.stage.shift;
		this.stage.scrolled();
		if (this.stage.shift !== shift) this.editing.place();
	}

	private subscribe(): () => void {
		return this.scene.source.onChange((change) => this.sourceChanged(change));
	}

	private sourceChanged(change: SourceChange): void {
		const { source, selection } = this.scene;
		const moved = this.followed() !== selection;
		if (change.kind === "range" && !moved) {
			this.activeId = source.row(selection.active.row)?.id;
			this.stage.refreshRange(change.from, change.to);
			return;
		}
		this.scene.selection = fitTo(this.followed(), this.actions.bounds);
		this.activeId = source.row(this.scene.selection.active.row)?.id;
		this.stage.repaint();
		this.editing.place();
		if (this.scene.selection !== selection) this.options.onSelect?.();
	}

	/** The selection after rows changed order: the active row is followed to its new place. */
	private followed(): Selection {
		const { source, selection } = this.scene;
		const { active } = selection;
		const row = this.activeId && source.indexOf(this.activeId);
		if (typeof row !== "number" || row === active.row) return selection;
		return selectCell({ row, col: active.col });
	}
}
