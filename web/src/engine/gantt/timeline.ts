import type { Day } from "../../format/day";
import type { Gesture } from "./drag";
import { Gestures } from "./gestures";
import { layOut } from "./layout";
import { type Bar, dayOfFinish, dayOfStart, type Line, type Tie, type Trial, type Words } from "./model";
import { measureOn, paint } from "./paint";
import { onPalette, type Palette, paletteOf, tonesOf } from "./palette";
import { boxOf, type Manner, rowsOf, type Scenery, sceneryOf, type View } from "./place";
import { clampZoom, daysOf, fitTo, keptAt, type Scale, scaleOf, stepFrom, widthOf, xOf } from "./scale";
import type { Measure, Tone } from "./shapes";

/** A point, from the top left corner of the timeline. */
export interface Point {
	readonly x: number;
	readonly y: number;
}

export interface TimelineOptions {
	readonly words: Words;
	readonly today: Day;
	readonly headerHeight: number;
	readonly rowHeight: number;
	readonly perDay: number;
	readonly canEdit: boolean;
	/** Whether there is work on a day, of the project. */
	works(day: Day): boolean;
	/** A drag has come somewhere: where bars would then stand. */
	onDrag(gesture: Gesture, at: Point): Trial | undefined;
	/** A drag was let go. */
	onDrop(gesture: Gesture): void;
	/** A drag was given up, or asks nothing. */
	onLeave(): void;
	/** A row was pressed. */
	onChoose(line: string): void;
	/** A bar was pressed twice. */
	onOpen?(bar: Bar): void;
	/** The rows were scrolled here. */
	onScroll(top: number): void;
	onZoom?(perDay: number): void;
}

/** What is shown of the bars. */
export type Shown = Pick<Manner, "critical" | "baseline" | "links" | "names">;

// How long the rows rest, in ms, before a bar is brought into view.
const rest = 140;

const made = <K extends "div" | "canvas">(document: Document, tag: K, className: string) =>
	Object.assign(document.createElement(tag), { className });

/** The timeline: a canvas that stays in the view of a scroller, painted from one list of shapes. The rows are the grid's beside it, which says the same in words: the canvas is hidden from readers. */
export class Timeline {
	readonly element: HTMLElement;
	private readonly options: TimelineOptions;
	private readonly canvas: HTMLCanvasElement;
	private readonly space: HTMLElement;
	private readonly context: CanvasRenderingContext2D | null;
	private readonly measure: Measure;
	private readonly font: string;
	private readonly gestures: Gestures;
	private readonly stops: (() => void)[] = [];
	private palette: Palette;
	private tones: Tone[] = [];
	private scenery: Scenery = sceneryOf([], []);
	private days: { from: Day; to: Day };
	private scale: Scale;
	private shown: Shown = { critical: true, baseline: true, links: true, names: true };
	private chosen: ReadonlySet<string> = new Set();
	private trial: Trial | undefined;
	private frame = 0;
	private resting: ReturnType<typeof setTimeout> | undefined;
	private top = 0;
	private width = 0;
	private height = 0;

	constructor(host: HTMLElement, options: TimelineOptions) {
		const document = host.ownerDocument;
		this.options = options;
		this.element = made(document, "div", "vt");
		this.element.tabIndex = -1;
		this.element.setAttribute("aria-hidden", "true");
		this.space = made(document, "div", "vt-space");
		this.canvas = made(document, "canvas", "vt-canvas");
		this.space.append(this.canvas);
		this.element.append(this.space);
		host.append(this.element);
		this.context = this.canvas.getContext("2d", { alpha: false });
		this.font = getComputedStyle(this.element).fontFamily;
		this.measure = measureOn(this.context, this.font);
		this.palette = paletteOf(this.element);
		this.days = daysOf([], options.today);
		this.scale = scaleOf(this.days, options.perDay, 0);
		this.gestures = new Gestures(this, options);
		this.listen();
		this.fill();
	}

	/** Other rows or links. What is in view stays. */
	set(lines: readonly Line[], ties: readonly Tie[]): void {
		this.scenery = sceneryOf(lines, ties);
		this.tones = tonesOf(lines);
		if (this.tones.some((tone) => !(tone in this.palette)))
			this.palette = paletteOf(this.element, undefined, this.tones);
		const { from } = this.scale;
		this.days = daysOf(lines, this.options.today);
		this.stretch(clampZoom(this.scale.perDay));
		const moved = (from - this.scale.from) * this.scale.perDay;
		if (moved !== 0) this.element.scrollLeft += moved;
		this.invalidate();
	}

	show(shown: Shown): void {
		this.shown = shown;
		this.invalidate();
	}

	choose(lines: ReadonlySet<string>): void {
		this.chosen = lines;
		this.invalidate();
	}

	/** Where bars would stand; undefined for where they do. */
	try(trial: Trial | undefined): void {
		this.trial = trial;
		this.invalidate();
	}

	/** The rows stand here, as the grid has them. */
	scrollTo(top: number): void {
		if (Math.abs(this.element.scrollTop - top) >= 1) this.element.scrollTop = top;
	}

	get perDay(): number {
		return this.scale.perDay;
	}

	get what(): Scenery {
		return this.scenery;
	}

	/** Zooms so that what is at a place of the view, its middle when absent, stays there. */
	zoom(perDay: number, at = this.width / 2): void {
		const before = this.scale;
		const scroll = this.element.scrollLeft;
		this.stretch(perDay);
		if (this.scale.perDay === before.perDay) return;
		this.element.scrollLeft = keptAt(before, this.scale, scroll, at);
		this.options.onZoom?.(this.scale.perDay);
		this.invalidate();
	}

