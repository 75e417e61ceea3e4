/** Mouse and finger: selecting, dragging, resizing, sorting, folding. */

import { columnSeenAt, columnWidth } from "./geometry";
import { type Cell, HEADER } from "./selection";
import { edgeAt, type Hit, hitAt, nearestCell, onHandle } from "./sight";
import type { Stage } from "./stage";

/** What the pointer asks of the grid. */
export type PointerActions = {
	select(cell: Cell, how: "alone" | "extend" | "add"): void;
	extend(cell: Cell): void;
	selectRow(row: number, how: "alone" | "extend" | "add"): void;
	selectColumn(col: number, extend: boolean): void;
	selectWhole(what: "all"): void;
	/** The handle is dragged, or let go: `turned` with Ctrl. */
	dragFill(to: Cell, done: "no" | "fill" | "turned"): void;
	dropFill(): void;
	edit(cell: Cell): void;
	sort(col: number, add: boolean): void;
	toggle(row: number): boolean;
	retry(row: number): boolean;
	resize(col: number, width: number, done: boolean): void;
	fitWidth(col: number): void;
	menu(cell: Cell): void;
	/** Ends an open editor, whose value the host commits. */
	leaveEditor(): void;
};

type Point = { readonly x: number; readonly y: number };

/** Pixels a press may move and still be a click. */
const SLACK = 4;

export class Pointer {
	private readonly stage: Stage;
	private readonly actions: PointerActions;
	private readonly stop = new AbortController();
	private drag: "cells" | "edge" | "rows" | "fill" | undefined;
	private resized = { col: -1, from: 0, width: 0 };
	private pressed: Point = { x: 0, y: 0 };
	private at: Point = { x: 0, y: 0 };
	private frame = 0;

	constructor(stage: Stage, actions: PointerActions) {
		this.stage = stage;
		this.actions = actions;
		this.on("pointerdown", (event) => this.down(event));
		this.on("pointermove", (event) => this.moved(event));
		this.on("pointerup", (event) => this.up(event));
		this.on("pointercancel", () => this.end());
		this.on("click", (event) => this.click(event));
		this.on("dblclick", (event) => this.doubleClick(event));
		this.on("contextmenu", (event) => this.contextMenu(event));
	}

	destroy(): void {
		this.end();
		this.stop.abort();
	}

	private on<K extends keyof HTMLElementEventMap>(name: K, act: (event: HTMLElementEventMap[K]) => void): void {
		const { signal } = this.stop;
		this.stage.root.addEventListener(name, act, { signal });
	}

	private point(event: MouseEvent): Point {
		const box = this.stage.root.getBoundingClientRect();
		const { clientLeft, clientTop } = this.stage.root;
		return {
			x: event.clientX - box.left - clientLeft,
			y: event.clientY - box.top - clientTop,
		};
	}

	private hit(point: Point): Hit {
		return hitAt(this.stage, point.x, point.y);
	}

	private down(event: PointerEvent): void {
		if (inEditor(event.target)) return;
		this.actions.leaveEditor();
		this.pressed = this.point(event);
		if (event.button !== 0 || event.pointerType === "touch") return;
		const col = edgeAt(this.stage, this.pressed.x, this.pressed.y);
		if (this.resizable(col)) {
			this.startResize(event, col);
			return;
		}
		const hit = this.hit(this.pressed);
		if (hit.zone === "rows") {
			this.capture("rows", event);
			this.actions.selectRow(hit.row, howOf(event));
			return;
		}
		if (onHandle(this.stage, this.pressed.x, this.pressed.y)) {
			this.capture("fill", event);
			return;
		}
		if (hit.zone !== "body" || isControl(event.target)) return;
		if (this.onMark(hit, this.pressed)) return;
		this.capture("cells", event);
		this.actions.select(hit, howOf(event));
	}

	private capture(drag: "cells" | "rows" | "fill", event: PointerEvent): void {
		this.drag = drag;
		this.stage.root.setPointerCapture(event.pointerId);
	}

	private resizable(col: number): boolean {
		const column = this.stage.scene.columns[col]?.column;
		return column !== undefined && column.resizable !== false;
	}

	private startResize(event: PointerEvent, col: number): void {
		event.preventDefault();
		const width = columnWidth(this.stage.scene.axis, col);
		this.drag = "edge";
		this.resized = { col, from: width, width };
		this.stage.root.setPointerCapture(event.pointerId);
	}

	private moved(event: PointerEvent): void {
		this.at = this.point(event);
		if (this.drag === "edge") {
			this.resizeTo(false);
			return;
		}
		if (this.drag) {
			this.extend();
			return;
		}
		const edge = edgeAt(this.stage, this.at.x, this.at.y);
		const sizes = this.resizable(edge) && !inEditor(event.target);
		this.stage.root.classList.toggle("vg-sizing", sizes);
		const fills = !sizes && onHandle(this.stage, this.at.x, this.at.y);
		this.stage.root.classList.toggle("vg-fills", fills);
	}

	private resizeTo(done: boolean): void {
		const { col, from } = this.resized;
		const width = from + this.at.x - this.pressed.x;
		this.actions.resize(col, width, done);
	}

