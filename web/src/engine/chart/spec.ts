// ChartSpec says what a chart shows, in words, numbers and names of colours. How it
// is drawn is the business of whoever draws it: the browser here, the server for
// paper, a table for whoever reads it.

// Shape tells groups apart where colours cannot.
export const chartShapes = ["circle", "diamond", "triangle", "rect", "pin", "down", "bar", "cross"] as const;
export type ChartShape = (typeof chartShapes)[number];

// Tone is a group of points or a series: its colour by the name of a token, and a
// shape or a dash, so that the colour is never alone.
export type Tone = { readonly id: string; readonly name: string; readonly colour: string; readonly shape?: ChartShape };

// Axis: values are numbers; format writes one. Ticks gives the few values that
// an axis of words has, such as the four weathers.
export type Axis = {
	readonly title: string;
	readonly format: (value: number) => string;
	readonly ticks?: readonly number[];
	// short writes a value on the axis, where there is little room
	readonly short?: (value: number) => string;
};

export type Point = {
	readonly id: string;
	readonly name: string;
	readonly x: number;
	readonly y: number;
	readonly size: number | null;
	readonly tone: string;
};

// Bubble: split is where the quadrants meet; corners name them from the top left,
// clockwise.
export type Bubble = {
	readonly kind: "bubble";
	readonly label: string;
	readonly name: string;
	readonly x: Axis;
	readonly y: Axis;
	readonly size: Axis | null;
	readonly colour: string;
	readonly tones: readonly Tone[];
	readonly points: readonly Point[];
	readonly split: { readonly x: number | null; readonly y: number | null } | null;
	readonly corners?: readonly [string, string, string, string];
};

// Series has one value for each step of the x axis; null where there is none.
export type Series = Tone & { readonly values: readonly (number | null)[] };

// Run is lines, or bars on top of one another, over months or other steps.
export type Run = {
	readonly kind: "lines" | "stack";
	readonly label: string;
	readonly over: string;
	readonly steps: readonly string[];
	readonly y: Axis;
	readonly series: readonly Series[];
};

export type ChartSpec = Bubble | Run;

// toneOf is the group of a point; one that is not known has no colour of its own.
export function toneOf(spec: Bubble, point: Point): Tone {
	return spec.tones.find((t) => t.id === point.tone) ?? { id: "", name: "", colour: "ink-3" };
}
