import type { Day } from "../../format/day";
import type { LinkType, Time } from "./plan";
import type { Tone } from "./shapes";

/** One thing on the timeline. Times are 0 for none. */
export interface Bar {
	/** unique in the plan */
	readonly id: string;
	readonly kind: "task" | "phase" | "milestone";
	readonly name: string;
	readonly start: Time;
	readonly finish: Time;
	/** 0 to 1 */
	readonly progress: number;
	readonly critical: boolean;
	/** where it stood in the plan that is compared with */
	readonly baseStart?: Time;
	readonly baseFinish?: Time;
	/** only warns */
	readonly deadline?: Time;
	/** its dates are given by hand */
	readonly pinned?: boolean;
	/** promised in a contract */
	readonly contractual?: boolean;
	/** the colour that it has for what it is of */
	readonly tone?: Tone;
	/** it stands in the upper half of its row: names of milestones then stand under them, and its own beside the row */
	readonly raised?: boolean;
	/** cannot be dragged */
	readonly fixed?: boolean;
}

/** A row of the timeline, as high as the grid's beside it: the first bar is its own, the others are seen through what is folded. */
export interface Line {
	readonly id: string;
	readonly bars: readonly Bar[];
}

/** A link between two bars. */
export interface Tie {
	readonly from: string;
	readonly to: string;
	readonly type: LinkType;
	/** it drives a critical successor */
	readonly critical?: boolean;
}

/** Where bars stand while something is tried; what is not in it stays. */
export type Trial = ReadonlyMap<string, { readonly start: Time; readonly finish: Time; readonly progress?: number }>;

/** What the timeline says and how: the engine knows no language. */
export interface Words {
	/** days after Monday on which weeks begin */
	readonly weekStart: number;
	readonly today: string;
	day(day: Day): string;
	/** 12 Mar, without the year */
	shortDay(day: Day): string;
	weekday(day: Day): string;
	week(number: number): string;
	month(day: Day, style: "long" | "short" | "narrow"): string;
	quarter(number: number): string;
	/** by how many days something is later than it was, or earlier */
	drift(days: number): string;
}

/** The day on which a time lies; what ends at midnight ends on the day before. */
export function dayOfStart(t: Time): Day {
	return Math.floor(t / 1440);
}
export function dayOfFinish(t: Time): Day {
	return Math.floor((t - 1) / 1440);
}
