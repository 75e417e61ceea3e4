import { type Bubble, type ChartSpec, type Run, toneOf } from "./spec";

// Table is a chart in words: what whoever cannot see it reads, and whoever wants
// the figures copies.
export type Table = {
	readonly head: readonly string[];
	// rows: the first cell names the row; ids are those of the points, "" where none
	readonly rows: readonly { readonly id: string; readonly cells: readonly string[] }[];
};

export function tableOf(spec: ChartSpec): Table {
	return spec.kind === "bubble" ? bubbles(spec) : run(spec);
}

function bubbles(spec: Bubble): Table {
	const { x, y, size, colour } = spec;
	const head = [spec.name, x.title, y.title, ...(size ? [size.title] : []), ...(colour ? [colour] : [])];
	const rows = spec.points.map((p) => ({
		id: p.id,
		cells: [
			p.name,
			x.format(p.x),
			y.format(p.y),
			...(size ? [p.size === null ? "" : size.format(p.size)] : []),
			...(colour ? [toneOf(spec, p).name] : []),
		],
	}));
	return { head, rows };
}

function run(spec: Run): Table {
	const head = [spec.over, ...spec.series.map((s) => s.name)];
	const rows = spec.steps.map((step, i) => ({
		id: "",
		cells: [step, ...spec.series.map((s) => written(s.values[i] ?? null, spec))],
	}));
	return { head, rows };
}

function written(value: number | null, spec: Run): string {
	return value === null ? "" : spec.y.format(value);
}
