import type { Day } from "../../format/day";
import { layOut } from "./layout";
import { dayOfFinish, dayOfStart, type Line, type Tie } from "./model";
import type { Palette } from "./palette";
import { type Manner, sceneryOf, type View } from "./place";
import { type Scale, widthOf } from "./scale";
import type { Shape } from "./shapes";
import { svgOf } from "./svg";

/** A picture of a whole plan: its names at left, its bars at right, on one sheet. */
export interface Sheet {
	readonly lines: readonly Line[];
	readonly ties: readonly Tie[];
	/** depth of each line in the tree, from 0 */
	readonly levels: readonly number[];
	readonly manner: Manner;
	readonly palette: Palette;
	readonly title: string;
	/** pixels of the bars; the scale is chosen so that all have room */
	readonly width: number;
	readonly rowHeight: number;
}

const head = 48;
const nameSize = 12;
const step = 14;

/** The sheet as an SVG document. Rows are the same as on the screen, by the same layout. */
export function sheetOf(sheet: Sheet): string {
	const { lines, ties, levels, manner, rowHeight, title } = sheet;
	const days = extentOf(lines, manner.today);
	const scale: Scale = { ...days, perDay: Math.max(0.2, Math.min(40, sheet.width / (days.to - days.from))) };
	const width = widthOf(scale);
	const height = head + lines.length * rowHeight;
	const view: View = { scale, left: 0, top: 0, width, height, head, rowHeight };
	const bars = layOut(sceneryOf(lines, ties), view, { ...manner, edges: false });
	const named = names(lines, levels, sheet);
	const shapes = [...bars.map((s) => shift(s, named.width)), ...named.shapes];
	return svgOf(shapes, named.width + width, height, sheet.palette, title);
}

function extentOf(lines: readonly Line[], today: Day): { from: Day; to: Day } {
	const bars = lines.flatMap((l) => l.bars);
	if (bars.length === 0) return { from: today - 15, to: today + 15 };
	const from = Math.min(...bars.map((b) => dayOfStart(b.baseStart ? Math.min(b.start, b.baseStart) : b.start)));
	const to = Math.max(...bars.map((b) => dayOfFinish(Math.max(b.finish, b.baseFinish ?? 0, b.deadline ?? 0)) + 1));
	const air = Math.ceil((to - from) * 0.04) + 2;
	return { from: from - air, to: to + 2 * air };
}

function names(lines: readonly Line[], levels: readonly number[], { manner, rowHeight, title }: Sheet) {
	const out: Shape[] = [];
	let width = 160;
	lines.forEach(({ bars: [bar] }, row) => {
		if (!bar) return;
		const bold = bar.kind === "phase";
		const x = 10 + (levels[row] ?? 0) * step;
		width = Math.max(width, x + manner.measure(bar.name, nameSize, bold) + 16);
		const y = head + (row + 0.5) * rowHeight;
		out.push({ kind: "text", x, y, text: bar.name, ink: "text", size: nameSize, bold });
	});
	const height = head + lines.length * rowHeight;
	const rules = lines.map(
		(_, row): Shape => ({
			kind: "rect",
			x: 0,
			y: head + (row + 1) * rowHeight - 1,
			w: width,
			h: 1,
			fill: "line",
		}),
	);
	const ground: Shape[] = [
		{ kind: "rect", x: 0, y: 0, w: width, h: height, fill: "surface" },
		...rules,
		{ kind: "rect", x: 0, y: head - 1, w: width, h: 1, fill: "edge" },
		{ kind: "rect", x: width - 1, y: 0, w: 1, h: height, fill: "edge" },
		{ kind: "text", x: 10, y: head / 2, text: title, ink: "text", size: 13, bold: true },
	];
	return { width: Math.ceil(width), shapes: [...ground, ...out] };
}

function shift(shape: Shape, by: number): Shape {
	if (shape.kind !== "path") return { ...shape, x: shape.x + by };
	return { ...shape, points: shape.points.map((p, i) => (i % 2 === 0 ? p + by : p)) };
}
