/** Paints one recycled cell, and writes to the page only what differs. */

import { columnLeft } from "./geometry";
import type { CellState, Column, GridRow } from "./model";
import { cellValue, isEditable, type LaidColumn, labelSpan, type Scene, textOf } from "./scene";
import { contains, inRange, isWide } from "./selection";
import { paintSpark } from "./spark";

/** A cell's element with what was last written to it. */
export type CellView = {
	readonly element: HTMLElement;
	col: number;
	row: number;
	/** The column whose painting the element holds. */
	painted: Column | undefined;
	left: number;
	width: number;
	/** Content classes, without selection and focus. */
	look: string;
	className: string;
	selected: boolean;
	readonly: boolean;
	title: string;
	invalid: boolean;
	label: string;
	/** What its line says, in words. */
	trend: string | undefined;
	span: number;
};

export function createCell(document: Document, role: string): CellView {
	const element = document.createElement("div");
	element.setAttribute("role", role);
	return {
		element,
		col: -1,
		row: -1,
		painted: undefined,
		left: -1,
		width: -1,
		look: "",
		className: "",
		selected: false,
		readonly: false,
		title: "",
		invalid: false,
		label: "",
		trend: undefined,
		span: 1,
	};
}

/** Writes text into an element that holds nothing, or text it wrote before. */
export function paintText(element: HTMLElement, text: string): void {
	const node = element.firstChild;
	if (node?.nodeType === 3 && !node.nextSibling) {
		if (node.nodeValue !== text) node.nodeValue = text;
	} else if (node || text !== "") element.textContent = text;
}

/** Gives the cell to a column: place, width and number. */
export function placeCell(scene: Scene, cell: CellView, col: number): void {
	if (cell.col !== col) {
		cell.col = col;
		cell.element.setAttribute("aria-colindex", String(col + 1));
	}
	setBox(scene, cell, col, cell.span);
}

function setBox(scene: Scene, cell: CellView, col: number, span: number): void {
	const left = columnLeft(scene.axis, col);
	const width = columnLeft(scene.axis, col + span) - left;
	if (cell.left !== left) {
		cell.left = left;
		cell.element.style.left = `${left}px`;
	}
	if (cell.width !== width) {
		cell.width = width;
		cell.element.style.width = `${width}px`;
	}
}

/** Shows a row's value in a cell that `placeCell` has placed. */
export function paintCell(scene: Scene, cell: CellView, rowIndex: number, row: GridRow | undefined): void {
	const laid = scene.columns[cell.col];
	if (!laid) return;
	cell.row = rowIndex;
	const failed = !row && (scene.source.failed?.(rowIndex) ?? false);
	if ((row?.kind === "group" || failed) && isUnderLabel(scene, cell.col)) {
		paintLabel(scene, cell, laid, row);
		return;
	}
	setSpan(scene, cell, 1);
	const state = row && scene.state?.(row, laid.column);
	if (row) paintValue(cell, laid.column, row, state);
	else paintNothing(cell);
	describe(cell, row, laid.column, state, scene);
	cell.look = row ? lookOf(laid, state) : `${laid.base} ${failed ? "vg-lost" : "vg-missing"}`;
	paintFlags(scene, cell);
}

function paintValue(cell: CellView, column: Column, row: GridRow, state: CellState | undefined): void {
	const paint = state?.unread === undefined ? column.render : undefined;
	if (!paint) {
		clearFor(cell, undefined);
		paintText(cell.element, textOf(row, column, state));
		setLabel(cell, "");
		return;
	}
	clearFor(cell, column);
	cell.trend = undefined;
	const value = cellValue(row, column);
	paint(cell.element, value, row);
	if (column.trend) {
		const trend = column.trend(row, value);
		paintSpark(cell.element, trend?.series);
		cell.trend = trend?.said;
	}
	setLabel(cell, cell.element.textContent ? "" : column.text(value, row));
}

/** Removes what another painter left. */
function clearFor(cell: CellView, painter: Column | undefined): void {
	if (cell.painted === painter) return;
	cell.trend = undefined;
	if (cell.element.firstElementChild) cell.element.replaceChildren();
	if (cell.painted) delete cell.element.dataset.mark;
	cell.painted = painter;
}

function paintNothing(cell: CellView): void {
	clearFor(cell, undefined);
	paintText(cell.element, "");
	setLabel(cell, "");
}

function isUnderLabel(scene: Scene, col: number): boolean {
	return col >= scene.treeColumn && col < scene.treeColumn + labelSpan(scene);
}

