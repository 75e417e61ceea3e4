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
	private stuck: { cells: Cells; index: number }[] = [];

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
	stick(scene: Scene, columns: ColumnWindow, indexes: readonly number[]): void {
		for (const { cells } of this.stuck.splice(indexes.length)) cells.element.remove();
		indexes.forEach((index, depth) => {
			const held = this.stuck[depth] ?? this.addStuck(scene, columns, depth);
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

	/** Which row is kept in sight at a depth. */
	stuckAt(depth: number): number {
		return this.stuck[depth]?.index ?? -1;
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
		cells.element.style.top = `${depth * scene.rowHeight}px`;
		this.shelf.append(cells.element);
		const held = { cells, index: -1 };
		this.stuck.push(held);
		return held;
	}
}

/** The group rows to keep in sight: those whose own line has left the view above, outermost first. */
export function stuckRows(source: RowSource, axis: RowAxis, place: Place): number[] {
	const out: number[] = [];
	while (true) {
		const y = out.length * axis.rowHeight;
		const index = rowAt(axis, place, y);
		const row = source.row(index);
		if (!row) return out;
		const chain = groupsOver(source, row);
		const cut = index * axis.rowHeight < place.virtual + y;
		if (row.kind === "group" && cut) chain.push(index);
		const next = chain[out.length];
		if (next === undefined) return out;
		out.push(next);
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
