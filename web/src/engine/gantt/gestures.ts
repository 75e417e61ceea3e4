import { type Gesture, type Grasp, gestureOf, isDrag, pull } from "./drag";
import { endAt, type Hit, hitAt } from "./hit";
import { boxOf, type Manner, type Scenery, type View } from "./place";
import type { TimelineOptions } from "./timeline";

/** What gestures ask of the timeline. */
interface Owner {
	readonly element: HTMLElement;
	readonly view: View;
	readonly manner: Manner;
	readonly what: Scenery;
	try(trial: undefined | ReturnType<TimelineOptions["onDrag"]>): void;
	goToBar(id: string): void;
	invalidate(): void;
}

const cursors: Readonly<Record<string, string>> = {
	body: "grab",
	end: "ew-resize",
	progress: "col-resize",
	"link-start": "crosshair",
	"link-finish": "crosshair",
	edge: "pointer",
};

/** The pointer on the timeline: takes bars at their parts, and lets them go, or gives them up. */
export class Gestures {
	/** the bar under the pointer, where it may be changed */
	under: string | undefined;
	drawing: Manner["drawing"];
	private readonly owner: Owner;
	private readonly options: TimelineOptions;
	private readonly stop = new AbortController();
	private grasp: Grasp | undefined;
	private dragging = false;
	private last: Gesture | undefined;
	private at = { x: 0, y: 0 };
	private pulling = 0;

	constructor(owner: Owner, options: TimelineOptions) {
		this.owner = owner;
		this.options = options;
		const { signal } = this.stop;
		const { element } = owner;
		element.addEventListener("pointerdown", (event) => this.down(event), { signal });
		element.addEventListener("pointermove", (event) => this.move(event), { signal });
		element.addEventListener("pointerup", (event) => this.up(event), { signal });
		element.addEventListener("pointercancel", () => this.giveUp(), { signal });
		element.addEventListener("pointerleave", () => this.leave(), { signal });
		element.addEventListener("dblclick", (event) => this.twice(event), { signal });
		element.ownerDocument.addEventListener("keydown", (event) => this.key(event), { signal, capture: true });
	}

	get active(): boolean {
		return this.grasp !== undefined;
	}

	destroy(): void {
		cancelAnimationFrame(this.pulling);
		this.stop.abort();
	}

	/** The view moved under the pointer: what is dragged goes with it. */
	scrolled(): void {
		if (this.dragging) this.drag();
	}

	private place(event: MouseEvent): { x: number; y: number } {
		const box = this.owner.element.getBoundingClientRect();
		return { x: event.clientX - box.left, y: event.clientY - box.top };
	}

	private hit({ x, y }: { x: number; y: number }): Hit {
		const { what, view, manner } = this.owner;
		return hitAt(what, view, manner, x, y, this.options.canEdit);
	}

	private down(event: PointerEvent): void {
		if (event.button !== 0) return;
		this.at = this.place(event);
		const hit = this.hit(this.at);
		if (hit.kind === "edge") this.owner.goToBar(hit.bar.id);
		if (hit.kind === "row" || hit.kind === "bar" || hit.kind === "edge") {
			const line = this.owner.what.lines[hit.row];
			if (line) this.options.onChoose(line.id);
		}
		if (hit.kind !== "bar" || hit.bar.fixed || !this.options.canEdit) return;
		const { view } = this.owner;
		const box = boxOf(view, hit.row, hit.bar);
		this.grasp = {
			bar: hit.bar,
			part: hit.part,
			x: this.at.x + view.left,
			y: this.at.y + view.top,
			box: shifted(box, view.left),
		};
		this.owner.element.setPointerCapture(event.pointerId);
		event.preventDefault();
	}

	private move(event: PointerEvent): void {
		this.at = this.place(event);
		if (!this.grasp) {
			this.hover();
			return;
		}
		const { view } = this.owner;
		if (!this.dragging && !isDrag(this.grasp, this.at.x + view.left, this.at.y + view.top)) return;
		this.dragging = true;
		this.drag();
		this.pullOn();
	}

	private hover(): void {
		const hit = this.hit(this.at);
		const part = hit.kind === "bar" ? (hit.bar.fixed || !this.options.canEdit ? "" : hit.part) : hit.kind;
		this.owner.element.style.cursor = cursors[part] ?? "";
		const under = hit.kind === "bar" && this.options.canEdit ? hit.bar.id : undefined;
		if (under === this.under) return;
		this.under = under;
		this.owner.invalidate();
	}

	private leave(): void {
		if (this.grasp || !this.under) return;
		this.under = undefined;
		this.owner.invalidate();
	}

	private drag(): void {
		const { grasp, at } = this;
		if (!grasp) return;
		const { view, what } = this.owner;
		const links = grasp.part === "link-start" || grasp.part === "link-finish";
		const over = links ? endAt(what, view, at.x, at.y) : undefined;
		if (links) {
			const end = grasp.part === "link-finish" ? "finish" : "start";
			this.drawing = { from: grasp.bar.id, end, x: at.x, y: at.y };
		}
		const gesture = gestureOf(grasp, view.scale, at.x + view.left, over);
		this.owner.element.style.cursor = grasp.part === "body" ? "grabbing" : (cursors[grasp.part] ?? "");
		if (gesture && this.last && same(gesture, this.last)) {
			this.owner.invalidate();
			return;
		}
		this.last = gesture;
		if (!gesture) this.options.onLeave();
		this.owner.try(gesture && this.options.onDrag(gesture, at));
	}

	// pullOn scrolls while something is held near the edge of the view.
	private pullOn(): void {
		cancelAnimationFrame(this.pulling);
		if (!this.dragging) return;
		const { element, view } = this.owner;
		const by = pull(this.at.x, view.width);
		if (by === 0) return;
		element.scrollLeft += by;
		this.pulling = requestAnimationFrame(() => this.pullOn());
	}

	private up(event: PointerEvent): void {
		if (this.owner.element.hasPointerCapture(event.pointerId)) {
			this.owner.element.releasePointerCapture(event.pointerId);
		}
		const asked = this.dragging ? this.last : undefined;
		this.end();
		if (asked) this.options.onDrop(asked);
		else this.options.onLeave();
	}

	private giveUp(): void {
		if (!this.grasp) return;
		this.end();
		this.options.onLeave();
	}

	private end(): void {
		cancelAnimationFrame(this.pulling);
		this.grasp = undefined;
		this.dragging = false;
		this.last = undefined;
		this.drawing = undefined;
		this.owner.element.style.cursor = "";
		this.owner.try(undefined);
	}

	private key(event: KeyboardEvent): void {
		if (event.key !== "Escape" || !this.grasp) return;
		event.preventDefault();
		event.stopPropagation();
		this.giveUp();
	}

	private twice(event: MouseEvent): void {
		const hit = this.hit(this.place(event));
		if (hit.kind === "bar") this.options.onOpen?.(hit.bar);
	}
}

function shifted(box: Grasp["box"], by: number): Grasp["box"] {
	return { ...box, left: box.left + by, right: box.right + by };
}

function same(a: Gesture, b: Gesture): boolean {
	if (a.do === "move" && b.do === "move") return a.days === b.days;
	if (a.do === "resize" && b.do === "resize") return a.finish === b.finish;
	if (a.do === "progress" && b.do === "progress") return a.progress === b.progress;
	return a.do === "link" && b.do === "link" && a.to.id === b.to.id && a.type === b.type;
}
