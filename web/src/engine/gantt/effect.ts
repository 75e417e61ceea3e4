import type { Day } from "../../format/day";
import { dayOfFinish, dayOfStart, type Trial } from "./model";
import type { Network } from "./order";
import { perDay, type Time } from "./plan";
import { type Move, preview } from "./schedule";
import { askedOf, type Refusal, type Wish } from "./wish";

/** What a wish would do, for the sentence that is shown before it is done. */
export interface Effect {
	readonly wish: Wish;
	readonly after: Network;
	/** the activity asked about: dates before and after */
	readonly own: Move | undefined;
	/** how many others move, without phases */
	readonly tasks: number;
	readonly milestones: number;
	/** of those, the promised ones */
	readonly contractual: number;
	/** by how many working days of the project its end moves */
	readonly end: number;
	/** asked for a date that something else does not let it have: the links, or a constraint */
	readonly held: boolean;
	readonly moves: readonly Move[];
}

export type Outcome = Effect | { readonly refused: Refusal } | { readonly cycle: readonly number[] };

/** Computes what a wish would do to a plan that is computed. The plan stays as it is. */
export function effectOf(before: Network, wish: Wish, contractual: (activity: number) => boolean): Outcome {
	const asked = askedOf(before, wish);
	if (typeof asked === "string") return { refused: asked };
	const then = preview(before, asked.edits, asked.links);
	if ("cycle" in then) return then;
	const about = wish.do === "link" || wish.do === "unlink" ? wish.to : wish.activity;
	const own = then.moves.find((m) => m.activity === about);
	const others = then.moves.filter((m) => m.activity !== about && !before.items[m.activity]?.phase);
	const zero = (m: Move) => (before.items[m.activity]?.length ?? 0) === 0;
	return {
		wish,
		after: then.after,
		own,
		tasks: others.filter((m) => !zero(m)).length,
		milestones: others.filter(zero).length,
		contractual: then.moves.filter((m) => contractual(m.activity)).length,
		end: endShift(before, then.after),
		held: wish.do === "move" && isHeld(before, then.after, wish.activity, asked.edits[0]?.to.date ?? 0),
		moves: then.moves,
	};
}

// isHeld says that what was moved does not stand where it was put.
function isHeld(before: Network, after: Network, activity: number, asked: Time): boolean {
	const item = after.items[activity];
	if (!asked || !item || item.phase || before.items[activity]?.phase) return false;
	return dayOfStart(item.clock.calendar.time(item.es)) !== dayOfStart(asked);
}

/** By how many working days the end of a plan moves. */
export function endShift(before: Network, after: Network): number {
	const calendar = before.plan.calendars[before.plan.calendar];
	const was = dayOfFinish(before.finish);
	const is = dayOfFinish(after.finish);
	if (!calendar) return is - was;
	const works = (day: Day) => calendar.between(day * perDay, (day + 1) * perDay) > 0;
	let count = 0;
	for (let day = Math.min(was, is) + 1; day <= Math.max(was, is); day++) if (works(day)) count++;
	return is < was ? -count : count;
}

/** Where bars stand while something is tried. */
export function trialOf(effect: Effect, idOf: (activity: number) => string): Trial {
	const out = new Map<string, { start: Time; finish: Time; progress?: number }>();
	for (const m of effect.moves) out.set(idOf(m.activity), { start: m.start, finish: m.finish });
	const { wish, after } = effect;
	if (wish.do === "progress") {
		const item = after.items[wish.activity];
		if (item) {
			const { calendar } = item.clock;
			const start = item.activity.actualStart || calendar.time(item.es);
			out.set(idOf(wish.activity), { start, finish: calendar.time(item.ef), progress: wish.progress });
		}
	}
	return out;
}
