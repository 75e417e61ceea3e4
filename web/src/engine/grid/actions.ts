/** What the grid does when a key or the pointer asks. */

import type { Editing, Via } from "./edit";
import { fillTo, fillWithin, seriesWithin } from "./fill";
import { widthFor } from "./fit";
import { columnWidth } from "./geometry";
import type { KeyActions } from "./keyboard";
import type { CellPlace, Column, Direction, GridEvents, SortKey } from "./model";
import type { PointerActions } from "./pointer";
import { isEditable, MIN_WIDTH, type Scene } from "./scene";
import {
	addCell,
	addColumn,
	advance,
	type Bounds,
	type Cell,
	contains,
	extendTo,
	HEADER,
	type Motion,
	move,
	type Selection,
	selectAll,
	selectCell,
	selectColumns,
	selectRow,
	selectRows,
} from "./selection";
import { rectOf } from "./sight";
import { nextSort } from "./sort";
import type { Stage } from "./stage";

/** What actions change on the grid as a whole. */
type Owner = {
	select(selection: Selection, show?: Cell): void;
	setSort(sort: readonly SortKey[]): void;
	resizeColumn(key: string, width: number, tell?: boolean): void;
};

/** By how much a key changes a width, in pixels. */
const WIDTH_STEP = 16;

export class Actions implements KeyActions, PointerActions {
	private readonly stage: Stage;
	private readonly scene: Scene;
	private readonly session: Editing;
	private readonly events: GridEvents;
	private readonly owner: Owner;

	constructor(stage: Stage, session: Editing, events: GridEvents, owner: Owner) {
		this.stage = stage;
		this.scene = stage.scene;
		this.session = session;
		this.events = events;
		this.owner = owner;
	}

	get editing(): boolean {
		return this.session.open;
	}

	get bounds(): Bounds {
		return { rows: this.scene.source.count, cols: this.scene.axis.count };
	}

	move(motion: Motion, extend: boolean): void {
		const { selection } = this.scene;
		if (!extend && this.moveInTree(motion)) return;
		const next = move(selection, motion, extend, this.bounds, this.stage.page);
		this.owner.select(next);
	}

	/** In the tree column, right opens, left folds, and left again goes to the parent. */
	private moveInTree(motion: Motion): boolean {
		const { active } = this.scene.selection;
		if (active.col !== this.scene.treeColumn) return false;
		const row = this.scene.source.row(active.row);
		if (motion === "right" && row?.expanded === false) return this.toggle(active.row);
		if (motion !== "left") return false;
		if (row?.expanded === true) return this.toggle(active.row);
		if (row?.parent === undefined || active.col !== 0) return false;
		this.owner.select(selectCell({ row: row.parent, col: 0 }));
		return true;
	}

	advance(direction: Direction): void {
		const next = advance(this.scene.selection, direction, this.bounds);
		this.owner.select(next, next.active);
	}

	/** The active cell stays, and so does the scroll. */
	selectWhole(what: "all" | "rows" | "columns"): void {
		const { selection } = this.scene;
		const stretch = { all: selectAll, rows: selectRows, columns: selectColumns }[what];
		this.owner.select(stretch(selection, this.bounds), selection.active);
	}

	select(at: Cell, how: "alone" | "extend" | "add"): void {
		const { selection } = this.scene;
		const cell = { row: at.row, col: at.col };
		if (how === "extend") this.extend(cell);
		else this.owner.select(how === "add" ? addCell(selection, cell) : selectCell(cell));
	}

	extend(cell: Cell): void {
		const { selection } = this.scene;
		const { head } = selection;
		if (head.row === cell.row && head.col === cell.col) return;
		this.owner.select(extendTo(selection, cell));
	}

	edit(what: Cell | string | undefined): boolean {
		if (typeof what === "object") return this.openEditor(undefined, "pointer");
		return this.openEditor(what, what === undefined ? "key" : "typing");
	}

	private openEditor(typed: string | undefined, via: Via): boolean {
		const place = this.place();
		if (!place?.row) return false;
		if (!this.canType()) {
			this.events.onReadonly?.(place);
			return false;
		}
		const { row, col } = this.scene.selection.active;
		this.stage.reveal(row, col);
		this.stage.render();
		this.session.start(row, place.row, col, typed, via);
		return true;
	}

	canType(): boolean {
		const place = this.place();
		if (!place || !this.events.onEdit) return false;
		return isEditable(place.row, place.column);
	}

	typeAhead(text: string): void {
		this.session.type(text);
	}

	leaveEditor(): void {
		if (!this.session.open) return;
		this.session.leave();
		this.stage.root.focus({ preventScroll: true });
	}

	activate(add: boolean): void {
		const { active } = this.scene.selection;
		if (active.row === HEADER) {
			this.sort(active.col, add);
			return;
		}
		if (this.retry(active.row)) return;
		const row = this.scene.source.row(active.row);
		if (row?.kind === "group") this.toggle(active.row);
		else this.edit(undefined);
	}

