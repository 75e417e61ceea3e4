/** The header row: titles, sort marks, and the rows of groups that stay in sight under it. */

import { type CellView, paintCell, paintFlags, paintText } from "./cell";
import { type Place, type RowAxis, rowAt } from "./geometry";
import type { GridRow, RowSource, SortKey } from "./model";
import { Cells, type ColumnWindow } from "./row";
import type { Scene } from "./scene";
import { HEADER } from "./selection";

export function paintHeader(scene: Scene, cell: CellView): void {
	const laid = scene.columns[cell.col];
	if (!laid) return;
	const { column } = laid;
	cell.row = HEADER;
	const at = scene.sort.findIndex((one) => one.key === column.key);
	const sorted = scene.sort[at];
	paintText(cell.element, column.title);
	markSort(scene, cell, sorted, at);
	const mark = sorted ? ` vg-${sorted.direction}` : "";
	cell.look = `${laid.base} vg-title${mark}`;
	paintFlags(scene, cell);
}

function markSort(scene: Scene, cell: CellView, sorted: SortKey | undefined, at: number): void {
	const sortable = scene.columns[cell.col]?.column.sortable ?? true;
	const says = sorted?.direction ?? (sortable ? "none" : undefined);
	const { element } = cell;
	if (says) element.setAttribute("aria-sort", says);
	else element.removeAttribute("aria-sort");
	if (sorted && scene.sort.length > 1) element.dataset.order = String(at + 1);
	else delete element.dataset.order;
}

export class Head {
	readonly element: HTMLElement;
	readonly cells: Cells;
	private readonly document: Document;
	private readonly shelf: HTMLElement;
	private stuck: { cells: Cells; index: number; top: number }[] = [];

	constructor(document: Document, height: number) {
		this.document = document;
		this.element = document.createElement("div");
		this.element.className = "vg-head";
		this.element.setAttribute("role", "rowgroup");
		this.element.style.height = `${height}px`;
		this.cells = new Cells(document, "columnheader", paintHeader);
		this.cells.element.className = "vg-row";
		this.cells.element.setAttribute("aria-rowindex", "1");
		this.shelf = document.createElement("div");
		this.shelf.className = "vg-shelf";
		this.shelf.setAttribute("aria-hidden", "true");
		this.element.append(this.cells.element, this.shelf);
	}

	build(scene: Scene, columns: ColumnWindow): void {
		this.element.style.width = `${scene.axis.width}px`;
		this.cells.build(scene, columns.size);
		this.cells.bind(scene, columns, HEADER, undefined);
		for (const { cells } of this.stuck) cells.element.remove();
		this.stuck = [];
	}

	slide(scene: Scene, columns: ColumnWindow): void {
		this.cells.slide(scene, columns);
		for (const { cells } of this.stuck) cells.slide(scene, columns);
	}

	/** Keeps these rows in sight, outermost first. */
	stick(scene: Scene, columns: ColumnWindow, rows: readonly Stuck[]): void {
		for (const { cells } of this.stuck.splice(rows.length)) cells.element.remove();
		rows.forEach(({ index, top }, depth) => {
			const held = this.stuck[depth] ?? this.addStuck(scene, columns, depth);
			if (held.top !== top) held.cells.element.style.top = `${top}px`;
			held.top = top;
			if (held.index === index) return;
			held.index = index;
			const row = scene.source.row(index);
			held.cells.element.style.setProperty("--vg-level", String(depth));
			held.cells.bind(scene, columns, index, row);
		});
	}

	/** Paints the rows kept in sight again. */
	refresh(): void {
		for (const held of this.stuck) held.index = -1;
	}

	flags(scene: Scene): void {
		this.cells.flags(scene);
		for (const { cells } of this.stuck) cells.flags(scene);
	}

	/** Which row is kept in sight at `y` pixels below the header, or -1. */
	stuckAt(y: number, rowHeight: number): number {
		return this.stuck.find(({ top }) => y >= top && y < top + rowHeight)?.index ?? -1;
	}

	replace(scene: Scene): void {
		this.element.style.width = `${scene.axis.width}px`;
		this.cells.replace(scene);
		for (const { cells } of this.stuck) cells.replace(scene);
	}

	private addStuck(scene: Scene, columns: ColumnWindow, depth: number) {
		const cells = new Cells(this.document, "gridcell", paintCell);
		cells.build(scene, columns.size);
		cells.element.className = "vg-row vg-group vg-open";
		cells.element.style.zIndex = String(-depth);
		this.shelf.append(cells.element);
		const held = { cells, index: -1, top: -1 };
		this.stuck.push(held);
		return held;
	}
}

/** A row kept in sight, and where: in pixels below the header. */
export type Stuck = { readonly index: number; readonly top: number };

/**
 * The group rows to keep in sight: those whose own line has left the view above,
 * outermost first. One whose last rows are leaving is pushed up by what follows.
 */
export function stuckRows(source: RowSource, axis: RowAxis, place: Place): Stuck[] {
	const { rowHeight } = axis;
	const out: Stuck[] = [];
	while (true) {
		const depth = out.length;
		const y = depth * rowHeight;
		const at = rowAt(axis, place, y);
		const row = source.row(at);
		if (!row) return out;
		const chain = groupsOver(source, row);
		if (row.kind === "group" && at * rowHeight < place.virtual + y) chain.push(at);
		const index = chain[depth];
		if (index === undefined) return out;
		const after = source.row(at + 1);
		const ends = after !== undefined && groupsOver(source, after)[depth] !== index;
		const room = (at + 1) * rowHeight - place.virtual;
		out.push({ index, top: ends ? Math.min(y, room - rowHeight) : y });
	}
}

/** The group rows a row stands under, outermost first. */
export function groupsOver(source: RowSource, row: GridRow): number[] {
	const chain: number[] = [];
	let at = row.parent;
	while (at !== undefined) {
		const over = source.row(at);
		if (over?.kind === "group") chain.unshift(at);
		at = over?.parent;
	}
	return chain;
}
