import { always, beginning, ending, half, latest, type Spot, soonest } from "./calendar";
import { finishOf, seat, seatLate, startBy, startOf } from "./constraint";
import type { Arc, Clock, Item, Network } from "./order";

/** Computes all dates. */
export function compute(n: Network) {
	forward(n, false);
	conclude(n);
	backward(n);
	if (!n.items.some(delays)) return;
	if (n.plan.rules.lateFloat) {
		sink(n);
		return;
	}
	forward(n, true);
	conclude(n);
	backward(n);
}

const delays = (item: Item) => item.activity.constraint === "ALAP" && !item.phase;

// forward computes the early dates; with late, what is to be as late as possible stands
// where the backward pass has put it.
function forward(n: Network, late: boolean) {
	for (const { item, closes } of n.order) {
		if (closes) {
			[item.es, item.ef] = span(
				item,
				(kid) => kid.es,
				(kid) => kid.ef,
			);
		} else if (item.phase) {
			open(n, item);
		} else {
			const { from, fin } = pulled(n, item);
			seat(n, item, late && delays(item) ? Math.max(from, item.ls) : from, fin);
		}
	}
}

/** Before which spots an activity does not start, and does not finish. */
export function pulled(n: Network, item: Item): { from: Spot; fin: Spot } {
	let from = item.clock.start;
	let fin = soonest;
	if (item.parent && item.parent.bound !== soonest) {
		from = Math.max(from, convert(item.parent.bound, n.every, item.clock));
	}
	for (let arc = item.in; arc; arc = arc.nextIn) {
		const { type } = arc.link;
		const end = type === "SS" || type === "SF" ? arc.from.es : arc.from.ef;
		const x = arc.plain ? end : carry(end, arc);
		if (type === "FS" || type === "SS") from = Math.max(from, x);
		else fin = Math.max(fin, x);
	}
	return { from, fin };
}

/** Brings an end of the predecessor, with the lag, into the calendar of the successor. */
export function carry(x: Spot, { from, to, lag, on, link }: Arc): Spot {
	if (lag === 0) return convert(x, from.clock, to.clock);
	if (link.lagKind === "elapsed") return to.clock.calendar.ceil(from.clock.calendar.time(x) + lag);
	const moved = 2 * (half(convert(x, from.clock, on)) + lag);
	return convert(lag < 0 ? moved + 1 : moved, on, to.clock);
}

/** Brings an end of the successor back to the predecessor. */
export function carryBack(x: Spot, { from, to, lag, on, link, plain }: Arc): Spot {
	if (plain) return x;
	if (lag === 0) return convertBack(x, to.clock, from.clock);
	if (link.lagKind === "elapsed") return from.clock.calendar.floor(to.clock.calendar.time(x) - lag);
	return convertBack(2 * (half(convertBack(x, to.clock, on)) - lag) + 1, on, from.clock);
}

/** The first spot of a calendar at or after one of another. */
export function convert(x: Spot, from: Clock, to: Clock): Spot {
	return from === to ? x : to.calendar.ceil(from.calendar.time(x));
}

function convertBack(x: Spot, from: Clock, to: Clock): Spot {
	return from === to ? x : to.calendar.floor(from.calendar.time(x));
}

// open finds before when nothing in a phase starts.
function open(n: Network, item: Item) {
	const { constraint, date } = item.activity;
	let { from } = pulled(n, item);
	if (constraint === "SNET" || constraint === "MSO") from = Math.max(from, always.ceil(date));
	// what starts with the plan says so itself
	item.bound = from === item.clock.start ? soonest : from;
}

// span is from the first start to the last finish of what is in a phase.
function span(phase: Item, start: (kid: Item) => Spot, finish: (kid: Item) => Spot): [Spot, Spot] {
	let from = Number.POSITIVE_INFINITY;
	let until = 0;
	for (let kid = phase.kid; kid; kid = kid.nextKid) {
		from = Math.min(from, kid.clock.calendar.time(start(kid)));
		until = Math.max(until, kid.clock.calendar.time(finish(kid)));
	}
	return [beginning(always.ceil(from)), ending(always.floor(until))];
}

