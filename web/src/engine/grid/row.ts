/** One recycled row: a pinned pane and a ring of scrolling cells. */

import { type CellView, createCell, paintCell, paintFlags, paintText, placeCell } from "./cell";
import type { GridRow } from "./model";
import { Ring } from "./pool";
import type { Scene } from "./scene";

/** The scrolling columns shown: `[from, to)`, in a ring of `size` cells. */
export type ColumnWindow = {
	readonly from: number;
	readonly to: number;
	readonly size: number;
};

/** How one kind of row fills its cells. */
export type Painter = (scene: Scene, cell: CellView, rowIndex: number, row: GridRow | undefined) => void;

/** Keeps the cells of one row element in step with the columns shown. */
export class Cells {
	readonly element: HTMLElement;
	private readonly pane: HTMLElement;
	private readonly role: string;
	private readonly paint: Painter;
	private pinned: CellView[] = [];
	private loose: CellView[] = [];
	private ring = new Ring(0);
	private row: GridRow | undefined;
	private rowIndex = -1;
	/** The row's own header, where the grid has them: its number, for eye and mouse. */
	private header: HTMLElement | undefined;

	constructor(document: Document, role: string, paint: Painter) {
		this.role = role;
		this.paint = paint;
		this.element = document.createElement("div");
		this.element.setAttribute("role", "row");
		this.pane = document.createElement("div");
		this.pane.className = "vg-pane";
		this.pane.setAttribute("role", "presentation");
		this.element.append(this.pane);
	}

	/** Makes as many cells as the columns now need; all are painted anew by the next `show`. */
	build(scene: Scene, size: number): void {
		const { document } = scopeOf(this.element);
		this.pinned = grow(document, this.role, this.pane, this.pinned, scene.axis.pinned);
		this.pane.hidden = scene.axis.pinnedWidth === 0;
		this.addHeader(scene);
		this.pane.style.width = `${scene.axis.pinnedWidth}px`;
		this.loose = grow(document, this.role, this.element, this.loose, size);
		this.ring = new Ring(size);
		this.pinned.forEach((cell, col) => {
			placeCell(scene, cell, col);
		});
	}

	/** Shows a row, all cells painted. */
	bind(scene: Scene, columns: ColumnWindow, rowIndex: number, row: GridRow | undefined): void {
		this.rowIndex = rowIndex;
		this.row = row;
		this.ring.forget();
		if (this.header) paintText(this.header, row?.kind === "data" ? String(rowIndex + 1) : "");
		for (const cell of this.pinned) this.paint(scene, cell, rowIndex, row);
		this.slide(scene, columns);
	}

	/** Shows other columns of the same row: only what came in is painted. */
	slide(scene: Scene, columns: ColumnWindow): void {
		this.ring.show(
			columns.from,
			columns.to,
			(slot, col) => {
				const cell = this.loose[slot];
				if (!cell) return;
				placeCell(scene, cell, col);
				this.paint(scene, cell, this.rowIndex, this.row);
			},
			(slot) => {
				const cell = this.loose[slot];
				if (cell) hideCell(cell);
			},
		);
	}

	/** Paints one column again where it is shown. */
	refresh(scene: Scene, col: number): void {
		const cell = this.cell(scene, col);
		if (cell) this.paint(scene, cell, this.rowIndex, this.row);
	}

	/** Follows widths that changed without painting anything anew. */
	replace(scene: Scene): void {
		this.pane.style.width = `${scene.axis.pinnedWidth}px`;
		for (const cell of this.pinned) placeCell(scene, cell, cell.col);
		for (const cell of this.loose) if (cell.col >= 0) placeCell(scene, cell, cell.col);
	}

	private addHeader({ axis }: Scene): void {
		if (axis.inset === 0 || this.header) return;
		this.header = scopeOf(this.element).document.createElement("div");
		this.header.className = "vg-number";
		this.header.setAttribute("aria-hidden", "true");
		this.header.style.width = `${axis.inset}px`;
		this.pane.prepend(this.header);
	}

