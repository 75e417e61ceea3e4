import { drawBar, driftOf, reachOf } from "./bars";
import { drawHead } from "./head";
import { cut, Room } from "./labels";
import { arrowOf, type Box, type Laid, routeOf } from "./links";
import { type Bar, dayOfFinish, dayOfStart, type Line } from "./model";
import { boxOf, type Manner, measuresOf, rowsOf, type Scenery, topOf, type View } from "./place";
import { xOf } from "./scale";
import type { Ink, Shape } from "./shapes";
import { offDays } from "./ticks";

export const labelSize = 12;
/** How far from the ends of a bar the dots stand from which links are drawn. */
export const dotAt = 10;
const gap = 11;

/** Everything that is seen of a timeline, from the back to the front. The same list is painted and printed. */
export function layOut(scenery: Scenery, view: View, manner: Manner): Shape[] {
	const out: Shape[] = [];
	const [first, end] = rowsOf(view, scenery.lines.length);
	drawGround(out, scenery, view, manner, first, end);
	if (manner.links) for (const laid of scenery.links.between(first, end)) drawLink(out, scenery, view, manner, laid);
	for (let row = first; row < end; row++) {
		const line = scenery.lines[row];
		if (line) drawLine(out, view, row, line, manner);
	}
	if (manner.drawing) drawDrawing(out, scenery, view, manner);
	drawHead(out, view, manner);
	return out;
}

function drawGround(out: Shape[], scenery: Scenery, view: View, manner: Manner, first: number, end: number) {
	const { scale, left, width, height, head, rowHeight } = view;
	const bottom = Math.min(height, topOf(view, scenery.lines.length));
	out.push({ kind: "rect", x: 0, y: 0, w: width, h: height, fill: "surface" });
	const alpha = scale.perDay < 8 ? 0.6 : 1;
	for (const off of offDays(scale, left, left + width, (day) => manner.works(day))) {
		const x = xOf(scale, off.from) - left;
		out.push({ kind: "rect", x, y: head, w: xOf(scale, off.to) - left - x, h: bottom - head, fill: "off", alpha });
	}
	for (let row = first; row < end; row++) {
		const y = topOf(view, row);
		const id = scenery.lines[row]?.id;
		if (id !== undefined && manner.chosen?.has(id)) {
			out.push({ kind: "rect", x: 0, y, w: width, h: rowHeight, fill: "chosen", alpha: 0.6 });
		}
		out.push({ kind: "rect", x: 0, y: y + rowHeight - 1, w: width, h: 1, fill: "line" });
	}
	const now = xOf(scale, manner.today + 0.5) - left;
	if (now >= 0 && now <= width)
		out.push({ kind: "rect", x: Math.round(now) - 0.5, y: head, w: 1.5, h: bottom - head, fill: "today" });
}

function drawLine(out: Shape[], view: View, row: number, line: Line, manner: Manner) {
	const room = new Room();
	const under = new Room();
	const boxes = line.bars.map((bar) => {
		const box = drawBar(out, view, row, bar, manner);
		const reach = reachOf(view, bar, box, manner.baseline);
		room.take(reach.left - 2, reach.right + 2);
		return box;
	});
	line.bars.forEach((bar, i) => {
		const box = boxes[i];
		if (!box) return;
		if (bar.raised && bar.kind === "milestone") drawUnder(out, view, row, bar, box, under, manner);
		else drawLabels(out, view, bar, reachOf(view, bar, box, manner.baseline), room, manner);
	});
	line.bars.forEach((bar, i) => {
		const box = boxes[i];
		if (box && bar.id === manner.under && !manner.trial) drawDots(out, box);
	});
	const [own] = boxes;
	const [bar] = line.bars;
	if (own && bar && manner.edges) drawEdge(out, view, bar, boxes, room, manner);
}

function drawDots(out: Shape[], { left, right, top, bottom }: Box) {
	const y = (top + bottom) / 2;
	for (const x of [left - dotAt, right + dotAt]) {
		const stroke = { ink: "accent", width: 1.5 } as const;
		out.push({ kind: "rect", x: x - 4, y: y - 4, w: 8, h: 8, r: 4, fill: "surface", stroke });
	}
}

// How far it has drifted stands first behind a bar, then its name; before it where there is no room.
function drawLabels(out: Shape[], view: View, bar: Bar, box: Box, room: Room, manner: Manner) {
	if (box.right < 0 || box.left > view.width) return;
	const y = (box.top + box.bottom) / 2;
	const drift = manner.baseline ? driftOf(bar, manner.trial?.get(bar.id)?.finish) : 0;
	let after = box.right + (bar.id === manner.under ? dotAt + 10 : gap);
	if (drift !== 0) {
		const text = manner.words.drift(drift);
		const width = manner.measure(text, labelSize - 1, true);
		const x = room.place(width, [after], 2);
		if (x !== null) {
			const ink: Ink = drift > 0 ? "late" : "early";
			out.push({ kind: "text", x, y, text, ink, size: labelSize - 1, bold: true, halo: true });
			after = x + width + gap + 2;
		}
	}
	if (manner.names && !bar.raised) drawName(out, view, bar, box, after, room, manner);
}