// conclude finds when all is done, and by when it must be.
function conclude(n: Network) {
	for (const clock of n.clocks) clock.last = soonest;
	for (const { phase, clock, ef } of n.items) {
		if (!phase && ef > clock.last) clock.last = ef;
	}
	n.finish = n.plan.start;
	for (const { calendar, last } of n.clocks) {
		if (last !== soonest) n.finish = Math.max(n.finish, calendar.time(last));
	}
	for (const clock of n.clocks) clock.last = clock.calendar.floor(n.plan.finish || n.finish);
}

// backward computes the late dates.
function backward(n: Network) {
	for (let at = n.order.length - 1; at >= 0; at--) {
		const turn = n.order[at];
		if (!turn) continue;
		const { item, closes } = turn;
		if (closes) {
			const { to } = pushed(n, item);
			const { deadline } = item.activity;
			item.limit = deadline ? Math.min(to, always.floor(deadline)) : to;
		} else if (item.phase) {
			[item.ls, item.lf] = span(
				item,
				(kid) => kid.ls,
				(kid) => kid.lf,
			);
		} else {
			const { to, start } = pushed(n, item);
			seatLate(item, to, start);
		}
	}
}

/** After which spots an activity may not finish, and not start. */
export function pushed(n: Network, item: Item): { to: Spot; start: Spot } {
	let to = item.clock.last;
	let start = latest;
	if (item.parent) to = Math.min(to, convertBack(item.parent.limit, n.every, item.clock));
	for (let arc = item.out; arc; arc = arc.nextOut) {
		const { type } = arc.link;
		const end = awaits(n, arc, arc.to.ls, arc.to.lf);
		if (end === null) continue;
		const x = carryBack(end, arc);
		if (type === "FS" || type === "FF") to = Math.min(to, x);
		else start = Math.min(start, x);
	}
	return { to, start };
}

// awaits is where the successor of a link stands between a start and a finish, null where it does
// not wait for it: what has begun may wait with its rest only, or no more.
function awaits(n: Network, { to, link }: Arc, start: Spot, finish: Spot): Spot | null {
	const a = to.activity;
	const { progress } = n.plan.rules;
	const starts = link.type === "FS" || link.type === "SS";
	if (a.actualStart && n.plan.status && !to.phase) {
		if (progress === "override") return null;
		if (progress === "retained" && !a.actualFinish && starts) return startBy(finish, a.remaining);
	}
	return starts ? start : finish;
}

/** By how much an activity may be late without anything after it being later than early; minutes of its clock. */
export function freeFloat(n: Network, item: Item): number {
	let free = Number.POSITIVE_INFINITY;
	for (let arc: Arc | null = item.out; arc; arc = arc.nextOut) {
		const { type } = arc.link;
		const end = awaits(n, arc, arc.to.es, arc.to.ef);
		if (end === null) continue;
		const x = carryBack(end, arc);
		free = Math.min(free, half(x) - half(type === "FS" || type === "FF" ? item.ef : item.es));
	}
	return free === Number.POSITIVE_INFINITY ? half(item.clock.last) - half(item.ef) : free;
}

// sink moves what is to be as late as possible by its free float, so that nothing else moves.
function sink(n: Network) {
	for (let at = n.order.length - 1; at >= 0; at--) {
		const turn = n.order[at];
		if (!turn || turn.item.phase || !delays(turn.item) || turn.item.activity.actualStart) continue;
		const { item } = turn;
		const free = freeFloat(n, item);
		if (free <= 0) continue;
		item.es = startOf(item.es + 2 * free, item.length);
		item.ef = finishOf(item.es, item.length);
	}
	for (const { item, closes } of n.order) {
		if (closes)
			[item.es, item.ef] = span(
				item,
				(kid) => kid.es,
				(kid) => kid.ef,
			);
	}
	conclude(n);
}