	peek(): void {
		const place = this.place();
		if (place?.row?.kind === "group") this.toggle(place.rowIndex);
		else if (place?.row) this.events.onPeek?.(place);
	}

	open(): void {
		const place = this.place();
		if (place?.row?.kind === "data") this.events.onOpen?.(place);
	}

	/** A whole row, by its header. */
	selectRow(row: number, how: "alone" | "extend" | "add"): void {
		const { selection } = this.scene;
		if (how === "extend" && selection.head.row === row) return;
		this.owner.select(selectRow(selection, row, how, this.bounds), { row, col: 0 });
	}

	/** A whole column, by its header. */
	selectColumn(col: number, extend: boolean): void {
		const { selection } = this.scene;
		this.owner.select(addColumn(selection, col, extend, this.bounds), selection.active);
	}

	fill(direction: "down" | "right", series: boolean): boolean {
		const { ranges } = this.scene.selection;
		const [range, second] = ranges;
		// Without a second column, Ctrl+R is the browser's and loads the page again.
		if (!this.events.onFill || !range || second) return direction === "down";
		if (direction === "right" && range.left === range.right) return false;
		const fill = series ? seriesWithin(range, direction) : fillWithin(range, direction);
		if (fill) this.events.onFill(fill, series);
		return true;
	}

	/** Where a drag of the handle has come; the fill itself when it is let go. */
	dragFill(to: Cell, done: "no" | "fill" | "turned"): void {
		const source = this.scene.selection.ranges[0];
		if (!source) return;
		const target = fillTo(source, to);
		this.scene.filling = done === "no" ? target : undefined;
		this.stage.flags();
		if (done !== "no" && target) this.events.onFill?.({ source, target }, done === "turned");
	}

	/** A drag of the handle that is given up. */
	dropFill(): void {
		if (!this.scene.filling) return;
		this.scene.filling = undefined;
		this.stage.flags();
	}

	clear(): void {
		if (this.scene.selection.ranges.length > 0) this.events.onClear?.();
	}

	/** At a cell, or at the active one; a cell outside the selection becomes it. */
	menu(cell?: Cell): void {
		const { selection } = this.scene;
		if (cell && !contains(selection, cell.row, cell.col)) this.owner.select(selectCell(cell));
		const at = cell ?? this.scene.selection.active;
		const place = this.place(at);
		if (!place || !this.events.onMenu) return;
		if (!cell) {
			this.stage.reveal(at.row, at.col);
			this.stage.render();
		}
		const rect = rectOf(this.stage, at.row, at.col);
		this.events.onMenu({ ...place, rect });
	}

	sort(col: number, add: boolean): void {
		const column = this.column(col);
		if (!column || column.sortable === false) return;
		const sort = nextSort(this.scene.sort, column.key, add);
		this.owner.setSort(sort);
		this.events.onSort?.(sort);
	}

	/** True when the row could be opened or folded. */
	toggle(index: number): boolean {
		const row = this.scene.source.row(index);
		if (row?.expanded === undefined) return false;
		this.scene.source.toggle?.(row.id);
		this.events.onToggle?.(row.id);
		return true;
	}

	/** True when the row had not come and is asked for again. */
	retry(index: number): boolean {
		if (!this.scene.source.failed?.(index)) return false;
		this.scene.source.retry?.(index);
		return true;
	}

	resize(col: number, width: number, done: boolean): void {
		const column = this.column(col);
		if (column) this.owner.resizeColumn(column.key, width, done);
	}

	/** Asks the host to move the column of the active header. */
	shiftColumn(by: number): void {
		const { row, col } = this.scene.selection.active;
		if (row === HEADER) this.dropColumn(col, col + by);
	}

	dropColumn(col: number, to: number): void {
		const column = this.column(col);
		if (column && to >= 0 && to < this.scene.axis.count) this.events.onMoveColumn?.(column.key, to);
	}

	widenColumn(by: number): void {
		const { row, col } = this.scene.selection.active;
		if (row === HEADER) this.resize(col, columnWidth(this.scene.axis, col) + by * WIDTH_STEP, true);
	}

	fitWidth(col: number): void {
		const column = this.column(col);
		if (!column) return;
		const head = this.stage.head.cells.cell(this.scene, col);
		const cells = this.stage.body.column(this.scene, col);
		const least = column.minWidth ?? MIN_WIDTH;
		const width = widthFor(head ? [head, ...cells] : cells, least);
		if (width !== columnWidth(this.scene.axis, col)) this.owner.resizeColumn(column.key, width);
	}

	private column(col: number): Column | undefined {
		return this.scene.columns[col]?.column;
	}

	private place(cell: Cell = this.scene.selection.active): CellPlace | undefined {
		const column = this.column(cell.col);
		if (!column) return undefined;
		const row = this.scene.source.row(cell.row);
		return { rowIndex: cell.row, row, column };
	}
}
