import type { Money } from "../../format/money";

// What the server says of a portfolio, block by block. Amounts are by currency and
// never added up; converted stands beside them where dated rates allow it.
export type Amounts = Readonly<Record<string, string>>;
export type About = { id: string; name: string; code?: string };
export type Person = { id: string; name: string };

// Kind says how a value is written.
export type Kind =
	| "count"
	| "money"
	| "number"
	| "percent"
	| "date"
	| "month"
	| "light"
	| "weather"
	| "counts"
	| "score"
	| string;

export type Value = string | number | Amounts | Money | null;

export type FigureData = {
	key: string;
	label: string;
	kind: Kind;
	rule: string | null;
	value: Value;
	was?: Value;
	delta?: Value;
	better: "up" | "down" | null;
	filled: number;
	unread: number;
	of: number | null;
	share: string | null;
	converted: Money | null;
	was_converted?: Money | null;
	trend: { month: string; value: Value; converted?: Money | null }[];
	rows: string;
	explain: string | null;
};

export type HealthLine = {
	value: unknown;
	label: string;
	count: number;
	counts: number[];
	was: number[] | null;
	rows: string;
	cells: string[];
};

export type HealthData = {
	attribute: string;
	label: string;
	kind: Kind;
	by: string;
	by_label: string;
	values: { value: string | null; label: string; colour: string }[];
	total: HealthLine;
	groups: HealthLine[];
	trend: { month: string; counts: number[] }[];
};

export type BreakdownGroup = {
	value: unknown;
	label: string;
	colour: string;
	count: number;
	was_count?: number | null;
	total: Value;
	was_total?: Value;
	converted: Money | null;
	was_converted?: Money | null;
	rows: string;
	explain: string | null;
};

export type BreakdownData = {
	by: string;
	label: string;
	total: string;
	total_label: string;
	total_kind: Kind;
	several: boolean;
	groups: BreakdownGroup[];
	more: number;
};

export type Dimension = { key: string; label: string; kind: Kind; measure: string };

export type BubbleData = {
	x: Dimension;
	y: Dimension;
	size: Dimension | null;
	colour: Dimension | null;
	points: {
		id: string;
		name: string;
		code: string;
		x: Value;
		y: Value;
		size: Value;
		colour: string | null;
		colour_label: string;
	}[];
	legend: { value: string | null; label: string; colour: string; count: number }[];
	more: number;
	empty: number;
	empty_rows: string;
	quadrants: { x: string; y: string; labels: string[] } | null;
};

export type TimelineRow = About & {
	start: string | null;
	end: string | null;
	start_baseline: string | null;
	end_baseline: string | null;
	was_start?: string | null;
	was_end?: string | null;
	weather: string | null;
	light: string | null;
	stage: { value: string; label: string; colour: string } | null;
	progress: string | null;
	gone: boolean;
	added: boolean;
	dates: { id: string; name: string; date: string; baseline: string | null; status: string; late: boolean }[];
};

export type TimelineData = {
	from: string | null;
	until: string | null;
	today: string;
	rows: TimelineRow[];
	more: number;
	undated: number;
};

export type DriftData = {
	dates: (About & { value: string; baseline: string; days: number; text: string; was_days?: number | null })[];
	dates_late: number;
	dates_early: number;
	dates_without: number;
	dates_mean: string | null;
	dates_rows: string;
	costs: (About & { value: Money; baseline: Money; delta: Money; percent: string | null; text: string })[];
	costs_over: number;
	costs_under: number;
	costs_without: number;
	costs_total: Amounts;
	costs_rows: string;
};

export type ChangeItem = {
	project: About;
	kind: "added" | "removed" | "changed";
	weight: number;
	text: string;
	parts: {
		attribute: string;
		label: string;
		text: string;
		worse: boolean | null;
		who: Person | null;
		when: string | null;
	}[];
};

