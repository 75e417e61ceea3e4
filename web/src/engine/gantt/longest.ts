import { always, half, type Spot, soonest } from "./calendar";
import { startBy } from "./constraint";
import type { Item, Network } from "./order";
import { carry, convert } from "./pass";

// The longest path, as engine/schedule finds it: what finishes last of all that is not
// finished, what puts that where it stands, and so on back.

/** The activities of the longest path, with the phases that hold them. */
export function longestPath(n: Network): Set<Item> {
	const trace = new Trace(n);
	trace.finishers();
	for (let next = trace.open.pop(); next; next = trace.open.pop()) next();
	return trace.on;
}

class Trace {
	readonly on = new Set<Item>();
	readonly open: (() => void)[] = [];
	// of phases: what starts first in them, what finishes last, what bounds them
	private readonly starts = new Set<Item>();
	private readonly finishes = new Set<Item>();
	private readonly bounds = new Set<Item>();

	constructor(private readonly n: Network) {}

	finishers() {
		const leaves = this.n.items.filter((item) => !item.phase && !item.activity.actualFinish);
		let end = 0;
		for (const { clock, ef } of leaves) end = Math.max(end, clock.calendar.time(ef));
		for (const clock of this.n.clocks) {
			const of = leaves.filter((item) => item.clock === clock);
			const last = of.reduce((max, { ef }) => Math.max(max, ef), soonest);
			if (last === soonest || clock.calendar.time(last) !== end) continue;
			for (const item of of) if (half(item.ef) === half(last)) this.follow(item, this.on);
		}
	}

	private follow(item: Item, as: Set<Item>) {
		if ((!item.phase && item.activity.actualFinish) || as.has(item)) return;
		as.add(item);
		this.open.push(() => {
			if (as === this.on) this.leaf(item);
			else if (as === this.bounds) this.drivers(item, this.boundOf(item), 0);
			else this.edges(item, as);
		});
	}

	private leaf(item: Item) {
		for (let up = item.parent; up && !this.on.has(up); up = up.parent) this.on.add(up);
		const a = item.activity;
		const { rules, status } = this.n.plan;
		if (a.actualStart) {
			if (rules.progress === "retained" && status) this.drivers(item, startBy(item.ef, a.remaining), a.remaining);
		} else if (!a.pinnedStart && !a.pinnedFinish) {
			this.drivers(item, item.es, item.length);
		}
	}

	// drivers follows what puts a start at s. FF and SF hold no phase.
	private drivers(item: Item, s: Spot, length: number) {
		const { parent } = item;
		if (parent && half(convert(this.boundOf(parent), this.n.every, item.clock)) === half(s)) {
			this.follow(parent, this.bounds);
		}
		for (let arc = item.in; arc; arc = arc.nextIn) {
			const { type } = arc.link;
			const start = type === "SS" || type === "SF";
			const ends = type === "FF" || type === "SF";
			if (ends && item.phase) continue;
			const from = start ? arc.from.es : arc.from.ef;
			const x = arc.plain ? from : carry(from, arc);
			if (half(x) - (ends ? length : 0) !== half(s)) continue;
			this.follow(arc.from, arc.from.phase ? (start ? this.starts : this.finishes) : this.on);
		}
	}

	// boundOf is before when nothing in a phase starts, that of the plan where nothing says later.
	private boundOf(phase: Item): Spot {
		return Math.max(phase.bound, this.n.every.start);
	}

	// edges follows what in a phase starts first, or finishes last.
	private edges(phase: Item, as: Set<Item>) {
		const [from, until] = [always.time(phase.es), always.time(phase.ef)];
		for (let kid = phase.kid; kid; kid = kid.nextKid) {
			const c = kid.clock.calendar;
			const edge = as === this.starts ? c.time(kid.es) <= from : c.time(kid.ef) >= until;
			if (edge) this.follow(kid, kid.phase ? as : this.on);
		}
	}
}
