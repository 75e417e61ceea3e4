import type { Density } from "../api/types";
import type { SortKey } from "../engine/grid/model";
import type { Bilingual } from "../i18n/lang";
import type { Search } from "../url/search";

// auto: the grid, and cards where the screen is a phone's
export const displays = ["auto", "grid", "table", "cards", "board", "timeline", "bubble", "pivot"] as const;
export type Display = (typeof displays)[number];

export const rowStates = ["active", "archived", "deleted", "all"] as const;
export type RowState = (typeof rowStates)[number];

// ViewColumn is a column shown; what it leaves out is as it usually is.
// trend draws its last twelve months in the cells.
export type ViewColumn = {
	readonly key: string;
	readonly width?: number;
	readonly pinned?: boolean;
	readonly trend?: boolean;
	// label: what it is called in this view; what one language lacks, the other says
	readonly label?: Bilingual;
	// total: the rule by which it is totalled in this view; the attribute's own when absent
	readonly total?: string;
};

export type GroupBy = "month" | "quarter" | "year" | `${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}`;

// ViewGroup is one level of groups. A date is grouped by what it falls in, a tree by
// what stands at a level of it, 1 being the top.
export type ViewGroup = { readonly key: string; readonly by?: GroupBy; readonly down?: boolean };

// ColourRule colours the rows for which its condition holds, or one cell of them.
// The first rule that holds, in their order, is the one shown.
export type ColourRule = {
	readonly name: string;
	readonly filter: string;
	readonly colour: string;
	// key: the column whose cell is coloured; "" for the whole row
	readonly key: string;
	// label: where its name is not the same in both languages; what one lacks, its name says
	readonly label?: Bilingual;
};

export type BoardState = { readonly by: string; readonly lanes: string; readonly card: readonly string[] };

export type TimelineScale = "month" | "quarter" | "year";
export type TimelineState = {
	readonly start: string;
	readonly end: string;
	readonly baseStart: string;
	readonly baseEnd: string;
	readonly colour: string;
	readonly scale: TimelineScale;
};

// BubbleState says by which attributes the bubbles of projects stand, how large they
// are, and what parts the picture in four.
export type BubbleState = {
	readonly x: string;
	readonly y: string;
	readonly size: string;
	readonly colour: string;
	readonly lines: boolean;
	// atX, atY: where the lines stand; in the middle when empty
	readonly atX: string;
	readonly atY: string;
	// names: of the parts, line by line
	readonly names: readonly string[];
};

// Measure is one figure of each cell of a pivot; without a key it is how many
// projects there are.
export type Measure = { readonly key: string; readonly rule: string };
export type Share = "" | "row" | "column" | "all";

// PivotState says what is crossed with what, and measured how.
export type PivotState = {
	readonly rows: readonly ViewGroup[];
	readonly columns: readonly ViewGroup[];
	// measures: the count of projects when empty
	readonly measures: readonly Measure[];
	readonly share: Share;
	readonly shade: boolean;
};

// ViewState is how a list is shown, whole: what the address holds, what a saved
// view keeps, and what "modified" compares. It is plain data and is stored as
// JSON; a member that an older view lacks is taken from usualView by completed.
export type ViewState = {
	readonly display: Display;
	// columns: in their order; none for the usual ones
	readonly columns: readonly ViewColumn[];
	readonly sort: readonly SortKey[];
	readonly group: readonly ViewGroup[];
	// tree: the attribute that names a row's parent; "" for a flat list
	readonly tree: string;
	readonly filter: string;
	readonly find: string;
	readonly state: RowState;
	// density: "" for the person's own
	readonly density: Density | "";
	readonly rules: readonly ColourRule[];
	// asOf: "" for the period of the top bar
	readonly asOf: string;
	readonly compareTo: string;
	readonly only: boolean;
	readonly board: BoardState;
	readonly timeline: TimelineState;
	readonly bubble: BubbleState;
	readonly pivot: PivotState;
	// params: the switches of the page, by their names in its address
	readonly params: Readonly<Record<string, string>>;
};

export const usualView: ViewState = {
	display: "auto",
	columns: [],
	sort: [],
	group: [],
	tree: "",
	filter: "",
	find: "",
	state: "active",
	density: "",
	rules: [],
	asOf: "",
	compareTo: "",
	only: false,
	board: { by: "stage", lanes: "", card: ["code", "weather", "light", "end", "total_cost"] },
	timeline: {
		start: "start",
		end: "end",
		baseStart: "start_baseline",
		baseEnd: "end_baseline",
		colour: "light",
		scale: "quarter",
	},
	bubble: { x: "end", y: "progress", size: "total_cost", colour: "light", lines: false, atX: "", atY: "", names: [] },
	pivot: { rows: [{ key: "unit" }], columns: [{ key: "stage" }], measures: [], share: "", shade: true },
	params: {},
};

