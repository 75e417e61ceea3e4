import type { Named } from "../../api/types";
import { fiscalMonth } from "../../format/conventions";
import { type Day, dayFromISO, isoOfDay, lastDay, monthOf } from "../../format/day";
import type { Bilingual } from "../../i18n/lang";
import { writeSearch } from "../../url/search";
import { compareOf } from "../../url/use-search";
import {
	type BubbleState,
	type ColourRule,
	completed,
	type Display,
	type GroupBy,
	type Measure,
	type PivotState,
	type Share,
	sameView,
	usualView,
	type ViewColumn,
	type ViewGroup,
	type ViewState,
	writeView,
} from "../view-state";

export type Scope = "personal" | "everyone" | "some";
export type Audience = { kind: "unit" | "group" | "role"; id: string; name: string; standard: boolean };

// Stored is the state of a view as the server keeps it: the names of the API, and
// dates that move.
export type Stored = {
	display: Display;
	columns: ViewColumn[];
	sort: { key: string; down?: boolean }[];
	group: { key: string; by?: GroupBy; down?: boolean }[];
	tree: string;
	filter: string;
	find: string;
	state: ViewState["state"];
	density: ViewState["density"];
	rules: ColourRule[];
	period: string;
	compare: string;
	only: boolean;
	board: { by: string; lanes: string; card: string[] };
	timeline: { start: string; end: string; base_start: string; base_end: string; colour: string; scale: string };
	// bubble, pivot: where they are not the usual ones
	bubble?: StoredBubble;
	pivot?: { rows: ViewGroup[]; columns: ViewGroup[]; measures: Measure[]; share?: Share; shade?: boolean };
	params?: Record<string, string>;
};

type StoredBubble = {
	x: string;
	y: string;
	size: string;
	colour: string;
	lines?: boolean;
	at_x?: string;
	at_y?: string;
	names?: string[];
};

export type SavedView = {
	id: string;
	version: number;
	object: string;
	label: Bilingual;
	owner: Named | null;
	mine: boolean;
	scope: Scope;
	audience: Audience[];
	locked: boolean;
	portfolio: string;
	state: Stored;
	origin?: string;
	can_edit: boolean;
	can_manage: boolean;
	lost: string[];
	broken: string[];
	// left_out: something in it is not for the person
	left_out: boolean;
	opens: number;
	readers: number;
	last_used: string;
	unused: boolean;
	updated: string;
};

// periods are the dates that a view may be read at, or compared with, beside a
// fixed one.
export const periods = ["last_month_end", "last_quarter_end", "last_year_end", "last_fiscal_year_end"] as const;

// periodDate is the date that a period of a view means today, as ISO; "" for none.
export function periodDate(period: string, today: Day): string {
	const month = monthOf(today);
	if (period === "last_month_end") return isoOfDay(lastDay(month - 1));
	if (period === "last_quarter_end") return isoOfDay(lastDay(month - (fiscalMonth(month % 12) % 3) - 1));
	if (period === "last_fiscal_year_end") return isoOfDay(lastDay(month - fiscalMonth(month % 12) - 1));
	if (period === "last_year_end") return isoOfDay(lastDay(month - (month % 12) - 1));
	return dayFromISO(period) ? period : "";
}

// comparedWith is what a view is compared with today: the date that a period of it
// means, the baseline, or a review; "" for nothing.
export function comparedWith(compare: string, today: Day): string {
	return periodDate(compare, today) || compareOf(compare);
}

// viewOf is how a saved view shows a list. The date it is read at and what it is
// compared with are left out: it is the address that says them, for the whole screen.
export function viewOf(stored: Stored): ViewState {
	const { period: _, compare: __, sort, group, board, timeline, bubble, pivot, ...rest } = stored;
	const usual = usualView.timeline;
	return completed({
		...rest,
		sort: sort.map(({ key, down }) => ({ key, direction: down ? "descending" : "ascending" })),
		group: group.map(({ key, by, down }) => ({ key, ...(by ? { by } : {}), ...(down ? { down } : {}) })),
		board: board.by ? board : usualView.board,
		timeline: timeline.start
			? {
					start: timeline.start,
					end: timeline.end,
					baseStart: timeline.base_start,
					baseEnd: timeline.base_end,
					colour: timeline.colour,
					scale: (timeline.scale || usual.scale) as typeof usual.scale,
				}
			: usual,
		bubble: bubble ? bubbleOf(bubble) : usualView.bubble,
		pivot: pivot ? { ...pivot, share: pivot.share ?? "", shade: pivot.shade ?? false } : usualView.pivot,
	});
}

