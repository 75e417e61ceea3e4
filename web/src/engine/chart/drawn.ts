import { BarChart, LineChart, ScatterChart } from "echarts/charts";
import { GridComponent, MarkLineComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { type Named, placed } from "./labels";
import { font, type Labels, optionOf, shortened } from "./option";
import { radiusOf } from "./scale";
import type { Bubble, ChartSpec } from "./spec";

// This module, and ECharts with it, is fetched when the first chart is shown.

use([BarChart, LineChart, ScatterChart, GridComponent, MarkLineComponent, SVGRenderer]);

export type Rect = { left: number; top: number; right: number; bottom: number };

// Listening is what a chart tells of the pointer: the point under it, or null.
export type Listening = {
	over?: (id: string | null, at: { x: number; y: number }) => void;
	press?: (id: string) => void;
};

export type Drawn = {
	show(spec: ChartSpec, chosen?: ReadonlySet<string>): void;
	// within are the points in a part of the chart, in its pixels
	within(rect: Rect): string[];
	// placeOf is where a point stands, in the chart's pixels
	placeOf(id: string): { x: number; y: number } | null;
	resize(): void;
	// fit draws at once for a width, such as that of a sheet of paper; null for that
	// of its element
	fit(width: number | null): void;
	remove(): void;
};

type Event = { data?: unknown; event?: { offsetX: number; offsetY: number } };

// draw puts a chart into an element, which gives it its size.
export function draw(into: HTMLElement, listening: Listening = {}): Drawn {
	const chart = init(into, null, { renderer: "svg" });
	let spec: ChartSpec | null = null;
	let chosen: ReadonlySet<string> | undefined;
	const paint = () => {
		if (!spec) return;
		const put = (labels?: Labels) =>
			spec && chart.setOption(optionOf(spec, chart.getWidth(), chosen, labels), { notMerge: true });
		put();
		if (spec.kind === "bubble") put(named(spec));
	};
	const idOf = (e: Event) => (e.data as { id?: string } | undefined)?.id ?? null;
	chart.on("mouseover", (e: unknown) => tell(e as Event, true));
	chart.on("mouseout", (e: unknown) => tell(e as Event, false));
	chart.on("click", (e: unknown) => {
		const id = idOf(e as Event);
		if (id) listening.press?.(id);
	});
	const tell = (e: Event, on: boolean) =>
		listening.over?.(on ? idOf(e) : null, { x: e.event?.offsetX ?? 0, y: e.event?.offsetY ?? 0 });
	const placeOf = (id: string) => {
		const point = spec?.kind === "bubble" ? spec.points.find((p) => p.id === id) : undefined;
		if (!point) return null;
		const [x, y] = chart.convertToPixel("grid", [point.x, point.y]) as [number, number];
		return { x, y };
	};
	// named are the bubbles whose names are written, once it is known where they stand.
	const named = (of: Bubble): Labels => {
		const radius = radiusOf(of);
		const width = chart.getWidth();
		const measure = writer();
		const bubbles = of.points.flatMap((p): Named[] => {
			const at = placeOf(p.id);
			const wanted = chosen?.has(p.id);
			return at ? [{ id: p.id, ...at, r: radius(p) / 2, width: measure(shortened(p.name)), wanted }] : [];
		});
		bubbles.sort((a, b) => b.r - a.r);
		const inside = { left: 8, top: 24, right: width - 4, bottom: chart.getHeight() - 40 };
		const boxes = placed(bubbles, inside, width < 500 ? 8 : width < 800 ? 16 : 30);
		return new Map(
			bubbles.flatMap(({ id, x, y }) => {
				const box = boxes.get(id);
				return box ? [[id, { dx: box.left - x, dy: (box.top + box.bottom) / 2 - y }]] : [];
			}),
		);
	};
	return {
		show(next, nextChosen) {
			spec = next;
			chosen = nextChosen;
			paint();
		},
		within(rect) {
			if (spec?.kind !== "bubble") return [];
			return spec.points.flatMap((p) => {
				const at = placeOf(p.id);
				const inside = at && at.x >= rect.left && at.x <= rect.right && at.y >= rect.top && at.y <= rect.bottom;
				return inside ? [p.id] : [];
			});
		},
		placeOf,
		resize() {
			chart.resize();
			paint();
		},
		fit(width) {
			chart.resize({ width: width ?? "auto" });
			paint();
			chart.getZr().flush();
		},
		remove: () => chart.dispose(),
	};
}

// writer measures how wide a name is written, in pixels.
function writer(): (text: string) => number {
	const pen = document.createElement("canvas").getContext("2d");
	if (!pen) return (text) => text.length * 6.2;
	pen.font = `${font.fontSize}px ${font.fontFamily}`;
	return (text) => pen.measureText(text).width;
}
