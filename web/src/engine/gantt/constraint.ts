import { beginning, ending, half, latest, type Spot, soonest } from "./calendar";
import type { Item, Network } from "./order";
import type { Constraint } from "./plan";

// How an activity takes its place between what it waits for and what it must keep.

/** A bound as the start of something that lasts: of work the beginning of a minute, of a milestone as it is. */
export const startOf = (x: Spot, length: number): Spot => (length === 0 ? x : beginning(x));

/** The same of a finish. */
export const endOf = (x: Spot, length: number): Spot => (length === 0 ? x : ending(x));

/** When what begins at a spot is finished. */
export const finishOf = (start: Spot, length: number): Spot => (length === 0 ? start : 2 * (half(start) + length));

/** When what is finished at a spot begins. */
export const startBy = (finish: Spot, length: number): Spot =>
	length === 0 ? finish : 2 * (half(finish) - length) + 1;

const bounding = new Set<Constraint>(["SNET", "SNLT", "FNET", "FNLT", "MSO", "MFO"]);

/** Gives an activity its early dates: it starts from a spot on, and does not finish before another (soonest for none). */
export function seat(n: Network, item: Item, from: Spot, fin: Spot) {
	const a = item.activity;
	const d = item.length;
	if (a.actualStart || a.actualFinish || a.pinnedStart || a.pinnedFinish) {
		seatKnown(n, item, from, fin);
		return;
	}
	if (n.plan.rules.progress !== "contiguous" && n.plan.status) {
		from = Math.max(from, item.clock.calendar.ceil(n.plan.status));
	}
	let s = startOf(from, d);
	if (fin !== soonest) s = Math.max(s, startBy(fin, d));
	if (bounding.has(a.constraint)) s = constrained(n, item, s);
	item.es = s;
	item.ef = finishOf(s, d);
}

function constrained(n: Network, item: Item, s: Spot): Spot {
	const { constraint, date } = item.activity;
	const c = item.clock.calendar;
	const d = item.length;
	switch (constraint) {
		case "SNET":
			return Math.max(s, startOf(c.ceil(date), d));
		case "FNET":
			return Math.max(s, startBy(endOf(c.ceil(date), d), d));
		case "MSO":
			return startOf(c.ceil(date), d);
		case "MFO":
			return startBy(endOf(c.floor(date), d), d);
	}
	if (n.plan.rules.loose) return s;
	if (constraint === "SNLT") return Math.min(s, startOf(c.ceil(date), d));
	return Math.min(s, startBy(endOf(c.floor(date), d), d));
}

// seatKnown does so where dates happened, or are given by hand.
function seatKnown(n: Network, item: Item, from: Spot, fin: Spot) {
	const a = item.activity;
	const c = item.clock.calendar;
	const d = item.length;
	const happened = a.actualStart || a.actualFinish;
	const start = happened ? a.actualStart : a.pinnedStart;
	const finish = happened ? a.actualFinish : a.pinnedFinish;
	if (!start) {
		item.ef = endOf(c.floor(finish), d);
		item.es = startBy(item.ef, d);
		return;
	}
	const s = startOf(c.ceil(start), d);
	item.es = s;
	if (finish) {
		item.ef = Math.max(endOf(c.floor(finish), d), ending(s));
		return;
	}
	item.ef = finishOf(s, d);
	const { rules, status } = n.plan;
	if (!a.actualStart || rules.progress === "contiguous" || !status) return;
	let rest = beginning(Math.max(s, c.ceil(status)));
	if (rules.progress === "retained") {
		rest = Math.max(rest, beginning(from));
		if (fin !== soonest) rest = Math.max(rest, startBy(fin, a.remaining));
	}
	item.ef = 2 * (half(rest) + a.remaining);
}

/** Gives an activity its late dates: it finishes by a spot, and starts by another (latest for any). */
export function seatLate(item: Item, to: Spot, start: Spot) {
	const a = item.activity;
	const c = item.clock.calendar;
	const d = item.length;
	if (a.actualFinish) {
		item.ls = item.es;
		item.lf = item.ef;
		return;
	}
	let f = endOf(to, d);
	if (start !== latest) f = Math.min(f, finishOf(startOf(start, d), d));
	if (a.constraint === "SNLT" || a.constraint === "MSO") f = Math.min(f, finishOf(startOf(c.ceil(a.date), d), d));
	if (a.constraint === "FNLT" || a.constraint === "MFO") f = Math.min(f, endOf(c.floor(a.date), d));
	if (a.deadline) f = Math.min(f, endOf(c.floor(a.deadline), d));
	item.ls = a.actualStart ? item.es : startBy(f, d);
	item.lf = f;
}