// completed is a stored view with what it lacks.
export function completed(stored: Partial<ViewState>): ViewState {
	return {
		...usualView,
		...stored,
		board: { ...usualView.board, ...stored.board },
		timeline: { ...usualView.timeline, ...stored.timeline },
		bubble: { ...usualView.bubble, ...stored.bubble },
		pivot: { ...usualView.pivot, ...stored.pivot },
	};
}

type Part = {
	// name: in the address
	readonly name: string;
	read(text: string): Partial<ViewState>;
	write(view: ViewState): string;
};

// parts are what the address says of a view, each by itself. A part that is not
// there is as in the view it starts from; "-" says that it is empty.
const parts: readonly Part[] = [
	{ name: "display", read: (s) => ({ display: oneOf(displays, s) }), write: (v) => v.display },
	{ name: "cols", read: (s) => ({ columns: readColumns(s) }), write: (v) => writeColumns(v.columns) },
	{ name: "sort", read: (s) => ({ sort: readSort(s) }), write: (v) => writeSort(v.sort) },
	{ name: "group", read: (s) => ({ group: readGroup(s) }), write: (v) => writeGroup(v.group) },
	{ name: "tree", read: (s) => ({ tree: s }), write: (v) => v.tree },
	{ name: "filter", read: (s) => ({ filter: s }), write: (v) => v.filter },
	{ name: "q", read: (s) => ({ find: s }), write: (v) => v.find },
	{ name: "state", read: (s) => ({ state: oneOf(rowStates, s) }), write: (v) => v.state },
	{ name: "density", read: (s) => ({ density: oneOf(densities, s) }), write: (v) => v.density },
	{ name: "rules", read: (s) => ({ rules: readRules(s) }), write: (v) => (v.rules.length ? writeRules(v.rules) : "") },
	{ name: "as_of", read: (s) => ({ asOf: s }), write: (v) => v.asOf },
	{ name: "compare_to", read: (s) => ({ compareTo: s }), write: (v) => v.compareTo },
	{ name: "only", read: (s) => ({ only: s === "1" }), write: (v) => (v.only ? "1" : "") },
	{ name: "board", read: (s) => ({ board: readBoard(s) }), write: (v) => writeBoard(v.board) },
	{ name: "timeline", read: (s) => ({ timeline: readTimeline(s) }), write: (v) => writeTimeline(v.timeline) },
	{ name: "bubble", read: (s) => ({ bubble: readBubble(s) }), write: (v) => writeBubble(v.bubble) },
	{ name: "pivot", read: (s) => ({ pivot: readPivot(s) }), write: (v) => writePivot(v.pivot) },
];

const densities = ["", "compact", "normal", "comfortable"] as const;

// readView is the view that an address shows, which starts from another: the
// usual one, or a saved one.
export function readView(search: Search, base: ViewState = usualView): ViewState {
	let view = base;
	for (const part of parts) {
		const text = search[part.name];
		if (text) view = { ...view, ...part.read(text === "-" ? "" : text) };
	}
	return view;
}

// writeView is what the address must say to show a view, beside the one it
// starts from; null takes a part out of the address.
export function writeView(view: ViewState, base: ViewState = usualView): Record<string, string | null> {
	const out: Record<string, string | null> = {};
	for (const part of parts) {
		const text = part.write(view);
		out[part.name] = text === part.write(base) ? null : text || "-";
	}
	for (const name of new Set([...Object.keys(view.params), ...Object.keys(base.params)])) {
		const text = view.params[name] ?? "";
		out[name] = text === (base.params[name] ?? "") ? null : text || "-";
	}
	return out;
}

// sameView tells whether two views show the same.
export function sameView(a: ViewState, b: ViewState): boolean {
	const names = [...Object.keys(a.params), ...Object.keys(b.params)];
	const alike = names.every((name) => (a.params[name] ?? "") === (b.params[name] ?? ""));
	return alike && parts.every((part) => part.write(a) === part.write(b));
}

function oneOf<T extends string>(all: readonly T[], text: string): T {
	return all.find((one) => one === text) ?? (all[0] as T);
}

function listOf(text: string): string[] {
	return text.split(",").filter(Boolean);
}

// A column reads "total_cost", with ":140" for a width, "=mean" for a total, "^" where
// its last months are drawn, "!" where it is pinned, "~" where one that usually is
// pinned is not, and "*" before what it is called in each language.
const column = /^(\w+)(?::(\d+))?(?:=(\w+))?(\^)?([!~])?(?:\*([^*]*)\*([^*]*))?$/;

function readColumns(text: string): ViewColumn[] {
	return listOf(text).flatMap((one) => {
		const [, key, width, total, trend, pin, en, fr] = column.exec(one) ?? [];
		if (!key) return [];
		return [
			{
				key,
				...(width ? { width: Number(width) } : {}),
				...(total ? { total } : {}),
				...(trend ? { trend: true } : {}),
				...(pin ? { pinned: pin === "!" } : {}),
				...(en || fr ? { label: { en: decoded(en), fr: decoded(fr) } } : {}),
			},
		];
	});
}

