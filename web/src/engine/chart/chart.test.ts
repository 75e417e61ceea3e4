import { describe, expect, test } from "vitest";
import { optionOf } from "./option";
import { cornerOf, extent, radiusOf } from "./scale";
import type { Bubble, Run } from "./spec";
import { tableOf } from "./table";

const euros = (v: number) => `${v} M€`;
const bubble: Bubble = {
	kind: "bubble",
	label: "Cost and delay",
	name: "Project",
	x: { title: "Delay", format: (v) => `${v} d` },
	y: { title: "Progress", format: (v) => `${v} %` },
	size: { title: "Cost", format: euros },
	colour: "Weather",
	tones: [
		{ id: "sunny", name: "Sunny", colour: "weather-sunny", shape: "circle" },
		{ id: "stormy", name: "Stormy", colour: "weather-stormy", shape: "diamond" },
	],
	points: [
		{ id: "a", name: "Orion", x: 12, y: 80, size: 4, tone: "sunny" },
		{ id: "b", name: "Lyra", x: 90, y: 20, size: 16, tone: "stormy" },
		{ id: "c", name: "Vega", x: 0, y: 50, size: null, tone: "gone" },
	],
	split: { x: 30, y: 50 },
};

describe("a bubble chart", () => {
	test("says in a table all that it shows, the group in words", () => {
		const { head, rows } = tableOf(bubble);
		expect(head).toEqual(["Project", "Delay", "Progress", "Cost", "Weather"]);
		expect(rows.map((r) => r.cells.join(" | "))).toEqual([
			"Orion | 12 d | 80 % | 4 M€ | Sunny",
			"Lyra | 90 d | 20 % | 16 M€ | Stormy",
			"Vega | 0 d | 50 % |  | ",
		]);
		expect(rows.map((r) => r.id)).toEqual(["a", "b", "c"]);
	});
	test("draws areas in proportion, and none too small to be hit", () => {
		const radius = radiusOf(bubble);
		const [a, b, c] = bubble.points.map(radius);
		expect([a, b, c]).toEqual([29, 48, 10]);
		expect(radiusOf({ ...bubble, size: null })(bubble.points[1] as Bubble["points"][number])).toBe(14);
	});
	test("knows the quadrant of each", () => {
		expect(bubble.points.map((p) => cornerOf(bubble, p))).toEqual([0, 2, 0]);
		expect(cornerOf({ ...bubble, split: null }, bubble.points[0] as Bubble["points"][number])).toBe(-1);
	});
	test("tells groups apart by shape, and takes colours from tokens only", () => {
		const { series } = optionOf(bubble, 600) as { series: { symbol?: string }[] };
		expect(series.slice(0, 2).map((s) => s.symbol)).toEqual(["circle", "diamond"]);
		expect(JSON.stringify(optionOf(bubble, 600))).not.toMatch(/#[0-9a-f]{3}|rgb/i);
	});
	test("writes the names that have a place, from the corner of their bubble", () => {
		const { series } = optionOf(bubble, 600, new Set(), new Map([["b", { dx: 28, dy: -3 }]])) as {
			series: { data: { id: string; label: { show: boolean; position: number[] } }[] }[];
		};
		const shown = series.flatMap((s) => s.data ?? []).filter((d) => d.label.show);
		expect(shown.map((d) => `${d.id} ${d.label.position}`)).toEqual(["b 52,21"]);
	});
	test("does not draw a point of a group that the legend lacks twice, and loses none", () => {
		const tones = [...bubble.tones, { id: "gone", name: "", colour: "ink-3" }];
		const { series } = optionOf({ ...bubble, tones }, 600) as { series: { data: { id: string }[] }[] };
		expect(series.flatMap((s) => s.data.map((d) => d.id)).sort()).toEqual(["a", "b", "c"]);
	});
});

test("an axis leaves air around its values, and does not cross zero without need", () => {
	expect(extent([10, 20])).toEqual([9.2, 20.8]);
	expect(extent([0, 100])).toEqual([0, 108]);
	expect(extent([-5, 5])).toEqual([-5.8, 5.8]);
	expect(extent([])).toEqual([0, 1]);
});

test("a run of months is a table of months", () => {
	const run: Run = {
		kind: "stack",
		label: "Weather",
		over: "Month",
		steps: ["Oct", "Nov"],
		y: { title: "Projects", format: String },
		series: [
			{ id: "sunny", name: "Sunny", colour: "weather-sunny", values: [3, 2] },
			{ id: "stormy", name: "Stormy", colour: "weather-stormy", values: [null, 1] },
		],
	};
	expect(tableOf(run)).toEqual({
		head: ["Month", "Sunny", "Stormy"],
		rows: [
			{ id: "", cells: ["Oct", "3", ""] },
			{ id: "", cells: ["Nov", "2", "1"] },
		],
	});
});