export type ChangesData = {
	from: string | null;
	to: string | null;
	since: string;
	total: number;
	added: number;
	removed: number;
	changed: number;
	items: ChangeItem[];
	rows: string;
	path: string;
};

export type StaleData = {
	total: number;
	items: (About & { manager: Person | null; updated: string; days: number; rhythm: number; text: string })[];
	rows: string;
};

export type TrustData = {
	score: string | null;
	completeness: string | null;
	freshness: string | null;
	consistency: string | null;
	was?: { score: string | null } | null;
	weighed: string;
	bands: { from: number; to: number; count: number }[];
	findings: { rule: string; label: string; count: number; rows: string }[];
	missing: { attribute: string; label: string; count: number; rows: string }[];
	items: (About & { score: string; days: number; explain: string | null })[];
};

export type DatesData = {
	counts: Record<string, number>;
	items: {
		id: string;
		name: string;
		project: About | null;
		date: string | null;
		drift: string | null;
		late: boolean;
		days: number | null;
	}[];
};

export type RisksData = {
	counts: Record<string, number>;
	items: {
		id: string;
		name: string;
		project: About | null;
		probability: number | null;
		impact: number | null;
		criticality: number | null;
		status_label: string;
		owner: Person | null;
	}[];
	matrix: number[][];
};

export type ActionsData = {
	counts: Record<string, number>;
	items: {
		id: string;
		name: string;
		project: About | null;
		due: string | null;
		days: number | null;
		late: boolean;
		status_label: string;
		owner: Person | null;
	}[];
};

export type AskedData = {
	total: number;
	counts: Record<string, number>;
	items: {
		kind: "decision" | "review" | "round" | string;
		id: string;
		text: string;
		project: About | null;
		due: string | null;
		days: number | null;
		late: boolean;
		owner: Person | null;
	}[];
};

export type TextData = { text: string };

export type Settings = Readonly<Record<string, unknown>>;

// Stored is a block as its layout keeps it: its title is empty where it is that of
// its kind.
export type Stored = {
	id: string;
	kind: string;
	title: { en: string; fr: string };
	settings: Settings;
	x: number;
	y: number;
	w: number;
	h: number;
};

export type Block = Omit<Stored, "title"> & { title: string; error: string | null; data: unknown };

export type Scope = "mine" | "portfolio" | "project" | "variant" | "type" | "instance" | "built-in";

export type LayoutHead = { scope: Scope; version: number; can_edit: boolean; can_share: boolean; scopes: Scope[] };
export type Layout = LayoutHead & { blocks: Stored[] };

export type Compared = { kind: "date" | "review" | "baseline"; date: string | null; label: string; since: string };

export type Summary = {
	portfolio: { id: string; name: string };
	as_of: string;
	live: boolean;
	change: number;
	compare_to: Compared | null;
	partial: boolean;
	count: number;
	layout: LayoutHead;
	blocks: Block[];
};

export type BlockKind = { kind: string; label: string; help: string; w: number; h: number; settings: Settings };

export type Explained = {
	object: { kind: string; id: string; name: string };
	attribute: string;
	label: string;
	kind: Kind;
	as_of: string;
	live: boolean;
	value: Value;
	was?: Value;
	converted: Money | null;
	rule: string;
	formula: { en: string; fr: string } | null;
	help: string;
	partial: boolean;
	count: number;
	filled: number;
	unread: number;
	steps: { label: string; value: string; text: string }[];
	inputs: {
		object: { kind: string; id: string; name: string };
		label: string;
		kind: Kind;
		value: Value;
		unread: string | null;
		share: string | null;
		by: Person | null;
		at: string | null;
		via: string;
		note: string;
	}[];
	more: number;
	rows: string;
};

export type ViewData = {
	view: string;
	name: string;
	object: string;
	columns: { key: string; label: string; right: boolean }[];
	rows: { id: string; project: string; name: string; cells: string[] }[];
	total: number;
};
