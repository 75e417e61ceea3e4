import { type ChartShape, chartShapes } from "../../engine/chart/spec";
import { lights, weathers } from "../../fields/status";

const shades = ["blue", "orange", "green", "violet", "cyan", "pink", "yellow", "red", "lime", "grey"] as const;

// toneOf is the token of a value's colour: that of its weather or light, that of its
// choice, or one of its own by its place.
export function toneOf(kind: string, value: string | null, colour: string, place = 0): string {
	if (value === null || value === "") return "control-line";
	if (kind === "light") return `light-${value.replace("_", "-")}`;
	if (kind === "weather") return `weather-${value}`;
	return `pick-${colour || shades[place % shades.length]}`;
}

// shapeOf tells a value apart without its colour.
export function shapeOf(kind: string, value: string | null, place: number): ChartShape {
	const family = kind === "light" ? lights : kind === "weather" ? weathers : [];
	const rank = family.findIndex((s) => s.word === value);
	return chartShapes[(rank < 0 ? place : rank) % chartShapes.length] ?? "circle";
}