	private extend(): void {
		const cell = nearestCell(this.stage, this.at.x, this.at.y);
		if (this.drag === "fill") this.actions.dragFill(cell, "no");
		else if (this.drag === "rows") this.actions.selectRow(cell.row, "extend");
		else this.actions.extend(cell);
		const { x, y } = this.overshoot();
		if ((x !== 0 || y !== 0) && this.frame === 0) this.scrollOn();
	}

	/** How far the pointer is outside the rows, on each axis. */
	private overshoot(): Point {
		const { stage, at } = this;
		const left = stage.scene.axis.pinnedWidth;
		const started = this.pressed.x >= left;
		const low = started ? left : 0;
		return {
			x: beyond(at.x, low, stage.width),
			y: beyond(at.y, stage.headerHeight, stage.headerHeight + stage.height),
		};
	}

	/** Scrolls frame by frame while a drag is held outside. */
	private scrollOn(): void {
		const view = this.stage.root.ownerDocument.defaultView;
		if (!view) return;
		this.frame = view.requestAnimationFrame(() => {
			this.frame = 0;
			if (!this.drag || this.drag === "edge") return;
			const { x, y } = this.overshoot();
			this.stage.root.scrollBy(x / 4, y / 4);
			this.extend();
		});
	}

	private up(event: PointerEvent): void {
		this.at = this.point(event);
		if (this.drag === "edge" && this.at.x !== this.pressed.x) this.resizeTo(true);
		if (this.drag === "fill") {
			const turned = event.ctrlKey || event.metaKey || event.altKey;
			this.actions.dragFill(nearestCell(this.stage, this.at.x, this.at.y), turned ? "turned" : "fill");
			this.drag = undefined;
		}
		this.end();
	}

	private end(): void {
		const view = this.stage.root.ownerDocument.defaultView;
		view?.cancelAnimationFrame(this.frame);
		this.frame = 0;
		if (this.drag === "fill") this.actions.dropFill();
		this.drag = undefined;
	}

	private click(event: MouseEvent): void {
		if (inEditor(event.target)) return;
		const point = this.point(event);
		const hit = this.hit(point);
		if (hit.zone === "outside" || hit.zone === "rows" || isControl(event.target)) return;
		if (this.strayed(point)) return;
		if (hit.zone === "corner") {
			this.actions.selectWhole("all");
			return;
		}
		if (hit.zone === "header") {
			this.clickHeader(hit, event);
			return;
		}
		const toggled = this.onMark(hit, point) && this.actions.toggle(hit.row);
		const asked = !toggled && this.actions.retry(hit.row);
		const touched = event instanceof PointerEvent && event.pointerType === "touch";
		const chosen = touched && !toggled && !asked;
		if (hit.zone === "stuck" || chosen) this.actions.select(hit, howOf(event));
	}

	private clickHeader(hit: Hit, event: MouseEvent): void {
		const { x, y } = this.pressed;
		if (this.resizable(edgeAt(this.stage, x, y))) return;
		if (event.ctrlKey || event.metaKey) {
			this.actions.selectColumn(hit.col, event.shiftKey);
			return;
		}
		this.actions.select(hit, "alone");
		this.actions.sort(hit.col, event.shiftKey);
	}

	private strayed(point: Point): boolean {
		const { x, y } = this.pressed;
		return Math.abs(point.x - x) > SLACK || Math.abs(point.y - y) > SLACK;
	}

	/** True on the folding mark of a row that has one. */
	private onMark(hit: Hit, point: Point): boolean {
		const { scene } = this.stage;
		const row = scene.source.row(hit.row);
		if (row?.expanded === undefined || hit.col !== scene.treeColumn) return false;
		const left = columnSeenAt(scene.axis, this.stage.scrollLeft, hit.col);
		const into = point.x - left - row.level * 16;
		return into >= 0 && into < 26;
	}

	private doubleClick(event: MouseEvent): void {
		if (inEditor(event.target)) return;
		const point = this.point(event);
		const edge = edgeAt(this.stage, point.x, point.y);
		if (this.resizable(edge)) {
			this.actions.fitWidth(edge);
			return;
		}
		const hit = this.hit(point);
		if (hit.zone !== "body" || this.onMark(hit, point)) return;
		this.actions.edit(hit);
	}

	private contextMenu(event: MouseEvent): void {
		if (inEditor(event.target)) return;
		const hit = this.hit(this.point(event));
		if (hit.zone === "outside" || hit.zone === "corner") return;
		event.preventDefault();
		const row = hit.zone === "header" ? HEADER : hit.row;
		this.actions.menu({ row, col: hit.col });
	}
}

function beyond(at: number, low: number, high: number): number {
	return at < low ? at - low : at > high ? at - high : 0;
}

function howOf(event: MouseEvent): "alone" | "extend" | "add" {
	if (event.shiftKey) return "extend";
	return event.ctrlKey || event.metaKey ? "add" : "alone";
}

function inEditor(target: EventTarget | null): boolean {
	return target instanceof Element && target.closest(".vg-lane") !== null;
}

/** A link or button that a column painted answers for itself. */
function isControl(target: EventTarget | null): boolean {
	return target instanceof Element && target.closest("a, button") !== null;
}
