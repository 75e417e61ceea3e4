import type { Day } from "../../format/day";
import { beginning, type Calendar } from "./calendar";
import { dayOfFinish, dayOfStart } from "./model";
import type { Item, Network } from "./order";
import { type Activity, type Link, type LinkType, perDay, type Time } from "./plan";
import type { Edit } from "./schedule";

/** What a gesture, or a key, asks of the plan. Activities are known by their place. */
export type Wish =
	/** by whole days; what is in a phase moves with it */
	| { readonly do: "move"; readonly activity: number; readonly days: number }
	/** to end on a day */
	| { readonly do: "resize"; readonly activity: number; readonly finish: Day }
	/** 0 to 1 */
	| { readonly do: "progress"; readonly activity: number; readonly progress: number }
	| { readonly do: "link"; readonly from: number; readonly to: number; readonly type: LinkType }
	| { readonly do: "unlink"; readonly from: number; readonly to: number };

/** Why something cannot be asked. */
export type Refusal = "begun" | "phase" | "itself" | "linked" | "inside";

/** A wish as the scheduler takes it; links are all of them, where they become others. */
export interface Asked {
	readonly edits: Edit[];
	readonly links?: Link[];
}

/** What a wish changes of a plan, or why it cannot. */
export function askedOf(n: Network, wish: Wish): Asked | Refusal {
	if (wish.do === "link") return linked(n, wish.from, wish.to, wish.type);
	if (wish.do === "unlink") {
		return { edits: [], links: n.plan.links.filter((l) => l.from !== wish.from || l.to !== wish.to) };
	}
	const item = n.items[wish.activity];
	if (!item) return { edits: [] };
	if (wish.do === "move")
		return item.phase ? movedPhase(n, wish.activity, wish.days) : moved(n, wish.activity, wish.days);
	if (item.phase) return "phase";
	const a = item.activity;
	if (wish.do === "progress") return { edits: [{ activity: wish.activity, to: progressed(a, wish.progress) }] };
	if (a.actualFinish) return "begun";
	return { edits: [{ activity: wish.activity, to: resized(n, wish.activity, wish.finish) }] };
}

function linked(n: Network, from: number, to: number, type: LinkType): Asked | Refusal {
	if (from === to) return "itself";
	if (n.plan.links.some((l) => l.from === from && l.to === to)) return "linked";
	for (let at = n.items[from]?.parent; at; at = at.parent) if (at.at === to) return "inside";
	for (let at = n.items[to]?.parent; at; at = at.parent) if (at.at === from) return "inside";
	return { edits: [], links: [...n.plan.links, { from, to, type, lagKind: "working", lag: 0 }] };
}

function moved(n: Network, activity: number, days: number): Asked | Refusal {
	const item = n.items[activity];
	if (!item || days === 0) return { edits: [] };
	const a = item.activity;
	if (a.actualStart || a.actualFinish) return "begun";
	const { calendar } = item.clock;
	const start = calendar.time(item.es);
	const on = dayOfStart(start) + days;
	const to = item.length === 0 ? workDay(calendar, on, days > 0 ? 1 : -1) * perDay : startFrom(calendar, start, days);
	return { edits: [{ activity, to: startingAt(item, to, start) }] };
}

// startingAt binds an activity to a start, as the server does: what is pinned is pinned
// elsewhere, a milestone that waits for something is no earlier, one that does not is on
// its day, and all else starts no earlier.
function startingAt(item: Item, to: Time, was: Time): Activity {
	const { activity: a, clock } = item;
	const { calendar } = clock;
	const pinned = a.pinnedStart > 0 || a.pinnedFinish > 0;
	if (item.length === 0) {
		const closing = calendar.time(calendar.floor((dayOfStart(to) + 1) * perDay));
		if (item.in && !pinned) return { ...a, constraint: "FNET", date: closing };
		return { ...a, pinnedStart: closing, pinnedFinish: closing };
	}
	if (!pinned) return { ...a, constraint: "SNET", date: to };
	const long = calendar.between(a.pinnedStart || was, a.pinnedFinish || was);
	const pinnedFinish = a.pinnedFinish && calendar.time(calendar.floor(to) + 2 * long);
	return { ...a, pinnedStart: a.pinnedStart && to, pinnedFinish: pinnedFinish && Math.max(pinnedFinish, to) };
}