function bubbleOf({ x, y, size, colour, lines = false, at_x = "", at_y = "", names = [] }: StoredBubble): BubbleState {
	return { x, y, size, colour, lines, atX: at_x, atY: at_y, names };
}

// storedOf is what to keep of how a list is shown. Dates that move stay what they
// were as long as they mean what is shown.
export function storedOf(view: ViewState, before: Stored | null, today: Day): Stored {
	const { asOf: _, compareTo, sort, group, timeline, bubble, pivot, ...rest } = view;
	const kept = before && comparedWith(before.compare, today) === compareTo;
	const { baseStart, baseEnd, ...line } = timeline;
	return {
		...rest,
		columns: view.columns.map((c) => ({ ...c })),
		rules: view.rules.map((r) => ({ ...r })),
		params: { ...view.params },
		sort: sort.map(({ key, direction }) => (direction === "descending" ? { key, down: true } : { key })),
		group: group.map((g) => ({ ...g })),
		period: before?.period ?? "",
		compare: kept ? before.compare : compareTo,
		board: { ...view.board, card: [...view.board.card] },
		timeline: { ...line, base_start: baseStart, base_end: baseEnd },
		...(sameView({ ...view, bubble: usualView.bubble }, view) ? {} : { bubble: storedBubble(bubble) }),
		...(sameView({ ...view, pivot: usualView.pivot }, view) ? {} : { pivot: storedPivot(pivot) }),
	};
}

function storedBubble({ atX, atY, names, ...rest }: BubbleState): StoredBubble {
	return { ...rest, at_x: atX, at_y: atY, names: [...names] };
}

function storedPivot({ rows, columns, measures, share, shade }: PivotState): Stored["pivot"] {
	return {
		rows: rows.map((g) => ({ ...g })),
		columns: columns.map((g) => ({ ...g })),
		// the server keeps no pivot of which nothing is said
		measures: measures.length ? measures.map((m) => ({ ...m })) : [{ key: "", rule: "count" }],
		share,
		shade,
	};
}

// isModified tells whether a list is shown otherwise than its view says. What is
// looked for, and the date of the screen where the view says none, are not part
// of it.
export function isModified(view: ViewState, base: ViewState, stored: Stored, today: Day): boolean {
	const asOf = stored.period ? view.asOf : "";
	const wanted = stored.period ? periodDate(stored.period, today) : "";
	const find = stored.find ? view.find : base.find;
	const compareTo = comparedWith(stored.compare, today);
	return !sameView({ ...view, asOf, find }, { ...base, asOf: wanted, compareTo });
}

// linkOf is an address that shows a view to whoever opens it: one who does not see the
// view itself is told all of it. The view on the screen goes as it is shown there, with
// what the address says besides.
export function linkOf(
	view: SavedView,
	at: { path: string; search: Record<string, string>; shown: ViewState; isShown: boolean; home: string },
): string {
	const personal = view.scope === "personal";
	if (at.isShown) {
		const full = personal ? { ...writeView(at.shown), view: null } : { view: view.id };
		return at.path + writeSearch({ ...at.search, ...full, open: null });
	}
	if (!personal) return at.home;
	return at.home.replace(/\?.*/, "") + writeSearch({ ...writeView(viewOf(view.state)), view: null });
}

// isConfigured reports whether a view is part of the configuration: others use it, and it
// names nothing that only this organisation has.
export function isConfigured(view: Pick<SavedView, "scope"> & { portfolio?: string }): boolean {
	return view.scope !== "personal" && !view.portfolio;
}
