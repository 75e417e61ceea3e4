import { always, type Calendar, type Spot } from "./calendar";
import type { Activity, Link, Plan, Time } from "./plan";

/** A calendar within one plan. */
export interface Clock {
	calendar: Calendar;
	/** the start of the plan */
	start: Spot;
	/** the end of the plan, or when it must be */
	last: Spot;
}

/** A link as it is computed. */
export interface Arc {
	link: Link;
	from: Item;
	to: Item;
	/** minutes */
	lag: number;
	/** on which a working lag is counted */
	on: Clock;
	/** without lag, within one calendar */
	plain: boolean;
	/** the next one into the same successor, and out of the same predecessor */
	nextIn: Arc | null;
	nextOut: Arc | null;
}

/** An activity as it is computed; its spots are those of its clock. */
export interface Item {
	at: number;
	activity: Activity;
	phase: boolean;
	clock: Clock;
	/** that of the activity itself, where a phase counts every minute */
	own: Clock;
	/** working minutes of the clock */
	length: number;
	parent: Item | null;
	/** the first of what is in it, of its arcs in, and of those out, in the order of the plan */
	kid: Item | null;
	nextKid: Item | null;
	in: Arc | null;
	out: Arc | null;
	/** when it is computed; a phase again where it closes */
	opens: Turn;
	closes: Turn | null;
	es: Spot;
	ef: Spot;
	ls: Spot;
	lf: Spot;
	/** of a phase: before and after which nothing in it starts and finishes, by every minute */
	bound: Spot;
	limit: Spot;
}

/** A phase opens before what is in it, and closes after it; an activity takes one turn. */
export class Turn {
	/** for how many others it waits */
	waits = 0;
	constructor(
		readonly item: Item,
		readonly closes: boolean,
	) {}
}

/** A plan made ready to be computed. */
export interface Network {
	plan: Plan;
	items: Item[];
	/** each after all it waits for */
	order: Turn[];
	clocks: Clock[];
	/** that of every minute */
	every: Clock;
	/** when all is done */
	finish: Time;
	/** the longest path, once it was asked for */
	path: Set<Item> | null;
}

/** The activities of links that lead back to where they began: each waits for the one before, the first for the last. */
export interface Cycle {
	cycle: number[];
}

/** The plan as items and arcs in an order in which each comes after all it waits for, or a circle. */
export function arranged(plan: Plan): Network | Cycle {
	const clockOf = (calendar: Calendar): Clock => ({ calendar, start: calendar.ceil(plan.start), last: 0 });
	const clocks = plan.calendars.map(clockOf);
	const every = clockOf(always);
	const phases = new Uint8Array(plan.activities.length);
	for (const a of plan.activities) if (a.parent >= 0) phases[a.parent] = 1;
	const items = plan.activities.map((a, at) => itemOf(a, at, phases[at] === 1, clocks[a.calendar] ?? every, every));
	for (const item of items.toReversed()) {
		const parent = items[item.activity.parent];
		if (!parent) continue;
		item.parent = parent;
		item.nextKid = parent.kid;
		parent.kid = item;
		item.opens.waits++;
		if (parent.closes) parent.closes.waits++;
	}
	const project = clocks[plan.calendar] ?? every;
	const { lagOn } = plan.rules;
	for (const link of plan.links.toReversed()) {
		const from = items[link.from];
		const to = items[link.to];
		if (!from || !to) continue;
		if (from === to) return { cycle: [from.at] };
		const percent = link.lagKind === "percent";
		const lag = percent ? Math.trunc((link.lag * from.activity.duration) / 10_000) + 0 : link.lag;
		const on =
			lagOn === "successor" ? to.own : lagOn === "predecessor" ? from.own : lagOn === "project" ? project : every;
		const plain = lag === 0 && from.clock === to.clock;
		const arc: Arc = { link, from, to, lag, on, plain, nextIn: to.in, nextOut: from.out };
		from.out = arc;
		to.in = arc;
		to.opens.waits++;
	}
	return sorted({ plan, items, order: [], clocks: [...clocks, every], every, finish: plan.start, path: null });
}

function itemOf(activity: Activity, at: number, phase: boolean, own: Clock, every: Clock): Item {
	const item: Omit<Item, "opens"> & { opens: Turn | null } = {
		at,
		activity,
		phase,
		clock: phase || activity.elapsed ? every : own,
		own: activity.elapsed && !phase ? every : own,
		length: activity.duration,
		parent: null,
		kid: null,
		nextKid: null,
		in: null,
		out: null,
		opens: null,
		closes: null,
		es: 0,
		ef: 0,
		ls: 0,
		lf: 0,
		bound: 0,
		limit: 0,
	};
	item.opens = new Turn(item as Item, false);
	if (phase) item.closes = new Turn(item as Item, true);
	return item as Item;
}

function sorted(n: Network): Network | Cycle {
	const open: Turn[] = [];
	for (const { opens } of n.items) if (opens.waits === 0) open.push(opens);
	open.reverse();
	const ready = (turn: Turn | null) => {
		if (turn && --turn.waits === 0) open.push(turn);
	};
	let left = 0;
	for (const { phase } of n.items) left += phase ? 2 : 1;
	for (let turn = open.pop(); turn; turn = open.pop()) {
		left--;
		n.order.push(turn);
		const { item } = turn;
		if (item.phase && !turn.closes) {
			for (let kid = item.kid; kid; kid = kid.nextKid) ready(kid.opens);
			continue;
		}
		for (let arc = item.out; arc; arc = arc.nextOut) ready(arc.to.opens);
		if (item.parent) ready(item.parent.closes);
	}
	return left === 0 ? n : { cycle: circle(n) };
}

// circle goes back from a turn that still waits to one that it waits for, until it
// comes round, and names what it passed from the first in the plan.
function circle(n: Network): number[] {
	const path: Turn[] = [];
	const seen = new Map<Turn, number>();
	let turn = n.items.find((item) => item.opens.waits > 0)?.opens;
	while (turn && !seen.has(turn)) {
		seen.set(turn, path.length);
		path.push(turn);
		turn = waitedFor(turn);
	}
	const out: number[] = [];
	for (const { item } of path.slice(turn ? seen.get(turn) : 0).reverse()) {
		if (out.at(-1) !== item.at) out.push(item.at);
	}
	if (out.length > 1 && out[0] === out.at(-1)) out.shift();
	const first = out.indexOf(Math.min(...out));
	return [...out.slice(first), ...out.slice(0, first)];
}

// waitedFor is the first that a turn waits for and that still waits.
function waitedFor({ item, closes }: Turn): Turn | undefined {
	if (closes) {
		for (let kid = item.kid; kid; kid = kid.nextKid) {
			const last = kid.closes ?? kid.opens;
			if (last.waits > 0) return last;
		}
		return item.opens;
	}
	for (let arc = item.in; arc; arc = arc.nextIn) {
		const last = arc.from.closes ?? arc.from.opens;
		if (last.waits > 0) return last;
	}
	return item.parent?.opens;
}
