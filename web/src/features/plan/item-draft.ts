import type { Named } from "../../api/types";
import type { PlanEdit, PlanLine } from "../../data/plans";
import { same } from "../../data/rows";
import { dayOfFinish, dayOfStart } from "../../engine/gantt/model";
import { type Day, isoOfDay } from "../../format/day";
import { formatDuration, type Measures, readDuration } from "../../format/duration";
import type { Translate } from "../../i18n/lang";
import { alike } from "../../ui/draft";
import { constraintDay, timeOf } from "./read";

// ItemDraft is a line of a plan as its panel shows it. Durations are written as people
// do; days of 0 are none.
export type ItemDraft = {
	name: string;
	responsible: Named | null;
	manual: boolean;
	start: Day;
	finish: Day;
	constraint: string;
	on: Day;
	deadline: Day;
	calendar: string;
	duration: string;
	elapsed: boolean;
	type: string;
	effort: string;
	units: string | null;
	actualStart: Day;
	actualFinish: Day;
	progress: string | null;
	remaining: string;
	waits: string;
	resources: string;
	// alone: the calendars of its resources do not count, as it has its own
	alone: boolean;
	note: string;
	// values: of attributes, as the API gives them
	values: Readonly<Record<string, unknown>>;
};

// constraints are those of a line, as the API names them.
export const constraints = [
	"asap",
	"late",
	"start_no_earlier",
	"start_no_later",
	"finish_no_earlier",
	"finish_no_later",
	"must_start",
	"must_finish",
] as const;

// dated tells whether a constraint has a date.
export const dated = (constraint: string) => constraint !== "asap" && constraint !== "late";

const startDay = (text: string | undefined) => (text ? dayOfStart(timeOf(text)) : 0);
const finishDay = (text: string | undefined) => (text ? dayOfFinish(timeOf(text)) : 0);

// itemDraft is a line as its panel begins with it.
export function itemDraft(line: PlanLine, measures: Measures, t: Translate): ItemDraft {
	const length = (minutes: number | null | undefined) => (minutes ? formatDuration(minutes, measures, t) : "");
	const constraint = line.constraint || "asap";
	const milestone = line.kind === "milestone";
	return {
		name: line.name,
		responsible: line.responsible ?? null,
		manual: line.manual === true,
		start: milestone ? startDay(line.date) : startDay(line.start),
		finish: line.finish ? Math.max(startDay(line.start), finishDay(line.finish)) : 0,
		constraint,
		on: constraintDay(line),
		deadline: finishDay(line.deadline),
		calendar: line.calendar ?? "",
		duration: milestone ? "" : formatDuration(line.duration_minutes, measures, t),
		elapsed: line.elapsed === true,
		type: line.type ?? "fixed_duration",
		effort: length(line.effort_minutes),
		units: line.units ? String(line.units / 100) : null,
		actualStart: startDay(line.actual_start),
		actualFinish: finishDay(line.actual_finish),
		progress: String(line.progress),
		remaining: line.remaining_minutes === undefined ? "" : formatDuration(line.remaining_minutes, measures, t),
		waits: line.predecessors_text,
		resources: line.resources_text ?? "",
		alone: line.ignores_calendars === true,
		note: line.note ?? "",
		values: line.values ?? {},
	};
}

// Unread is a field whose text is no duration.
export type Unread = "duration" | "effort" | "remaining";

// unreadOf are the durations of a draft that cannot be read.
export function unreadOf(d: ItemDraft, measures: Measures): Unread[] {
	const bad = (text: string) => text.trim() !== "" && readDuration(text, measures) === null;
	return (["duration", "effort", "remaining"] as const).filter((key) => bad(d[key]));
}

const day = (d: Day) => (d ? isoOfDay(d) : "");

// itemEdit is what a draft asks of a line; only what was changed in it is said, so that
// what follows from it follows. null where nothing was.
export function itemEdit(line: PlanLine, was: ItemDraft, now: ItemDraft, measures: Measures): PlanEdit | null {
	const edit: PlanEdit = { op: "set", id: line.id };
	const changed = (...keys: (keyof ItemDraft)[]) => keys.some((key) => was[key] !== now[key]);
	const minutes = (text: string, none: number) => readDuration(text, measures) ?? none;
	// the same length in other words, "2w" for "10 d", is no change
	const other = (key: Unread) => changed(key) && minutes(was[key], -1) !== minutes(now[key], -1);
	if (changed("name")) edit.name = now.name;
	if (was.responsible?.id !== now.responsible?.id) edit.responsible = now.responsible?.id ?? "";
	if (changed("note")) edit.note = now.note;
	if (changed("waits")) edit.predecessors_text = now.waits;
	if (changed("resources")) edit.resources_text = now.resources;
	if (changed("alone")) edit.ignores_calendars = now.alone;
	if (changed("deadline")) edit.deadline = day(now.deadline);
	if (changed("calendar")) edit.calendar = now.calendar;
	if (changed("manual")) edit.manual = now.manual;
	if (now.manual && changed("manual", "start", "finish")) {
		edit.start = day(now.start);
		if (line.kind !== "milestone") edit.finish = day(now.finish);
	}
	if (!now.manual && changed("constraint", "on")) {
		edit.constraint = now.constraint as NonNullable<PlanEdit["constraint"]>;
		if (dated(now.constraint)) edit.constraint_date = day(now.on);
	}
	if (other("duration")) edit.duration_minutes = minutes(now.duration, 0);
	if (changed("elapsed")) edit.elapsed = now.elapsed;
	if (changed("type")) edit.type = now.type as NonNullable<PlanEdit["type"]>;
	if (other("effort")) edit.effort_minutes = minutes(now.effort, 0);
	if (changed("units")) edit.units = Math.round(Number(now.units ?? 0) * 100);
	if (changed("actualStart")) edit.actual_start = day(now.actualStart);
	if (changed("actualFinish")) edit.actual_finish = day(now.actualFinish);
	if (changed("progress")) edit.progress = Math.round(Number(now.progress ?? 0));
	if (other("remaining")) edit.remaining_minutes = minutes(now.remaining, -1);
	const said = Object.entries(now.values).filter(([key, value]) => !same(was.values[key] ?? null, value ?? null));
	if (said.length > 0) edit.values = Object.fromEntries(said);
	return Object.keys(edit).length > 2 ? edit : null;
}

// settled is a draft once it was saved: what was sent is as it was kept, which may be in
// other words, and what was typed since stays.
export function settled(now: ItemDraft, sent: ItemDraft, kept: ItemDraft): ItemDraft {
	const since = Object.entries(now).filter(([key, value]) => !alike(value, sent[key as keyof ItemDraft]));
	return { ...kept, ...Object.fromEntries(since) };
}

// clashing tells whether something that is typed was changed meanwhile, to something else:
// base is the line as it was when typing began, was as it is now.
export function clashing(now: ItemDraft, was: ItemDraft, base: ItemDraft): boolean {
	const keys = Object.keys(now) as (keyof ItemDraft)[];
	const differ = (a: ItemDraft, b: ItemDraft) => keys.filter((key) => !alike(a[key], b[key]));
	const typed = differ(now, base);
	return differ(was, base).some((key) => typed.includes(key) && !alike(now[key], was[key]));
}
