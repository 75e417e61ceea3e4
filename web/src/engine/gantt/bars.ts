import type { Box } from "./links";
import { type Bar, dayOfFinish, dayOfStart } from "./model";
import { boxOf, type Manner, measuresOf, topOf, type View } from "./place";
import { xOf } from "./scale";
import type { Ink, Shape } from "./shapes";

/** Adds what shows one bar: where it was planned, what it is, how far it has come, and by when it should be done. */
export function drawBar(out: Shape[], view: View, row: number, bar: Bar, manner: Manner): Box {
	const box = boxOf(view, row, bar, manner.trial);
	const moved = manner.trial?.get(bar.id);
	if (moved) ghost(out, boxOf(view, row, bar));
	if (manner.baseline) drawBase(out, view, row, bar, box);
	const critical = manner.critical && bar.critical;
	if (bar.kind === "milestone") drawMilestone(out, bar, box, critical);
	else if (bar.kind === "phase") drawPhase(out, bar, box);
	else drawTask(out, bar, box, critical, moved?.progress ?? bar.progress);
	if (bar.deadline) drawDeadline(out, view, row, bar.deadline, (moved ?? bar).finish > bar.deadline);
	return box;
}

function ghost(out: Shape[], { left, right, top, bottom }: Box) {
	const stroke = { ink: "edge", width: 1, dash: [3, 2] } as const;
	out.push({ kind: "rect", x: left, y: top, w: right - left, h: bottom - top, r: 3, stroke });
}

function drawTask(out: Shape[], bar: Bar, box: Box, critical: boolean, progress: number) {
	const { left: x, top: y } = box;
	const w = box.right - x;
	const h = box.bottom - y;
	const r = Math.min(3, w / 2);
	const line: Ink = critical ? "critical" : (bar.tone ?? "taskLine");
	const soft =
		bar.tone && !critical
			? ({ fill: bar.tone, alpha: 0.22 } as const)
			: ({ fill: critical ? "criticalSoft" : "task" } as const);
	out.push({ kind: "rect", x, y, w, h, r, ...soft });
	if (progress > 0) {
		out.push({
			kind: "rect",
			x,
			y,
			w: w * Math.min(1, progress),
			h,
			r,
			fill: critical ? "critical" : (bar.tone ?? "done"),
		});
	}
	const dash = bar.pinned ? { dash: [4, 2] } : {};
	const width = critical ? 1.75 : 1;
	if (w > 4)
		out.push({ kind: "rect", x: x + 0.5, y: y + 0.5, w: w - 1, h: h - 1, r, stroke: { ink: line, width, ...dash } });
}

// A phase is a bracket over what is in it.
function drawPhase(out: Shape[], bar: Bar, box: Box) {
	const { left: l, right: r, top } = box;
	const y = top + 1;
	const tip = Math.min(5, (r - l) / 2);
	const points = [l, y, r, y, r, y + 11, r - tip, y + 5, l + tip, y + 5, l, y + 11];
	out.push({ kind: "path", points, closed: true, fill: "phase" });
	const done = (r - l) * Math.min(1, bar.progress);
	if (done > 1) out.push({ kind: "rect", x: l, y: y + 1.5, w: done, h: 2, fill: "surface", alpha: 0.55 });
}

export function diamond(x: number, y: number, half: number): number[] {
	return [x, y - half, x + half, y, x, y + half, x - half, y];
}

function drawMilestone(out: Shape[], bar: Bar, box: Box, critical: boolean) {
	const x = (box.left + box.right) / 2;
	const y = (box.top + box.bottom) / 2;
	const half = (box.right - box.left) / 2;
	const ink: Ink = critical ? "critical" : (bar.tone ?? "milestone");
	const open = bar.progress < 1;
	const points = diamond(x, y, bar.contractual ? half - 2.5 : half - 0.5);
	out.push({ kind: "path", points, closed: true, fill: open ? ink : "done" });
	if (bar.contractual) {
		out.push({ kind: "path", points: diamond(x, y, half + 0.5), closed: true, stroke: { ink, width: 1.25 } });
	}
}

// What was planned is a thin bar under the one that is, and how far that has drifted a dotted tail.
function drawBase(out: Shape[], view: View, row: number, bar: Bar, box: Box) {
	if (!bar.baseFinish) return;
	const m = measuresOf(view.rowHeight);
	const y = bar.raised ? box.bottom + 1 : topOf(view, row) + m.base;
	if (bar.kind === "milestone") {
		const x = baseOf(view, bar.baseFinish);
		const now = (box.left + box.right) / 2;
		if (Math.abs(now - x) < 1) return;
		const middle = (box.top + box.bottom) / 2;
		tail(out, x, now, middle);
		const stroke = { ink: "base", width: 1.25 } as const;
		out.push({ kind: "path", points: diamond(x, middle, m.bar / 2 - 2), closed: true, fill: "surface", stroke });
		return;
	}
	const x1 = xOf(view.scale, dayOfStart(bar.baseStart || bar.baseFinish)) - view.left;
	const x2 = xOf(view.scale, dayOfFinish(bar.baseFinish) + 1) - view.left;
	out.push({ kind: "rect", x: x1, y, w: Math.max(2, x2 - x1), h: m.thin, r: 1.5, fill: "base", alpha: 0.75 });
	if (Math.abs(box.right - x2) >= 3) tail(out, x2, box.right, y + m.thin / 2);
}

function baseOf(view: View, base: number): number {
	return xOf(view.scale, dayOfStart(base) + 0.5) - view.left;
}

/** What a bar takes of its row: of a milestone also where it was planned, which stands beside it and not below. */
export function reachOf(view: View, bar: Bar, box: Box, baseline: boolean): Box {
	if (!baseline || bar.kind !== "milestone" || !bar.baseFinish) return box;
	const x = baseOf(view, bar.baseFinish);
	const half = (box.right - box.left) / 2;
	return { ...box, left: Math.min(box.left, x - half), right: Math.max(box.right, x + half) };
}

function tail(out: Shape[], from: number, to: number, y: number) {
	const ink: Ink = to > from ? "late" : "early";
	out.push({ kind: "path", points: [from, y, to, y], stroke: { ink, width: 1.5, dash: [1.5, 2.5] } });
}

// A deadline is a needle through the row, with a head; red where it is not kept.
function drawDeadline(out: Shape[], view: View, row: number, deadline: number, broken: boolean) {
	const m = measuresOf(view.rowHeight);
	const x = Math.round(xOf(view.scale, dayOfFinish(deadline) + 1) - view.left) - 0.5;
	const y = topOf(view, row) + m.top - 3;
	const ink: Ink = broken ? "late" : "quiet";
	out.push({ kind: "path", points: [x, y, x, y + m.bar + 6], stroke: { ink, width: 1.5 } });
	out.push({ kind: "path", points: [x - 4, y - 1, x + 4, y - 1, x, y + 5], closed: true, fill: ink });
}

/** By how many days a bar ends later than planned; 0 where nothing was. */
export function driftOf(bar: Bar, finish = bar.finish): number {
	return bar.baseFinish ? dayOfFinish(finish) - dayOfFinish(bar.baseFinish) : 0;
}