function writeColumns(columns: readonly ViewColumn[]): string {
	return columns
		.map(({ key, width, total, trend, pinned, label }) => {
			const pin = pinned ? "!" : pinned === false ? "~" : "";
			const name = label ? `*${encoded(label.en)}*${encoded(label.fr)}` : "";
			return `${key}${width ? `:${width}` : ""}${total ? `=${total}` : ""}${trend ? "^" : ""}${pin}${name}`;
		})
		.join(",");
}

// encoded is a text without the signs that part an address's members.
export function encoded(text: string): string {
	return encodeURIComponent(text).replaceAll("*", "%2A").replaceAll("~", "%7E");
}

export function decoded(text = ""): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

export function readSort(text: string): SortKey[] {
	return listOf(text).map((key) =>
		key.startsWith("-") ? { key: key.slice(1), direction: "descending" } : { key, direction: "ascending" },
	);
}

export function writeSort(sort: readonly SortKey[]): string {
	return sort.map((s) => (s.direction === "descending" ? `-${s.key}` : s.key)).join(",");
}

// A level reads "unit", "-stage" where it goes downwards, "end.month" by month.
export function readGroup(text: string): ViewGroup[] {
	return listOf(text).flatMap((one) => {
		const [, down, key, by] = /^(-?)(\w+)(?:\.(month|quarter|year|[1-9]))?$/.exec(one) ?? [];
		if (!key) return [];
		return [{ key, ...(by ? { by: by as GroupBy } : {}), ...(down ? { down: true } : {}) }];
	});
}

export function writeGroup(group: readonly ViewGroup[]): string {
	return group.map(({ key, by, down }) => `${down ? "-" : ""}${key}${by ? `.${by}` : ""}`).join(",");
}

function readRules(text: string): ColourRule[] {
	try {
		const read: unknown = JSON.parse(text);
		if (!Array.isArray(read)) return [];
		return read.flatMap((one: unknown) => {
			const [name, filter, colour, key = "", en = "", fr = ""] = Array.isArray(one) ? one : [];
			if (![name, filter, colour, key, en, fr].every((s) => typeof s === "string")) return [];
			return [{ name, filter, colour, key, ...(en || fr ? { label: { en, fr } } : {}) }];
		});
	} catch {
		return [];
	}
}

function writeRules(rules: readonly ColourRule[]): string {
	return JSON.stringify(
		rules.map(({ name, filter, colour, key, label: l }) => [name, filter, colour, key, ...(l ? [l.en, l.fr] : [])]),
	);
}

function readBoard(text: string): BoardState {
	const [by = "", lanes = "", ...card] = text.split(",");
	return { by, lanes, card: card.filter(Boolean) };
}

function writeBoard({ by, lanes, card }: BoardState): string {
	return [by, lanes, ...card].join(",");
}

function readTimeline(text: string): TimelineState {
	const [start = "", end = "", baseStart = "", baseEnd = "", colour = "", scale = ""] = text.split(",");
	return { start, end, baseStart, baseEnd, colour, scale: oneOf(["quarter", "month", "year"], scale) };
}

function writeTimeline(t: TimelineState): string {
	return [t.start, t.end, t.baseStart, t.baseEnd, t.colour, t.scale].join(",");
}

function readBubble(text: string): BubbleState {
	const [x = "", y = "", size = "", colour = "", lines = "", atX = "", atY = "", ...names] = text.split(",");
	return { x, y, size, colour, lines: lines === "1", atX, atY, names: names.slice(0, 4).map(decoded) };
}

function writeBubble(b: BubbleState): string {
	const names = b.names.some(Boolean) ? b.names.map(encoded) : [];
	return [b.x, b.y, b.size, b.colour, b.lines ? "1" : "", b.atX, b.atY, ...names].join(",");
}

// A pivot reads "unit,stage~end.quarter~count,total_cost.sum~row~1": its rows, its
// columns, its measures, of what its cells are per cents, and whether they are shaded.
function readPivot(text: string): PivotState {
	const [rows = "", columns = "", measures = "", share = "", shade = ""] = text.split("~");
	return {
		rows: readGroup(rows).slice(0, 3),
		columns: readGroup(columns).slice(0, 1),
		measures: readMeasures(measures),
		share: oneOf(["", "row", "column", "all"], share),
		shade: shade === "1",
	};
}

function readMeasures(text: string): Measure[] {
	return listOf(text).flatMap((one) => {
		const [key = "", rule = ""] = one.split(".");
		if (key === "count" && !rule) return [{ key: "", rule: "count" }];
		return key && rule ? [{ key, rule }] : [];
	});
}

export function writeMeasures(measures: readonly Measure[]): string {
	return measures.map(({ key, rule }) => (key ? `${key}.${rule}` : "count")).join(",");
}

function writePivot(p: PivotState): string {
	const shade = p.shade ? "1" : "";
	return [writeGroup(p.rows), writeGroup(p.columns), writeMeasures(p.measures), p.share, shade].join("~");
}
