import { colourOf, type Palette } from "./palette";
import { guessed, type Ink, type Measure, type Shape, type Stroke } from "./shapes";

type Context = CanvasRenderingContext2D;

const weight = (bold: boolean | undefined) => (bold ? 600 : 400);

/** Paints a list of shapes; one pixel of it is `ratio` pixels of the canvas. */
export function paint(context: Context, shapes: readonly Shape[], palette: Palette, font: string, ratio: number): void {
	context.setTransform(ratio, 0, 0, ratio, 0, 0);
	context.textBaseline = "middle";
	context.lineJoin = "round";
	let letters = "";
	for (const shape of shapes) {
		if (shape.kind === "text") {
			const wanted = `${weight(shape.bold)} ${shape.size}px ${font}`;
			if (wanted !== letters) context.font = letters = wanted;
			paintText(context, shape, palette);
			continue;
		}
		if (shape.alpha !== undefined) context.globalAlpha = shape.alpha;
		if (shape.kind === "rect") paintRect(context, shape, palette);
		else paintPath(context, shape, palette);
		if (shape.alpha !== undefined) context.globalAlpha = 1;
	}
}

function paintText(context: Context, shape: Extract<Shape, { kind: "text" }>, palette: Palette) {
	if (shape.halo) {
		context.strokeStyle = palette.surface;
		context.lineWidth = 3;
		context.strokeText(shape.text, shape.x, shape.y);
	}
	context.fillStyle = colourOf(palette, shape.ink);
	context.fillText(shape.text, shape.x, shape.y);
}

function paintRect(context: Context, shape: Extract<Shape, { kind: "rect" }>, palette: Palette) {
	const { x, y, w, h, r, fill, stroke } = shape;
	if (!r && fill && !stroke) {
		context.fillStyle = colourOf(palette, fill);
		context.fillRect(x, y, w, h);
		return;
	}
	context.beginPath();
	context.roundRect(x, y, w, h, r ?? 0);
	finish(context, palette, fill, stroke);
}

function paintPath(context: Context, shape: Extract<Shape, { kind: "path" }>, palette: Palette) {
	const { points, closed, round, fill, stroke } = shape;
	context.beginPath();
	context.moveTo(points[0] ?? 0, points[1] ?? 0);
	for (let i = 2; i < points.length; i += 2) {
		const x = points[i] ?? 0;
		const y = points[i + 1] ?? 0;
		const nextX = points[i + 2];
		const nextY = points[i + 3];
		if (!round || nextX === undefined || nextY === undefined) context.lineTo(x, y);
		else context.arcTo(x, y, nextX, nextY, bend(points, i, round));
	}
	if (closed) context.closePath();
	finish(context, palette, fill, stroke);
}

/** How round a corner may be: half of the shorter leg at most. */
export function bend(points: readonly number[], i: number, round: number): number {
	const leg = (a: number, b: number) =>
		Math.hypot((points[a] ?? 0) - (points[b] ?? 0), (points[a + 1] ?? 0) - (points[b + 1] ?? 0));
	return Math.min(round, leg(i, i - 2) / 2, leg(i, i + 2) / 2);
}

function finish(context: Context, palette: Palette, fill: Ink | undefined, stroke: Stroke | undefined) {
	if (fill) {
		context.fillStyle = colourOf(palette, fill);
		context.fill();
	}
	if (!stroke) return;
	context.strokeStyle = colourOf(palette, stroke.ink);
	context.lineWidth = stroke.width;
	if (stroke.dash) context.setLineDash([...stroke.dash]);
	context.stroke();
	if (stroke.dash) context.setLineDash([]);
}

/** Measures texts on a canvas, each once. */
export function measureOn(context: Context | null, font: string): Measure {
	if (!context) return guessed;
	const known = new Map<string, number>();
	return (text, size, bold) => {
		const key = `${size}${bold ? "b" : ""}${text}`;
		const had = known.get(key);
		if (had !== undefined) return had;
		if (known.size > 20_000) known.clear();
		context.font = `${weight(bold)} ${size}px ${font}`;
		const { width } = context.measureText(text);
		known.set(key, width);
		return width;
	};
}
