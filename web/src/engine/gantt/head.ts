import type { Manner, View } from "./place";
import { type Scale, xOf } from "./scale";
import type { Shape } from "./shapes";
import { placeOf, type Tick, ticksOf, unitsOf } from "./ticks";

const size = 11.5;

/** Adds the header: two rows of days, weeks, months, quarters or years, and today. */
export function drawHead(out: Shape[], view: View, manner: Manner): void {
	const { scale, left, width, head } = view;
	if (head === 0) return;
	out.push({ kind: "rect", x: 0, y: 0, w: width, h: head, fill: "surface" });
	const { upper, lower } = ticksOf(scale, left, left + width, manner.words);
	const half = Math.round(head / 2);
	drawTicks(out, upper, view, manner, { top: 0, height: half, above: true });
	drawTicks(out, lower, view, manner, { top: half, height: head - half, above: false });
	out.push({ kind: "rect", x: 0, y: head - 1, w: width, h: 1, fill: "edge" });
	drawToday(out, scale, view, manner);
}

type Band = { top: number; height: number; above: boolean };

function drawTicks(out: Shape[], ticks: readonly Tick[], view: View, manner: Manner, band: Band) {
	const { scale, left } = view;
	const y = band.top + band.height / 2 + (band.above ? 1 : -0.5);
	const days = unitsOf(scale.perDay).lower === "day" && !band.above;
	for (const tick of ticks) {
		const x = Math.round(xOf(scale, tick.from) - left);
		const long = band.above ? band.height : band.height * 0.5;
		out.push({ kind: "rect", x, y: band.top + band.height - long, w: 1, h: long, fill: "line" });
		const now = days && tick.from === manner.today;
		const bold = band.above || now;
		const text = tick.text;
		const wide = manner.measure(text, size, bold);
		const place = placeOf(tick, scale, left, wide, band.above);
		if (place === null || place < left || place + wide > left + view.width) continue;
		const ink = now ? "today" : band.above ? "text" : "quiet";
		out.push({ kind: "text", x: place - left, y, text, ink, size, bold });
	}
}

function drawToday(out: Shape[], scale: Scale, view: View, manner: Manner) {
	const x = xOf(scale, manner.today + 0.5) - view.left;
	if (x < 0 || x > view.width) return;
	const y = view.head;
	out.push({ kind: "path", points: [x - 4.5, y - 6, x + 4.5, y - 6, x, y], closed: true, fill: "today" });
}
