/** The grid in the page: scrolls, lays out, and keeps what is seen painted. */

import { ActiveCell, Body, type RowWindow } from "./body";
import {
	clamp,
	columnLeft,
	columnsInView,
	firstColumn,
	follow,
	type Place,
	physicalHeight,
	placeAt,
	type RowAxis,
	reveal,
	revealColumn,
	rowsInView,
	rowTop,
	TOP,
	windowFrom,
} from "./geometry";
import { groupsOver, Head, stuckRows } from "./head";
import type { ColumnWindow } from "./row";
import type { Scene } from "./scene";
import { HEADER } from "./selection";

/** Rows and columns painted beyond what is seen, on both sides together. */
const SPARE_ROWS = 5;
const SPARE_COLUMNS = 1;
/** Rows asked for beyond those painted, on each side. */
const AHEAD = 40;
/** How long the scroll rests, in ms, before a scaled scroll bar is put right. */
const REST = 160;

export class Stage {
	readonly root: HTMLElement;
	readonly head: Head;
	readonly body: Body;
	readonly headerHeight: number;
	place: Place = TOP;
	scrollLeft = 0;
	width = 0;
	/** What the rows may use, in pixels. */
	height = 0;
	readonly scene: Scene;
	private readonly active: ActiveCell;
	private rows: RowWindow = { from: 0, to: 0, size: 0, top: () => 0, shift: 0 };
	private columns: ColumnWindow = { from: 0, to: 0, size: 0 };
	private down = true;
	private rightward = true;
	private rest: ReturnType<typeof setTimeout> | undefined;

	constructor(host: HTMLElement, scene: Scene, headerHeight: number) {
		const document = host.ownerDocument;
		this.scene = scene;
		this.headerHeight = headerHeight;
		this.root = document.createElement("div");
		this.root.className = "vg";
		this.root.tabIndex = 0;
		this.root.setAttribute("aria-multiselectable", "true");
		this.root.setAttribute("aria-label", scene.labels.grid);
		this.head = new Head(document, headerHeight);
		this.body = new Body(document);
		this.root.append(this.head.element, this.body.element);
		this.active = new ActiveCell(this.root);
		host.append(this.root);
	}

	get rowAxis(): RowAxis {
		const { source, rowHeight } = this.scene;
		return { count: source.count, rowHeight, view: this.height };
	}

	/** How far the rows' tops are moved by scaling; 0 up to the browsers' limit. */
	get shift(): number {
		return this.place.virtual - this.place.physical;
	}

	/** How far PageUp and PageDown go. */
	get page(): number {
		return Math.max(1, Math.floor(this.height / this.scene.rowHeight) - 1);
	}

	/** Takes the size of the element; true when it is another. */
	measure(width: number, height: number): boolean {
		const inner = Math.max(0, height - this.headerHeight);
		if (width === this.width && inner === this.height) return false;
		this.width = width;
		this.height = inner;
		return true;
	}

	/** Sets the extent of the rows and columns, before the browser is asked for sizes. */
	extend(): void {
		const { axis, source, rowHeight } = this.scene;
		const { root, body } = this;
		root.setAttribute("role", source.tree ? "treegrid" : "grid");
		root.setAttribute("aria-rowcount", String(source.count + 1));
		root.setAttribute("aria-colcount", String(axis.count));
		root.style.setProperty("--row-height", `${rowHeight}px`);
		root.style.setProperty("--vg-head", `${this.headerHeight}px`);
		body.element.style.width = `${axis.width}px`;
		body.element.style.height = `${physicalHeight(this.rowAxis)}px`;
	}

	/** Rebuilds pools and paints all; columns, rows or sizes are others. */
	rebuild(): void {
		this.extend();
		this.stayInside();
		this.computeWindows();
		this.head.build(this.scene, this.columns);
		this.body.build(this.scene, this.rows, this.columns);
		this.render();
	}

	/** Paints everything seen again; rebuilds when there are more or fewer rows. */
	repaint(): void {
		const size = this.rows.size;
		this.extend();
		this.stayInside();
		this.computeWindows();
		if (this.rows.size !== size) {
			this.rebuild();
			return;
		}
		this.body.forget();
		this.head.refresh();
		this.render();
	}

	/** Paints the header again, and nothing else. */
	repaintTitles(): void {
		this.head.build(this.scene, this.columns);
		this.render();
	}

	/** Columns have other widths; what is painted stays. */
	widths(): void {
		const size = this.columns.size;
		this.computeWindows();
		if (this.columns.size > size) {
			this.rebuild();
			return;
		}
		this.extend();
		this.head.replace(this.scene);
		this.body.replace(this.scene);
		this.render();
	}

	/** After the browser scrolled. */
	scrolled(): void {
		const { scrollTop, scrollLeft } = this.root;
		const next = follow(this.rowAxis, this.place, scrollTop);
		if (next.virtual !== this.place.virtual) this.down = next.virtual > this.place.virtual;
		if (scrollLeft !== this.scrollLeft) this.rightward = scrollLeft > this.scrollLeft;
		this.place = next;
		this.scrollLeft = scrollLeft;
		if (next.physical !== scrollTop) this.root.scrollTop = next.physical;
		this.render();
		this.settleLater();
	}