/** The first working minute so many days after a start, at its hour; back over days off where days are negative. */
export function startFrom(calendar: Calendar, start: Time, days: number): Time {
	const day = dayOfStart(start) + days;
	const at = day * perDay + (start - dayOfStart(start) * perDay);
	const to = calendar.time(beginning(calendar.ceil(at)));
	if (days > 0 || dayOfStart(to) <= day) return to;
	const back = workDay(calendar, day, -1);
	return calendar.time(calendar.ceil(back * perDay + (start - dayOfStart(start) * perDay)));
}

// What is in a phase and waits for nothing else in it moves; the rest follows.
function movedPhase(n: Network, phase: number, days: number): Asked | Refusal {
	const edits: Edit[] = [];
	const within = leavesOf(n, phase);
	const inside = new Set(within);
	for (const at of within) {
		const item = n.items[at];
		if (!item || item.activity.actualStart || item.activity.actualFinish) continue;
		let waits = false;
		for (let arc = item.in; arc; arc = arc.nextIn) waits ||= inside.has(arc.from.at);
		const bound = item.activity.constraint !== "ASAP" || item.activity.pinnedStart > 0;
		if (waits && !bound) continue;
		const asked = moved(n, at, days);
		if (typeof asked !== "string") edits.push(...asked.edits);
	}
	return edits.length === 0 && days !== 0 ? "begun" : { edits };
}

/** What lasts, or is a milestone, in a phase and in the phases within it. */
export function leavesOf(n: Network, phase: number): number[] {
	const out: number[] = [];
	const walk = (at: number) => {
		for (let kid = n.items[at]?.kid; kid; kid = kid.nextKid) {
			if (kid.phase) walk(kid.at);
			else out.push(kid.at);
		}
	};
	walk(phase);
	return out;
}

function resized(n: Network, activity: number, finish: Day): Activity {
	const item = n.items[activity];
	if (!item) throw new RangeError("no such activity");
	const { calendar } = item.clock;
	const start = item.activity.actualStart || calendar.time(item.es);
	let last = Math.max(finish, dayOfStart(start));
	let duration = calendar.between(start, (last + 1) * perDay);
	while (duration === 0) duration = calendar.between(start, (++last + 1) * perDay);
	const a = item.activity;
	const spent = a.duration - a.remaining;
	const remaining = a.actualStart ? Math.max(0, duration - spent) : a.remaining;
	const out: Activity = { ...a, duration, remaining };
	if (a.pinnedFinish) out.pinnedFinish = calendar.time(calendar.floor((last + 1) * perDay));
	return out;
}

function progressed(a: Activity, progress: number): Activity {
	const share = Math.max(0, Math.min(1, progress));
	return { ...a, remaining: Math.round(a.duration * (1 - share)) };
}

/** The first day with work from a day on, or back from it. */
function workDay(calendar: Calendar, day: Day, by: 1 | -1): Day {
	let at = day;
	while (calendar.between(at * perDay, (at + 1) * perDay) === 0) at += by;
	return at;
}

/** The next day with work after a day (1), or before it (-1). */
export const nextWorkDay = (calendar: Calendar, day: Day, by: 1 | -1): Day => workDay(calendar, day + by, by);

/** The day on which an activity ends, as it is computed. */
export function lastDayOf(n: Network, activity: number): Day {
	const item = n.items[activity];
	return item ? dayOfFinish(item.activity.actualFinish || item.clock.calendar.time(item.ef)) : 0;
}
