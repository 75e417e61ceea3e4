import { always, half } from "./calendar";
import { longestPath } from "./longest";
import { arranged, type Cycle, type Item, type Network } from "./order";
import { compute, freeFloat, pulled, pushed } from "./pass";
import type { Activity, Link, Plan, Time } from "./plan";

/** What was computed of an activity. Floats are minutes of its calendar. */
export interface Dates {
	earlyStart: Time;
	earlyFinish: Time;
	lateStart: Time;
	lateFinish: Time;
	totalFloat: number;
	freeFloat: number;
	critical: boolean;
}

/** An activity as it is to be. What it stands in stays. */
export interface Edit {
	activity: number;
	to: Activity;
}

/** An activity whose early dates a change has moved. */
export interface Move {
	activity: number;
	start: Time;
	finish: Time;
	wasStart: Time;
	wasFinish: Time;
}

/** What a change would do. */
export interface Preview {
	after: Network;
	/** phases among it, in the order of the plan */
	moves: Move[];
}

/** Computes a plan; a circle of links is named instead. A pass over 5,000 tasks and links takes some milliseconds. */
export function scheduled(plan: Plan): Network | Cycle {
	const n = arranged(plan);
	if (!("cycle" in n)) compute(n);
	return n;
}

/** What moves where activities, or all links, become others; nothing of before is changed. */
export function preview(before: Network, edits: readonly Edit[], links?: readonly Link[]): Preview | Cycle {
	const activities = [...before.plan.activities];
	for (const { activity, to } of edits) {
		const was = activities[activity];
		if (was) activities[activity] = { ...to, parent: was.parent };
	}
	const after = scheduled({ ...before.plan, activities, links: links ?? before.plan.links });
	if ("cycle" in after) return after;
	const moves: Move[] = [];
	for (const item of after.items) {
		const old = before.items[item.at];
		if (!old || same(item, old)) continue;
		const [start, finish] = early(after, item);
		const [wasStart, wasFinish] = early(before, old);
		if (start !== wasStart || finish !== wasFinish)
			moves.push({ activity: item.at, start, finish, wasStart, wasFinish });
	}
	return { after, moves };
}

// same says that an item stands where it stood, without asking its calendar when that is.
function same(item: Item, old: Item): boolean {
	const stands = item.es === old.es && item.ef === old.ef;
	return stands && item.activity === old.activity && item.phase === old.phase;
}

/** What was computed of an activity, as it is shown. */
export function datesOf(n: Network, item: Item): Dates {
	const { calendar } = item.clock;
	const [earlyStart, earlyFinish] = early(n, item);
	const out: Dates = {
		earlyStart,
		earlyFinish,
		lateStart: calendar.time(item.ls),
		lateFinish: calendar.time(item.lf),
		totalFloat: totalFloat(n, item),
		freeFloat: freeFloat(n, item),
		critical: critical(n, item),
	};
	if (item.activity.idle && !item.phase) idle(n, item, out);
	return out;
}

// early are the early dates as they are shown: what happened as it happened.
function early(n: Network, item: Item): [Time, Time] {
	const { actualStart, actualFinish } = item.activity;
	const start = (!item.phase && actualStart) || shown(n, item, item.es);
	return [start, (!item.phase && actualFinish) || shown(n, item, item.ef)];
}

// idle shows the bounds themselves.
function idle(n: Network, item: Item, out: Dates) {
	const { activity: a, clock } = item;
	let { from } = pulled(n, item);
	if (a.constraint === "SNET") from = Math.max(from, clock.calendar.ceil(a.date));
	if (!a.actualStart && half(from) === half(item.es) && item.es % 2 !== 0) {
		out.earlyStart = from === clock.start ? n.plan.start : clock.calendar.time(from);
	}
	const { to } = pushed(n, item);
	if (half(to) === half(item.lf) && item.lf % 2 === 0) out.lateFinish = clock.calendar.time(to);
}

// shown is the time of an early date: a milestone that stands at the start of the plan
// shows it as it was given.
function shown(n: Network, item: Item, x: number): Time {
	const a = item.activity;
	const known = a.actualStart || a.actualFinish || a.pinnedStart || a.pinnedFinish;
	if (item.length === 0 && !item.phase && x === item.clock.start && !known) return n.plan.start;
	return item.clock.calendar.time(x);
}

/** By how much an activity may be late without the plan being late: negative where it already is. */
export function totalFloat(n: Network, item: Item): number {
	const a = item.activity;
	if (item.phase) {
		const count = (from: number, to: number) => item.own.calendar.between(always.time(from), always.time(to));
		return floatOf(n, count(item.es, item.ls), count(item.ef, item.lf));
	}
	if (a.actualFinish) return 0;
	const finish = half(item.lf) - half(item.ef);
	return a.actualStart ? finish : floatOf(n, half(item.ls) - half(item.es), finish);
}

function floatOf(n: Network, start: number, finish: number): number {
	if (n.plan.rules.float === "start") return start;
	return n.plan.rules.float === "finish" ? finish : Math.min(start, finish);
}

/** Whether an activity that is not finished has no more float than the rules ask for, or is on the longest path where they ask for that. */
export function critical(n: Network, item: Item): boolean {
	if (n.plan.rules.longest) {
		n.path ??= longestPath(n);
		return n.path.has(item);
	}
	return !item.activity.actualFinish && totalFloat(n, item) <= n.plan.rules.critical;
}
