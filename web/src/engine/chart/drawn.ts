import { BarChart, LineChart, ScatterChart } from "echarts/charts";
import { GridComponent, MarkLineComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { LabelLayout } from "echarts/features";
import { SVGRenderer } from "echarts/renderers";
import { optionOf } from "./option";
import type { ChartSpec } from "./spec";

// This module, and ECharts with it, is fetched when the first chart is shown.

use([BarChart, LineChart, ScatterChart, GridComponent, MarkLineComponent, LabelLayout, SVGRenderer]);

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
	const paint = () => spec && chart.setOption(optionOf(spec, chart.getWidth(), chosen), { notMerge: true });
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