	/** Brings the rows' pixel `virtual` to the top, and the content's `left` to the left. */
	scrollTo(virtual: number, left: number): void {
		const place = placeAt(this.rowAxis, virtual);
		if (place.virtual !== this.place.virtual) {
			this.place = place;
			this.root.scrollTop = place.physical;
		}
		if (left !== this.scrollLeft) {
			this.scrollLeft = left;
			this.root.scrollLeft = left;
		}
	}

	/** Scrolls as little as shows the cell whole. */
	reveal(row: number, col: number): void {
		const { axis, source } = this.scene;
		const left = revealColumn(axis, this.scrollLeft, this.width, col);
		const there = source.row(row);
		const covered = there ? groupsOver(source, there).length : 0;
		const over = covered * this.scene.rowHeight;
		const top = row === HEADER ? this.place.virtual : reveal(this.rowAxis, this.place.virtual, row, over);
		this.scrollTo(top, left);
	}

	/** Paints what has come into view. Cheap when nothing has. */
	render(): void {
		const { scene } = this;
		const { from, to } = this.columns;
		this.computeWindows();
		if (this.columns.from !== from || this.columns.to !== to) this.head.slide(scene, this.columns);
		this.body.show(scene, this.rows, this.columns);
		const stuck = scene.source.tree ? stuckRows(scene.source, this.rowAxis, this.place) : [];
		this.head.stick(scene, this.columns, stuck);
		this.markActive();
		const first = Math.max(0, this.rows.from - AHEAD);
		const last = Math.min(scene.source.count, this.rows.to + AHEAD);
		scene.source.request(first, last);
	}

	/** Shows another selection. */
	flags(): void {
		this.head.flags(this.scene);
		this.body.flags(this.scene);
		this.markActive();
	}

	refresh(index: number, col?: number): void {
		this.body.refresh(this.scene, this.rows, this.columns, index, col);
		this.markActive();
	}

	/** Paints those of the rows `[from, to)` that are shown. */
	refreshRange(from: number, to: number): void {
		const last = Math.min(to, this.rows.to);
		for (let i = Math.max(from, this.rows.from); i < last; i++)
			this.body.refresh(this.scene, this.rows, this.columns, i);
		this.head.refresh();
		this.render();
	}

	/** The top edge of a row inside the body. */
	top(row: number): number {
		return rowTop(this.rowAxis, this.place, row);
	}

	destroy(): void {
		clearTimeout(this.rest);
		this.root.remove();
	}

	private markActive(): void {
		const { scene } = this;
		const { row, col } = scene.selection.active;
		if (col >= scene.axis.count) return;
		const line = row === HEADER ? this.head.cells : this.body.row(row)?.cells;
		const last = physicalHeight(this.rowAxis) - scene.rowHeight;
		const top = clamp(this.top(row), 0, last);
		this.active.update(scene, line, this.body.element, top);
	}

	private computeWindows(): void {
		const { axis } = this.scene;
		const rows = this.rowAxis;
		const seen = rowsInView(rows);
		const size = Math.min(rows.count, seen + SPARE_ROWS);
		const first = Math.floor(this.place.virtual / rows.rowHeight);
		const from = windowFrom(first, seen, size, 0, rows.count, this.down);
		const { place } = this;
		this.rows = {
			from,
			to: Math.min(rows.count, from + size),
			size,
			top: (index) => rowTop(rows, place, index),
			shift: this.shift,
		};
		this.columns = this.columnWindow(axis.count - axis.pinned);
	}

	private columnWindow(loose: number): ColumnWindow {
		const { axis } = this.scene;
		const seen = columnsInView(axis, this.width);
		const size = Math.min(loose, seen + SPARE_COLUMNS);
		const first = firstColumn(axis, this.scrollLeft);
		const from = windowFrom(first, seen, size, axis.pinned, axis.count, this.rightward);
		return { from, to: Math.min(axis.count, from + size), size };
	}

	/** Rows or columns may have become fewer than what was scrolled to. */
	private stayInside(): void {
		const place = placeAt(this.rowAxis, this.place.virtual);
		const most = Math.max(0, columnLeft(this.scene.axis, this.scene.axis.count) - this.width);
		this.scrollTo(place.virtual, Math.min(this.scrollLeft, most));
	}

	/** A scaled scroll bar drifts while wheeling; puts it right when the wheel rests. */
	private settleLater(): void {
		clearTimeout(this.rest);
		const right = placeAt(this.rowAxis, this.place.virtual);
		if (Math.abs(right.physical - this.place.physical) < 1) return;
		this.rest = setTimeout(() => {
			this.place = placeAt(this.rowAxis, this.place.virtual);
			this.root.scrollTop = this.place.physical;
			this.render();
		}, REST);
	}
}