/** What a group is called, or that a row could not be fetched, stands across the pinned columns. */
function paintLabel(scene: Scene, cell: CellView, laid: LaidColumn, row: GridRow | undefined): void {
	const covered = cell.col > scene.treeColumn;
	const { group, loadFailed } = scene.labels;
	const text = row ? group(row.label ?? "", row.count ?? 0) : loadFailed;
	clearFor(cell, undefined);
	paintText(cell.element, covered ? "" : text);
	setLabel(cell, "");
	describe(cell, undefined, laid.column, undefined, scene);
	setSpan(scene, cell, covered ? 1 : labelSpan(scene));
	cell.look = `${laid.base} ${covered ? "vg-covered" : "vg-label"}${row ? "" : " vg-lost"}`;
	paintFlags(scene, cell);
}

function setSpan(scene: Scene, cell: CellView, span: number): void {
	if (cell.span === span) return;
	cell.span = span;
	setBox(scene, cell, cell.col, span);
	if (span > 1) cell.element.setAttribute("aria-colspan", String(span));
	else cell.element.removeAttribute("aria-colspan");
}

/** The one signal shown, by importance; a colour rule only where nothing else speaks. */
function lookOf(laid: LaidColumn, state: CellState | undefined): string {
	if (!state) return laid.base;
	const unread = state.unread === undefined ? "" : " vg-unread";
	return `${laid.base}${signalOf(state)}${unread}`;
}

function signalOf(state: CellState): string {
	if (state.failed !== undefined) return " vg-failed";
	if (state.conflict !== undefined) return " vg-conflict";
	if (state.pending) return " vg-pending";
	if (state.changed !== undefined) return " vg-changed";
	return state.rule ? ` ${state.rule}` : "";
}

function describe(
	cell: CellView,
	row: GridRow | undefined,
	column: Column,
	state: CellState | undefined,
	scene: Scene,
): void {
	const words =
		state?.failed ?? state?.conflict ?? (state?.pending ? scene.labels.pending : (state?.changed ?? state?.why));
	setTitle(cell, words ?? cell.trend ?? "");
	setReadonly(cell, !isEditable(row, column));
	const invalid = state?.failed !== undefined;
	if (cell.invalid === invalid) return;
	cell.invalid = invalid;
	if (invalid) cell.element.setAttribute("aria-invalid", "true");
	else cell.element.removeAttribute("aria-invalid");
}

function setTitle(cell: CellView, title: string): void {
	if (cell.title === title) return;
	cell.title = title;
	if (title) cell.element.title = title;
	else cell.element.removeAttribute("title");
}

function setReadonly(cell: CellView, readonly: boolean): void {
	if (cell.readonly === readonly) return;
	cell.readonly = readonly;
	if (readonly) cell.element.setAttribute("aria-readonly", "true");
	else cell.element.removeAttribute("aria-readonly");
}

/** A painted picture has a name; what holds text names itself. */
function setLabel(cell: CellView, label: string): void {
	if (cell.label === label) return;
	cell.label = label;
	if (label) cell.element.setAttribute("aria-label", label);
	else cell.element.removeAttribute("aria-label");
}

/** The handle in the corner of the selection, and the cells that a drag of it is about to fill. */
function fillMarks({ selection, filling, handle }: Scene, cell: CellView): string {
	const { ranges } = selection;
	const only = handle && ranges.length === 1 ? ranges[0] : undefined;
	const corner = only !== undefined && only.bottom === cell.row && only.right === cell.col;
	if (filling && inRange(filling, cell.row, cell.col)) return corner ? " vg-corner vg-filling" : " vg-filling";
	return corner ? " vg-corner" : "";
}

/** Shows whether the cell is active and selected. */
export function paintFlags(scene: Scene, cell: CellView): void {
	const { selection } = scene;
	const { active } = selection;
	const here = active.row === cell.row && active.col >= cell.col && active.col < cell.col + cell.span;
	const selected = contains(selection, cell.row, cell.col);
	if (cell.selected !== selected) {
		cell.selected = selected;
		cell.element.setAttribute("aria-selected", String(selected));
	}
	const tint = selected && (!here || isWide(selection)) ? " vg-selected" : "";
	const name = `${cell.look}${tint}${here ? " vg-active" : ""}${fillMarks(scene, cell)}`;
	if (cell.className === name) return;
	cell.className = name;
	cell.element.className = name;
}
