/** The recycled rows, and the active cell when it is scrolled out of them. */

import { type CellView, createCell, paintCell, placeCell } from "./cell";
import { Ring } from "./pool";
import { type Cells, type ColumnWindow, RowView } from "./row";
import type { Scene } from "./scene";
import { HEADER } from "./selection";

/** The rows shown: `[from, to)`, in a pool of `size`, and where each stands. */
export type RowWindow = {
	readonly from: number;
	readonly to: number;
	readonly size: number;
	readonly top: (index: number) => number;
	/** What is taken off a row's own top; a change of it moves every row. */
	readonly shift: number;
};

export class Body {
	readonly element: HTMLElement;
	private readonly document: Document;
	private rows: RowView[] = [];
	private ring = new Ring(0);
	private shift = 0;
	private from = -1;
	private to = -1;

	constructor(document: Document) {
		this.document = document;
		this.element = document.createElement("div");
		this.element.className = "vg-body";
		this.element.setAttribute("role", "rowgroup");
	}

	/** Makes the pool; everything is painted by the next `show`. */
	build(scene: Scene, rows: RowWindow, columns: ColumnWindow): void {
		for (const surplus of this.rows.splice(rows.size)) surplus.element.remove();
		while (this.rows.length < rows.size) {
			const row = new RowView(this.document);
			this.rows.push(row);
			this.element.append(row.element);
		}
		for (const row of this.rows) row.cells.build(scene, columns.size);
		this.ring = new Ring(rows.size);
	}

	show(scene: Scene, rows: RowWindow, columns: ColumnWindow): void {
		if (rows.shift !== this.shift) {
			this.shift = rows.shift;
			for (const row of this.rows) if (row.index >= 0) row.move(rows.top(row.index));
		}
		if (columns.from !== this.from || columns.to !== this.to) {
			this.from = columns.from;
			this.to = columns.to;
			this.slide(scene, rows, columns);
		}
		this.ring.show(
			rows.from,
			rows.to,
			(slot, index) => this.rows[slot]?.bind(scene, columns, index, rows.top(index)),
			(slot) => this.rows[slot]?.hide(),
		);
	}

	/** Rows about to be given to another index are not worth sliding. */
	private slide(scene: Scene, rows: RowWindow, columns: ColumnWindow): void {
		for (const row of this.rows) if (row.index >= rows.from && row.index < rows.to) row.cells.slide(scene, columns);
	}

	/** Paints a row again where it is shown, or one column of it. */
	refresh(scene: Scene, rows: RowWindow, columns: ColumnWindow, index: number, col?: number): void {
		const row = this.row(index);
		if (!row) return;
		if (col === undefined) row.bind(scene, columns, index, rows.top(index));
		else row.cells.refresh(scene, col);
	}

	/** The next `show` paints everything anew. */
	forget(): void {
		this.ring.forget();
	}

	replace(scene: Scene): void {
		for (const row of this.rows) row.cells.replace(scene);
	}

	flags(scene: Scene): void {
		for (const row of this.rows) if (row.index >= 0) row.cells.flags(scene);
	}

	row(index: number): RowView | undefined {
		return this.rows[this.ring.slot(index)];
	}

	/** The cells of a column, as far as shown. */
	column(scene: Scene, col: number): CellView[] {
		return this.rows.flatMap((row) => {
			const cell = row.index >= 0 ? row.cells.cell(scene, col) : undefined;
			return cell ? [cell] : [];
		});
	}
}

/**
 * Keeps an element for the active cell in the page at all times, so that
 * `aria-activedescendant` never points to nothing. It stands where the cell
 * would, unseen, until the cell itself is painted again.
 */
export class ActiveCell {
	private readonly root: HTMLElement;
	private readonly spareRow: HTMLElement;
	private readonly spare: CellView;
	private marked: HTMLElement | undefined;
	private id = "";

	constructor(root: HTMLElement) {
		const document = root.ownerDocument;
		this.root = root;
		this.spareRow = document.createElement("div");
		this.spareRow.setAttribute("role", "row");
		this.spareRow.className = "vg-row vg-spare";
		this.spare = createCell(document, "gridcell");
	}

	/** `line` is the row element the active cell belongs to, where it is shown. */
	update(scene: Scene, line: Cells | undefined, body: HTMLElement, top: number): void {
		const { active } = scene.selection;
		const shown = line?.cell(scene, active.col)?.element;
		if (shown) this.dismiss();
		else this.stand(scene, line, body, top);
		this.mark(scene, shown ?? this.spare.element);
	}

	private dismiss(): void {
		this.spare.element.remove();
		this.spareRow.remove();
	}

	private stand(scene: Scene, line: Cells | undefined, body: HTMLElement, top: number): void {
		const { row, col } = scene.selection.active;
		const { spare, spareRow } = this;
		const header = row === HEADER;
		spare.element.setAttribute("role", header ? "columnheader" : "gridcell");
		placeCell(scene, spare, col);
		if (header) spare.element.textContent = scene.columns[col]?.column.title ?? "";
		else paintCell(scene, spare, row, scene.source.row(row));
		spare.element.classList.add("vg-spare");
		const parent = line?.element ?? spareRow;
		if (spare.element.parentNode !== parent) parent.append(spare.element);
		if (line) {
			spareRow.remove();
			return;
		}
		spareRow.setAttribute("aria-rowindex", String(row + 2));
		spareRow.style.top = `${top}px`;
		if (!spareRow.parentNode) body.append(spareRow);
	}

	private mark(scene: Scene, element: HTMLElement): void {
		const { row, col } = scene.selection.active;
		const id = `${scene.id}-${row + 1}-${col}`;
		if (this.marked === element && this.id === id) return;
		this.marked?.removeAttribute("id");
		element.id = id;
		this.marked = element;
		if (this.id !== id) this.root.setAttribute("aria-activedescendant", id);
		this.id = id;
	}
}