// Under a milestone in the upper half of its row stands its name, with how far it has drifted.
function drawUnder(out: Shape[], view: View, row: number, bar: Bar, box: Box, room: Room, manner: Manner) {
	if (!manner.names || box.right < 0 || box.left > view.width) return;
	const size = labelSize - 1;
	const days = manner.baseline ? driftOf(bar) : 0;
	const drift = days === 0 ? "" : manner.words.drift(days);
	const measure = (text: string) => manner.measure(text, size, false);
	const name = cut(bar.name, 150, measure);
	const long = measure(name);
	const width = drift ? long + 5 + manner.measure(drift, size, true) : long;
	const middle = (box.left + box.right) / 2;
	const x = room.place(width, [middle - width / 2, box.left, box.right - width], 5);
	if (x === null) return;
	const y = topOf(view, row) + measuresOf(view.rowHeight).raised.name;
	out.push({ kind: "text", x, y, text: name, ink: bar.tone ?? "quiet", size, halo: true });
	if (drift)
		out.push({ kind: "text", x: x + long + 5, y, text: drift, ink: days > 0 ? "late" : "early", size, bold: true });
}

function drawName(out: Shape[], view: View, bar: Bar, box: Box, after: number, room: Room, manner: Manner) {
	const bold = bar.kind === "phase";
	const measure = (text: string) => manner.measure(text, labelSize, bold);
	const y = (box.top + box.bottom) / 2;
	const whole = measure(bar.name);
	const most = Math.min(260, room.freeAfter(after, view.width - gap));
	const text = whole <= most ? bar.name : whole <= box.left - gap - 4 ? bar.name : cut(bar.name, most, measure);
	if (!text) return;
	const width = measure(text);
	const x = room.place(width, width <= most ? [after, box.left - gap - width] : [box.left - gap - width]);
	if (x === null || x + width < 0) return;
	out.push({ kind: "text", x, y, text, ink: bold ? "text" : "quiet", size: labelSize, bold, halo: true });
}

// Where the bars of a row lie out of view, an arrow says on which side, and when.
function drawEdge(out: Shape[], view: View, bar: Bar, boxes: readonly Box[], room: Room, manner: Manner) {
	const seen = boxes.some((box) => box.right >= 2 && box.left <= view.width - 2);
	const [box] = boxes;
	if (seen || !box) return;
	const before = box.right < 2;
	const y = (box.top + box.bottom) / 2;
	const now = manner.trial?.get(bar.id) ?? bar;
	const text = manner.words.shortDay(before ? dayOfFinish(now.finish) : dayOfStart(now.start));
	const width = manner.measure(text, labelSize - 1, false);
	const tip = before ? 8 : view.width - 8;
	const back = before ? 4.5 : -4.5;
	out.push({
		kind: "path",
		points: [tip + back, y - 4, tip, y, tip + back, y + 4],
		stroke: { ink: "quiet", width: 1.5 },
	});
	const x = room.place(width, [before ? tip + 10 : tip - 10 - width]);
	if (x !== null) out.push({ kind: "text", x, y, text, ink: "quiet", size: labelSize - 1, halo: true });
}

/** How wide the edge arrows are that lead to bars out of view. */
export const edgeWidth = 64;

function drawLink(out: Shape[], scenery: Scenery, view: View, manner: Manner, { tie, from, to }: Laid) {
	const a = scenery.places.get(tie.from);
	const b = scenery.places.get(tie.to);
	if (!a || !b) return;
	const start = boxOf(view, from, a.bar, manner.trial);
	const end = boxOf(view, to, b.bar, manner.trial);
	if (Math.max(start.right, end.right) < -40 || Math.min(start.left, end.left) > view.width + 40) return;
	const way = routeOf(tie.type, start, end, topOf(view, from) + (to > from ? view.rowHeight : 0) - 0.5);
	const critical = manner.critical && tie.critical;
	const ink: Ink = critical ? "critical" : "link";
	out.push({ kind: "path", points: way, round: 4, stroke: { ink, width: critical ? 1.75 : 1.25 } });
	out.push({ kind: "path", points: arrowOf(way), closed: true, fill: ink });
}

function drawDrawing(out: Shape[], scenery: Scenery, view: View, { drawing, trial }: Manner) {
	const from = drawing && scenery.places.get(drawing.from);
	if (!from) return;
	const box = boxOf(view, from.row, from.bar, trial);
	const x = drawing.end === "finish" ? box.right : box.left;
	const points = [x, (box.top + box.bottom) / 2, drawing.x, drawing.y];
	out.push({ kind: "path", points, stroke: { ink: "accent", width: 1.75, dash: [4, 3] } });
	out.push({ kind: "rect", x: drawing.x - 3, y: drawing.y - 3, w: 6, h: 6, r: 3, fill: "accent" });
}
