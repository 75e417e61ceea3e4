import type { RecordList, RecordRow } from "./registers";

// Milestone is one key date as the server lists it; days are ISO.
export type Milestone = RecordRow & {
	type: string | null;
	date: string | null;
	baseline: string | null;
	drift: string | null;
	done_on: string | null;
	late: boolean | null;
	contractual: boolean | null;
	comment: string | null;
};

export type Milestones = Omit<RecordList, "items"> & { items: Milestone[] };