	zoomBy = (by: 1 | -1) => this.zoom(stepFrom(this.scale.perDay, by));

	/** Brings a day to a third of the view. */
	goTo(day: Day, behavior?: "instant"): void {
		this.scrollAcross(xOf(this.scale, day) - this.width / 3, behavior);
	}

	/** Brings a bar into view, its start first. */
	goToBar(id: string): void {
		const bar = this.scenery.places.get(id)?.bar;
		if (bar) this.scrollAcross(xOf(this.scale, dayOfStart(bar.start)) - Math.min(160, this.width / 5));
	}

	/** Zooms and scrolls so that the whole plan is seen. */
	fit(): void {
		const bars = this.scenery.lines.flatMap((l) => l.bars);
		if (bars.length === 0) return;
		const from = Math.min(...bars.map((b) => dayOfStart(b.start)));
		const to = Math.max(...bars.map((b) => dayOfFinish(b.finish) + 1));
		this.zoom(fitTo(from, to, this.width));
		this.element.scrollLeft = xOf(this.scale, from) - this.width * 0.04;
	}

	/** What is seen now. */
	get view(): View {
		const { headerHeight, rowHeight } = this.options;
		const { width, height, scale } = this;
		const { scrollLeft: left, scrollTop: top } = this.element;
		return { scale, left, top, width, height, head: headerHeight, rowHeight };
	}

	get manner(): Manner {
		const { measure, chosen } = this;
		const { words, today, works } = this.options;
		const out: Manner = { words, today, measure, chosen, works, edges: true, ...this.shown };
		const { drawing, under } = this.gestures;
		return {
			...out,
			...(this.trial ? { trial: this.trial } : {}),
			...(drawing ? { drawing } : {}),
			...(under ? { under } : {}),
		};
	}

	/** Paints again with the next frame. */
	invalidate(): void {
		if (this.frame === 0) this.frame = requestAnimationFrame(() => this.render());
	}

	destroy(): void {
		cancelAnimationFrame(this.frame);
		clearTimeout(this.resting);
		this.gestures.destroy();
		for (const stop of this.stops) stop();
		this.element.remove();
	}

	private render(): void {
		this.frame = 0;
		if (!this.context || this.width === 0) return;
		const shapes = layOut(this.scenery, this.view, this.manner);
		paint(this.context, shapes, this.palette, this.font, this.ratio);
	}

	private get ratio(): number {
		return Math.min(3, this.element.ownerDocument.defaultView?.devicePixelRatio ?? 1);
	}

	private listen(): void {
		const stop = new AbortController();
		const { signal } = stop;
		this.element.addEventListener("scroll", () => this.scrolled(), { signal });
		this.element.addEventListener("wheel", (event) => this.wheel(event), { signal, passive: false });
		const sizes = new ResizeObserver(() => this.fill());
		sizes.observe(this.element);
		this.stops.push(
			() => stop.abort(),
			() => sizes.disconnect(),
			onPalette(this.element.ownerDocument, () => {
				this.palette = paletteOf(this.element, undefined, this.tones);
				this.invalidate();
			}),
		);
	}

	// fill takes the size of the view, and paints in the same frame: no empty canvas is seen.
	private fill(): void {
		const { ratio, element } = this;
		const { clientWidth, clientHeight } = element;
		const across = Math.round(clientWidth * ratio);
		const down = Math.round(clientHeight * ratio);
		const same = clientWidth === this.width && clientHeight === this.height;
		if (same && this.canvas.width === across) return;
		this.width = clientWidth;
		this.height = clientHeight;
		this.canvas.width = across;
		this.canvas.height = down;
		this.canvas.style.width = `${clientWidth}px`;
		this.canvas.style.height = `${clientHeight}px`;
		this.stretch(this.scale.perDay);
		this.render();
	}

	private stretch(perDay: number): void {
		this.scale = scaleOf(this.days, perDay, this.width);
		this.space.style.width = `${Math.ceil(widthOf(this.scale))}px`;
		const { headerHeight, rowHeight } = this.options;
		this.space.style.height = `${headerHeight + this.scenery.lines.length * rowHeight}px`;
	}

	private scrollAcross(left: number, asked: ScrollBehavior = "smooth"): void {
		const still = this.element.ownerDocument.defaultView?.matchMedia("(prefers-reduced-motion: reduce)").matches;
		this.element.scrollTo({ left: Math.max(0, left), behavior: still ? "instant" : asked });
	}

	private wheel(event: WheelEvent): void {
		if (!event.ctrlKey && !event.metaKey) return;
		event.preventDefault();
		const at = event.clientX - this.element.getBoundingClientRect().left;
		this.zoom(this.scale.perDay * Math.exp(-event.deltaY * 0.0022), at);
	}

	private scrolled(): void {
		const { scrollTop } = this.element;
		if (scrollTop !== this.top) {
			this.top = scrollTop;
			this.options.onScroll(scrollTop);
			clearTimeout(this.resting);
			this.resting = setTimeout(() => this.keepInView(), rest);
		}
		this.gestures.scrolled();
		this.invalidate();
	}

	// keepInView brings a bar into view when the rows have come to rest where none is.
	private keepInView(): void {
		const { view, scenery } = this;
		const [first, end] = rowsOf(view, scenery.lines.length);
		let nearest: Bar | undefined;
		for (let row = first; row < end; row++) {
			for (const bar of scenery.lines[row]?.bars ?? []) {
				const { left, right } = boxOf(view, row, bar);
				if (right >= 0 && left <= view.width) return;
				nearest ??= bar;
			}
		}
		if (nearest && !this.gestures.active) this.goToBar(nearest.id);
	}
}
