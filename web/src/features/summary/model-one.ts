import type { About, Kind, Person } from "./model";

// What the server says of one project, block by block.

// Valued is one value of an attribute of a project: as machines write it, and as
// people read it.
export type Valued = { value: string | null; label: string; colour: string };

export type CourseData = {
	attribute: string;
	label: string;
	kind: Kind;
	now: Valued;
	was: Valued | null;
	comment_label: string;
	comment: string;
	trend: (Valued & { month: string })[];
	explain: string | null;
};

export type ProgressData = {
	progress: string | null;
	was: string | null;
	start: string | null;
	end: string | null;
	baseline: string | null;
	drift: number | null;
	elapsed: number | null;
	plan: {
		finish: string | null;
		tasks: number;
		done: number;
		late: number;
		critical: { id: string; name: string; kind: string; finish: string | null; done: number; late: boolean }[];
		more: number;
	} | null;
	explain: string | null;
};

export type DecisionsData = {
	total: number;
	items: {
		id: string;
		name: string;
		kind: string;
		made: string | null;
		due: string | null;
		days: number | null;
		late: boolean;
		open: boolean;
		status_label: string;
		owner: Person | null;
	}[];
};

export type TeamData = { items: { as: string; person: Person | null; name: string; role: boolean }[] };

export type LinksData = {
	items: { words: string; project: About | null; address: string; name: string; note: string; weather: string }[];
};
