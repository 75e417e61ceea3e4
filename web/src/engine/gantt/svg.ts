import { bend } from "./paint";
import { colourOf, type Palette } from "./palette";
import type { Ink, Shape, Stroke } from "./shapes";

/** A list of shapes as an SVG document of its own, with its colours in it. */
export function svgOf(
	shapes: readonly Shape[],
	width: number,
	height: number,
	palette: Palette,
	title: string,
): string {
	const body = shapes.map((shape) => elementOf(shape, palette)).join("\n");
	const w = Math.ceil(width);
	const h = Math.ceil(height);
	return `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}" role="img" font-family="Inter, 'Segoe UI', Arial, sans-serif">
<title>${escaped(title)}</title>
${body}
</svg>
`;
}

function elementOf(shape: Shape, palette: Palette): string {
	if (shape.kind === "text") {
		const { x, y, text, ink, size, bold, halo } = shape;
		const behind = halo ? ` stroke="${palette.surface}" stroke-width="3" paint-order="stroke"` : "";
		const heavy = bold ? ` font-weight="600"` : "";
		return `<text x="${n(x)}" y="${n(y)}" font-size="${size}"${heavy} dominant-baseline="central" fill="${colourOf(palette, ink)}"${behind}>${escaped(text)}</text>`;
	}
	const look = lookOf(shape.fill, shape.stroke, shape.alpha, palette);
	if (shape.kind === "rect") {
		const { x, y, w, h, r } = shape;
		return `<rect x="${n(x)}" y="${n(y)}" width="${n(Math.max(0, w))}" height="${n(Math.max(0, h))}"${r ? ` rx="${n(r)}"` : ""}${look}/>`;
	}
	return `<path d="${wayOf(shape.points, shape.closed, shape.round)}"${look}/>`;
}

function lookOf(
	fill: Ink | undefined,
	stroke: Stroke | undefined,
	alpha: number | undefined,
	palette: Palette,
): string {
	const parts = [` fill="${fill ? colourOf(palette, fill) : "none"}"`];
	if (stroke) parts.push(` stroke="${colourOf(palette, stroke.ink)}" stroke-width="${stroke.width}"`);
	if (stroke?.dash) parts.push(` stroke-dasharray="${stroke.dash.join(" ")}"`);
	if (alpha !== undefined) parts.push(` opacity="${alpha}"`);
	return parts.join("");
}

function wayOf(points: readonly number[], closed: boolean | undefined, round: number | undefined): string {
	let out = `M${n(points[0] ?? 0)} ${n(points[1] ?? 0)}`;
	for (let i = 2; i < points.length; i += 2) {
		const x = points[i] ?? 0;
		const y = points[i + 1] ?? 0;
		if (!round || points[i + 2] === undefined) {
			out += `L${n(x)} ${n(y)}`;
			continue;
		}
		const r = bend(points, i, round);
		const [ax, ay] = toward(x, y, points[i - 2] ?? 0, points[i - 1] ?? 0, r);
		const [bx, by] = toward(x, y, points[i + 2] ?? 0, points[i + 3] ?? 0, r);
		out += `L${n(ax)} ${n(ay)}Q${n(x)} ${n(y)} ${n(bx)} ${n(by)}`;
	}
	return closed ? `${out}Z` : out;
}

function toward(x: number, y: number, toX: number, toY: number, by: number): [number, number] {
	const long = Math.hypot(toX - x, toY - y);
	return long === 0 ? [x, y] : [x + ((toX - x) / long) * by, y + ((toY - y) / long) * by];
}

const n = (x: number) => String(Math.round(x * 100) / 100);

function escaped(text: string): string {
	const named: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
	// biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no word for them
	return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "").replace(/[&<>"]/g, (c) => named[c] ?? c);
}
