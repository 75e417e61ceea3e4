/** Dragging a column by its header to another place. */

import { clamp, columnSeenAt, columnWidth } from "./geometry";
import { edgeAt, hitAt } from "./sight";
import type { Stage } from "./stage";

/** Pixels a press may move and still be a click. */
const SLACK = 4;

/** The column `col` is to stand at the place `to` among the others. */
export type Dropped = (col: number, to: number) => void;

export class ColumnDrag {
	private readonly stage: Stage;
	private readonly dropped: Dropped;
	private readonly line: HTMLElement;
	private from = -1;
	private pressedAt = 0;
	private to = -1;

	constructor(stage: Stage, dropped: Dropped, signal: AbortSignal) {
		this.stage = stage;
		this.dropped = dropped;
		this.line = stage.root.ownerDocument.createElement("div");
		this.line.className = "vg-drop";
		const { root } = stage;
		root.addEventListener("pointerdown", (event) => this.down(event), { signal });
		root.addEventListener("pointermove", (event) => this.moved(event), { signal });
		root.addEventListener("pointerup", () => this.end(true), { signal });
		root.addEventListener("pointercancel", () => this.end(false), { signal });
		root.addEventListener("keydown", (event) => event.key === "Escape" && this.end(false), { signal });
	}

	private down(event: PointerEvent): void {
		this.end(false);
		if (event.button !== 0 || event.pointerType === "touch") return;
		const { x, y } = this.point(event);
		const hit = hitAt(this.stage, x, y);
		if (hit.zone !== "header" || edgeAt(this.stage, x, y) >= 0) return;
		this.from = hit.col;
		this.pressedAt = x;
	}

	private moved(event: PointerEvent): void {
		if (this.from < 0) return;
		const { x } = this.point(event);
		const { root, scene } = this.stage;
		if (!this.line.parentNode) {
			if (Math.abs(x - this.pressedAt) <= SLACK) return;
			root.setPointerCapture(event.pointerId);
			root.append(this.line);
			root.classList.add("vg-moves");
		}
		const at = this.boundaryAt(x);
		this.to = at > this.from ? at - 1 : at;
		const edge = at < scene.axis.count ? columnSeenAt(scene.axis, root.scrollLeft, at) : this.lastEdge();
		this.line.style.left = `${root.scrollLeft + clamp(edge, 0, this.stage.width - 2)}px`;
		this.line.style.top = `${root.scrollTop}px`;
		this.line.style.height = `${this.stage.headerHeight + this.stage.height}px`;
	}

	/** The edge between two columns that is nearest to a point. */
	private boundaryAt(x: number): number {
		const { scene, width } = this.stage;
		const hit = hitAt(this.stage, clamp(x, 0, width - 1), 1);
		if (hit.col < 0) return scene.axis.count;
		const left = columnSeenAt(scene.axis, this.stage.scrollLeft, hit.col);
		return x < left + columnWidth(scene.axis, hit.col) / 2 ? hit.col : hit.col + 1;
	}

	private lastEdge(): number {
		const { axis } = this.stage.scene;
		return columnSeenAt(axis, this.stage.scrollLeft, axis.count - 1) + columnWidth(axis, axis.count - 1);
	}

	private point(event: MouseEvent): { x: number; y: number } {
		const box = this.stage.root.getBoundingClientRect();
		return { x: event.clientX - box.left, y: event.clientY - box.top };
	}

	private end(drop: boolean): void {
		const { from, to } = this;
		const dragged = this.line.parentNode !== null;
		this.line.remove();
		this.stage.root.classList.remove("vg-moves");
		this.from = -1;
		this.to = -1;
		if (drop && dragged && to >= 0 && to !== from) this.dropped(from, to);
	}
}
