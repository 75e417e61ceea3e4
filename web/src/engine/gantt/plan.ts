import type { Calendar } from "./calendar";

// The browser's copy of engine/schedule, for the preview while somebody drags: the
// same rules on plain numbers, without React and without the page. The server decides
// on save; both are checked by web/testdata/schedule.

/** A local minute without zone: the number of a day (1 is 0001-01-01) × 1,440 and the minute of that day. 0 is no time. */
export type Time = number;

/** The minutes of a day. */
export const perDay = 1440;

/** How dates are bound: as soon or late as possible, start or finish no earlier or later than, must start or finish on. */
export type Constraint = "ASAP" | "ALAP" | "SNET" | "SNLT" | "FNET" | "FNLT" | "MSO" | "MFO";

/** Which end of the successor waits for which end of the predecessor: FS is finish to start. */
export type LinkType = "FS" | "SS" | "FF" | "SF";

/** What a lag counts: minutes of work, minutes of day and night, or hundredths of a percent of the predecessor's duration. */
export type LagKind = "working" | "elapsed" | "percent";

/** A task, a milestone (no duration), or a phase: one that is the parent of others. Times are 0 for none. */
export interface Activity {
	/** -1 for none */
	parent: number;
	/** its place in the calendars of the plan */
	calendar: number;
	/** working minutes of its calendar */
	duration: number;
	/** the duration is in minutes of any day and night */
	elapsed: boolean;
	/** somebody is assigned for nothing: Microsoft Project then shows what bounds it */
	idle: boolean;
	constraint: Constraint;
	/** of the constraint */
	date: Time;
	/** only warns */
	deadline: Time;
	/** dates given by hand, which nothing moves */
	pinnedStart: Time;
	pinnedFinish: Time;
	actualStart: Time;
	actualFinish: Time;
	/** of one that has begun: what is left of the duration */
	remaining: number;
}

/** Lets one activity wait for another; a negative lag is a lead. */
export interface Link {
	from: number;
	to: number;
	type: LinkType;
	lagKind: LagKind;
	lag: number;
}

/** Where schedulers differ; see docs/schedule.md. */
export interface Rules {
	/** the calendar on which working lags are counted */
	lagOn: "successor" | "predecessor" | "project" | "always";
	float: "smaller" | "start" | "finish";
	/** what becomes of the rest of an activity that has begun */
	progress: "contiguous" | "retained" | "override" | "actual";
	/** as late as possible takes free float only */
	lateFloat: boolean;
	/** a link that cannot hold with a constraint moves the activity, not the constraint */
	loose: boolean;
	/** critical is what is on the longest path, whatever its float */
	longest?: boolean;
	/** working minutes of total float up to which an activity is critical */
	critical: number;
}

export const microsoftProject: Rules = {
	lagOn: "successor",
	float: "smaller",
	progress: "contiguous",
	lateFloat: false,
	loose: false,
	critical: 0,
};

export const primaveraP6: Rules = {
	lagOn: "predecessor",
	float: "finish",
	progress: "retained",
	lateFloat: true,
	loose: true,
	critical: 0,
};

/** What is computed. Activities and calendars are known by their place. */
export interface Plan {
	calendars: readonly Calendar[];
	activities: readonly Activity[];
	links: readonly Link[];
	/** nothing that has not begun starts before */
	start: Time;
	/** by when all must be done; 0 for when it is */
	finish: Time;
	/** until when progress is known; 0 for not */
	status: Time;
	/** that of the project */
	calendar: number;
	rules: Rules;
}

/** An activity of which only what is not usual is said. */
export function activity(said: Partial<Activity>): Activity {
	return {
		parent: -1,
		calendar: 0,
		duration: 0,
		elapsed: false,
		idle: false,
		constraint: "ASAP",
		date: 0,
		deadline: 0,
		pinnedStart: 0,
		pinnedFinish: 0,
		actualStart: 0,
		actualFinish: 0,
		remaining: 0,
		...said,
	};
}
