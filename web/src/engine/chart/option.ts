import { extent, radiusOf } from "./scale";
import type { Axis, Bubble, ChartShape, ChartSpec, Run } from "./spec";

// What ECharts is told. Colours are names of tokens, which the page resolves by
// itself when the theme changes or the page is printed.

export type Option = Record<string, unknown>;

const colour = (token: string) => `var(--${token})`;
export const font = { fontFamily: "Inter, sans-serif", fontSize: 11, color: colour("ink-3") };

// Labels are the points whose names are written, and where: from the middle of the
// bubble to the start of the name, half its height down.
export type Labels = ReadonlyMap<string, { readonly dx: number; readonly dy: number }>;

// optionOf draws a spec.
export function optionOf(
	spec: ChartSpec,
	width: number,
	chosen: ReadonlySet<string> = new Set(),
	labels: Labels = new Map(),
): Option {
	const usual = { animation: false, textStyle: font, aria: { enabled: false } };
	return { ...usual, ...(spec.kind === "bubble" ? bubble(spec, width, chosen, labels) : run(spec, width)) };
}

const symbols: Record<ChartShape, string> = {
	circle: "circle",
	diamond: "diamond",
	triangle: "triangle",
	rect: "rect",
	pin: "roundRect",
	down: "path://M0 0L10 0L5 9Z",
	bar: "path://M0 3L10 3L10 7L0 7Z",
	cross: "path://M3 0L7 0L7 3L10 3L10 7L7 7L7 10L3 10L3 7L0 7L0 3L3 3Z",
};

function axis(a: Axis, ends: [number, number], room: number, vertical: boolean): Option {
	const { ticks } = a;
	const low = ticks ? Math.min(...ticks) - 0.5 : ends[0];
	const high = ticks ? Math.max(...ticks) + 0.5 : ends[1];
	const write = a.short ?? a.format;
	return {
		type: "value",
		min: low,
		max: high,
		name: a.title,
		nameLocation: vertical ? "end" : "middle",
		nameGap: vertical ? 12 : 30,
		nameTextStyle: { ...font, color: colour("ink-2"), align: vertical ? "left" : "center", padding: 0 },
		splitNumber: Math.max(2, Math.floor(room / (vertical ? 60 : 110))),
		axisLine: { show: !vertical, lineStyle: { color: colour("line-strong") } },
		axisTick: { show: false },
		axisLabel: {
			...font,
			hideOverlap: true,
			showMinLabel: ticks ? undefined : false,
			showMaxLabel: ticks ? undefined : false,
			...(ticks ? { customValues: [...ticks] } : {}),
			formatter: (value: number) => (ticks && !ticks.includes(value) ? "" : write(value)),
		},
		splitLine: { lineStyle: { color: colour("line") } },
	};
}

function bubble(spec: Bubble, width: number, chosen: ReadonlySet<string>, labels: Labels): Option {
	const { split } = spec;
	const radius = radiusOf(spec);
	const xs = extent(
		spec.points.map((p) => p.x),
		[split?.x ?? null],
	);
	const ys = extent(
		spec.points.map((p) => p.y),
		[split?.y ?? null],
	);
	return {
		grid: { left: 8, right: 24, top: 28, bottom: 40, containLabel: true },
		xAxis: axis(spec.x, xs, width, false),
		yAxis: axis(spec.y, ys, 300, true),
		series: [
			...spec.tones.map((tone) => ({
				type: "scatter",
				id: tone.id,
				name: tone.name,
				symbol: symbols[tone.shape ?? "circle"],
				emphasis: { disabled: true },
				cursor: "pointer",
				data: spec.points
					.filter((p) => p.tone === tone.id)
					.map((p) => ({
						id: p.id,
						name: p.name,
						value: [p.x, p.y],
						symbolSize: radius(p),
						itemStyle: {
							color: colour(tone.colour),
							opacity: chosen.size && !chosen.has(p.id) ? 0.25 : 0.72,
							borderColor: chosen.has(p.id) ? colour("ink") : colour("surface"),
							borderWidth: chosen.has(p.id) ? 2 : 1,
						},
						label: {
							show: labels.has(p.id),
							formatter: shortened(p.name),
							position: fromCorner(labels.get(p.id), radius(p) / 2),
							align: "left",
							verticalAlign: "middle",
							...font,
							color: colour("ink"),
						},
					})),
			})),
			...quadrants(spec),
		],
	};
}

// fromCorner is a place beside the middle of a bubble, seen from its upper left.
function fromCorner(at: { dx: number; dy: number } | undefined, r: number): [number, number] {
	return [r + (at?.dx ?? 0), r + (at?.dy ?? 0)];
}

function quadrants({ split }: Bubble): Option[] {
	const lines = [
		...(split && split.x !== null ? [{ xAxis: split.x }] : []),
		...(split && split.y !== null ? [{ yAxis: split.y }] : []),
	];
	if (!lines.length) return [];
	return [
		{
			type: "scatter",
			silent: true,
			data: [],
			markLine: {
				silent: true,
				symbol: "none",
				label: { show: false },
				lineStyle: { color: colour("control-line"), type: [4, 4], width: 1 },
				data: lines,
			},
		},
	];
}

export function shortened(name: string): string {
	return name.length > 26 ? `${name.slice(0, 24).trimEnd()}…` : name;
}

const dashes = ["solid", [6, 3], [2, 3], [8, 3, 2, 3]] as const;

function run(spec: Run, width: number): Option {
	const { y } = spec;
	const stacked = spec.kind === "stack";
	return {
		grid: { left: 4, right: 12, top: 12, bottom: 4, containLabel: true },
		xAxis: {
			type: "category",
			data: [...spec.steps],
			boundaryGap: stacked,
			axisLine: { lineStyle: { color: colour("line-strong") } },
			axisTick: { show: false },
			axisLabel: { ...font, hideOverlap: true },
		},
		yAxis: {
			type: "value",
			scale: !stacked,
			splitNumber: 3,
			axisLabel: { ...font, formatter: (v: number) => (y.short ?? y.format)(v) },
			splitLine: { lineStyle: { color: colour("line") } },
		},
		series: spec.series.map((s, i) => ({
			type: stacked ? "bar" : "line",
			id: s.id,
			name: s.name,
			data: [...s.values],
			...(stacked ? { stack: "all", barMaxWidth: width / spec.steps.length > 60 ? 36 : 22 } : {}),
			symbol: symbols[s.shape ?? "circle"],
			symbolSize: 5,
			showSymbol: spec.steps.length <= 24,
			emphasis: { disabled: true },
			itemStyle: { color: colour(s.colour) },
			lineStyle: { color: colour(s.colour), width: 2, type: dashes[i % dashes.length] },
		})),
	};
}