	flags(scene: Scene): void {
		for (const cell of this.pinned) paintFlags(scene, cell);
		for (const cell of this.loose) if (cell.col >= 0) paintFlags(scene, cell);
	}

	/** The cell that shows a column, or the label that spans it. */
	cell(scene: Scene, col: number): CellView | undefined {
		if (col >= scene.axis.pinned) return this.loose[this.ring.slot(col)];
		const label = this.pinned[scene.treeColumn];
		const covered = label !== undefined && col > label.col && col < label.col + label.span;
		return covered ? label : this.pinned[col];
	}

	/** Every cell with something to show. */
	shown(): CellView[] {
		return [...this.pinned, ...this.loose.filter((cell) => cell.col >= 0)];
	}
}

function scopeOf(element: HTMLElement): { document: Document } {
	return { document: element.ownerDocument };
}

function grow(
	document: Document,
	role: string,
	parent: HTMLElement,
	cells: readonly CellView[],
	size: number,
): CellView[] {
	for (const surplus of cells.slice(size)) surplus.element.remove();
	const kept = cells.slice(0, size);
	while (kept.length < size) {
		const cell = createCell(document, role);
		parent.append(cell.element);
		kept.push(cell);
	}
	return kept;
}

function hideCell(cell: CellView): void {
	cell.col = -1;
	cell.left = -1;
	cell.className = "vg-none";
	cell.element.className = "vg-none";
}

/** A body row: where it stands, and what a row itself says. */
export class RowView {
	readonly cells: Cells;
	readonly element: HTMLElement;
	index = -1;
	private top = -1;
	private className = "";
	private level = 0;

	constructor(document: Document) {
		this.cells = new Cells(document, "gridcell", paintCell);
		this.element = this.cells.element;
	}

	bind(scene: Scene, columns: ColumnWindow, index: number, top: number): void {
		const row = scene.source.row(index);
		if (this.index !== index) {
			this.index = index;
			this.element.setAttribute("aria-rowindex", String(index + 2));
		}
		this.move(top);
		this.describe(scene, row);
		this.cells.bind(scene, columns, index, row);
	}

	move(top: number): void {
		if (this.top === top) return;
		this.top = top;
		this.element.style.top = `${top}px`;
	}

	hide(): void {
		this.index = -1;
		this.setClass("vg-none");
	}

	private describe(scene: Scene, row: GridRow | undefined): void {
		if (scene.source.tree) this.describeTree(scene, row);
		const own = row && scene.rowClass?.(row);
		this.setClass(rowClass(row) + (own ? ` ${own}` : ""));
		if (row) this.element.removeAttribute("aria-busy");
		else this.element.setAttribute("aria-busy", "true");
	}

	private describeTree(scene: Scene, row: GridRow | undefined): void {
		const { element } = this;
		set(element, "aria-level", row && String(row.level + 1));
		set(element, "aria-expanded", row && asText(row.expanded));
		set(element, "aria-posinset", row && asText(row.position));
		set(element, "aria-setsize", row && asText(row.siblings));
		const level = row ? indentOf(scene, row) : 0;
		if (this.level === level) return;
		this.level = level;
		element.style.setProperty("--vg-level", String(level));
	}

	private setClass(name: string): void {
		if (this.className === name) return;
		this.className = name;
		this.element.className = name;
	}
}

/** Rows of a group stand below it, not to its right, and need no room for a mark: depth is worth pixels only in a tree. */
function indentOf(scene: Scene, row: GridRow): number {
	const over = row.parent === undefined ? undefined : scene.source.row(row.parent);
	return row.kind === "data" && over?.kind === "group" ? -1 : row.level;
}

function rowClass(row: GridRow | undefined): string {
	const parts = ["vg-row"];
	if (row?.kind === "group") parts.push("vg-group");
	if (row?.expanded === true) parts.push("vg-open");
	if (row?.expanded === false) parts.push("vg-closed");
	return parts.join(" ");
}

function asText(value: boolean | number | undefined): string | undefined {
	return value === undefined ? undefined : String(value);
}

function set(element: HTMLElement, name: string, value: string | undefined): void {
	if (value === undefined) element.removeAttribute(name);
	else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
