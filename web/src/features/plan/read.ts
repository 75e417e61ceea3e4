import type { CalendarYear, PlanLine, PlanShown } from "../../data/plans";
import { Calendar, type Exception, type Shift } from "../../engine/gantt/calendar";
import { dayOfFinish, dayOfStart } from "../../engine/gantt/model";
import type { Network } from "../../engine/gantt/order";
import {
	type Activity,
	activity,
	type Constraint,
	type Link,
	microsoftProject,
	perDay,
	primaveraP6,
	type Rules,
	type Time,
} from "../../engine/gantt/plan";
import { scheduled } from "../../engine/gantt/schedule";
import { type Day, dateOf, dayFromISO } from "../../format/day";
import type { PlanItem, PlanLink } from "../../views/gantt/items";

// timeOf reads a time of the API, "2026-11-23T09:00"; 0 for none. A day alone is its
// beginning.
export function timeOf(text: string | undefined): Time {
	const [date, clock = "00:00"] = (text ?? "").split("T");
	const day = dayFromISO(date);
	const [hour = 0, minute = 0] = clock.split(":").map(Number);
	return day && day * perDay + hour * 60 + minute;
}

// Milestones are what the key dates of the project know of them, by id.
export type KeyDates = ReadonlyMap<string, { baseline: string | null; contractual: boolean | null }>;

// itemsOf are the lines of a plan as they are shown.
export function itemsOf(plan: PlanShown, dates: KeyDates): PlanItem[] {
	return (plan.items ?? []).map((line, at): PlanItem => {
		const key = dates.get(line.id);
		const base = dayFromISO(key?.baseline ?? "");
		return {
			id: line.id,
			parent: line.parent ?? null,
			at,
			wbs: line.wbs,
			name: line.name,
			kind: line.kind,
			start: timeOf(line.start),
			finish: timeOf(line.finish),
			duration: line.duration_minutes,
			progress: line.progress,
			critical: line.critical,
			totalFloat: line.total_float_minutes,
			freeFloat: line.free_float_minutes,
			waits: line.predecessors_text,
			baseStart: 0,
			baseFinish: base && base * perDay + 720,
			deadline: timeOf(line.deadline),
			pinned: line.manual === true,
			contractual: key?.contractual === true,
			begun: Boolean(line.actual_start),
			effort: line.effort_minutes ?? 0,
			constraint: line.constraint || "asap",
			on: constraintDay(line),
			calendar: line.calendar ?? "",
			resources: line.resources_text ?? "",
			...(line.responsible ? { responsible: line.responsible } : {}),
			...(line.values ? { values: line.values } : {}),
		};
	});
}

// constraintDay is the day of the constraint of a line; 0 for none. One of a finish holds
// at the end of its day.
export function constraintDay(line: PlanLine): Day {
	const at = timeOf(line.constraint_date);
	const name = line.constraint ?? "";
	return at && (name.includes("finish") ? dayOfFinish(at) : dayOfStart(at));
}

// linksOf are the links within a plan.
export function linksOf(plan: PlanShown): PlanLink[] {
	return (plan.items ?? []).flatMap((line) =>
		(line.predecessors ?? []).flatMap((p) => (p.id && !p.external ? [{ from: p.id, to: line.id, type: p.type }] : [])),
	);
}

const constraints: Readonly<Record<string, Constraint>> = {
	late: "ALAP",
	start_no_earlier: "SNET",
	start_no_later: "SNLT",
	finish_no_earlier: "FNET",
	finish_no_later: "FNLT",
	must_start: "MSO",
	must_finish: "MFO",
};

// networkOf computes a plan as the server does, for previews. What waits for something in
// another project, which is not here, starts no earlier than it now does.
export function networkOf(plan: PlanShown, calendars: Calendars): Network | null {
	const lines = plan.items ?? [];
	const at = new Map(lines.map((line, i) => [line.id, i]));
	const links: Link[] = lines.flatMap((line, to) =>
		(line.predecessors ?? []).flatMap((p): Link[] => {
			const from = p.id === undefined ? undefined : at.get(p.id);
			return from === undefined ? [] : [{ from, to, type: p.type, lagKind: p.lag_kind, lag: p.lag }];
		}),
	);
	const n = scheduled({
		calendars: calendars.list,
		activities: lines.map((line) => activityOf(line, at, calendars)),
		links,
		start: dayFromISO(plan.start) * perDay,
		finish: plan.finish_by ? (dayFromISO(plan.finish_by) + 1) * perDay : 0,
		status: plan.status_date ? (dayFromISO(plan.status_date) + 1) * perDay : 0,
		calendar: calendars.placeOf(plan.calendar),
		rules: rulesOf(plan),
	});
	return "cycle" in n ? null : n;
}

function rulesOf(plan: PlanShown): Rules {
	const rules = plan.profile === "p6" ? primaveraP6 : microsoftProject;
	const lagOn = plan.lag_calendar === "round_the_clock" ? "always" : plan.lag_calendar;
	return {
		...rules,
		progress: plan.progress_rule || (plan.status_date ? "retained" : rules.progress),
		lagOn: lagOn || rules.lagOn,
		float: plan.float_rule || rules.float,
		longest: plan.critical_by === "longest_path",
		critical: plan.critical_minutes,
	};
}

function activityOf(line: PlanLine, at: ReadonlyMap<string, number>, calendars: Calendars): Activity {
	const parent = line.parent ? (at.get(line.parent) ?? -1) : -1;
	const calendar = calendars.placeOf(line.working_calendar ?? line.calendar ?? "");
	const start = timeOf(line.start);
	const finish = timeOf(line.finish);
	const phase = line.kind === "phase";
	const duration = line.kind === "task" ? line.duration_minutes : 0;
	const known = {
		constraint: constraints[line.constraint ?? ""] ?? "ASAP",
		date: timeOf(line.constraint_date),
	} as const;
	const outside = (line.predecessors ?? []).some((p) => p.external || !p.id);
	const held = outside && known.constraint === "ASAP" ? ({ constraint: "SNET", date: start } as const) : known;
	const pinned = line.manual && !phase ? { pinnedStart: start, pinnedFinish: finish } : {};
	return activity({
		parent,
		calendar,
		duration,
		elapsed: line.elapsed === true,
		...held,
		deadline: timeOf(line.deadline),
		...pinned,
		actualStart: timeOf(line.actual_start),
		actualFinish: timeOf(line.actual_finish),
		remaining: line.remaining_minutes ?? Math.round(duration * (1 - line.progress / 100)),
	});
}

// Calendars are those of a plan, its own first.
export type Calendars = { list: Calendar[]; placeOf: (id: string) => number };

const usualWeek = ["09:00-12:30", "13:30-17:00"];

// calendarsOf builds calendars from their years; one that is not known has usual weeks.
export function calendarsOf(ids: readonly string[], years: ReadonlyMap<string, CalendarYear>): Calendars {
	const list = ids.map((id) =>
		calendarOf([...years].flatMap(([key, year]) => (key.startsWith(`${id} `) ? [year] : []))),
	);
	return { list, placeOf: (id) => Math.max(0, ids.indexOf(id)) };
}

function calendarOf(years: readonly CalendarYear[]): Calendar {
	const week = years[0]?.week?.map((day) => shiftsOf(day ?? []));
	const exceptions = years.flatMap((year) =>
		(year.off ?? []).map((off): Exception => {
			const day = dayFromISO(off.date);
			return { from: day, until: day, shifts: shiftsOf(off.shifts ?? []) };
		}),
	);
	const some = week?.length === 7 && week.some((day) => day.length > 0);
	const usual = Array.from({ length: 7 }, (_, d) => (d < 5 ? shiftsOf(usualWeek) : []));
	return new Calendar({ week: some ? week : usual, exceptions: exceptions.filter((e) => e.from > 0) });
}

// shiftsOf reads "09:00-12:30".
export function shiftsOf(texts: readonly string[]): Shift[] {
	return texts.flatMap((text) => {
		const [from, to] = text.split("-").map((clock) => {
			const [hour = 0, minute = 0] = clock.split(":").map(Number);
			return hour * 60 + minute;
		});
		return from !== undefined && to !== undefined && from < to ? [{ from, to }] : [];
	});
}

// idsOf are the calendars of a plan, its own first.
export function idsOf(plan: PlanShown): string[] {
	return [
		...new Set([plan.calendar, ...(plan.items ?? []).flatMap((line) => line.working_calendar ?? line.calendar ?? [])]),
	];
}

// yearsOf are the years in which a plan moves, and a margin to drag into.
export function yearsOf(plan: PlanShown): number[] {
	const days = [plan.start, plan.finish.slice(0, 10), ...(plan.items ?? []).map((line) => line.start.slice(0, 10))];
	const known = days.map(dayFromISO).filter(Boolean);
	if (known.length === 0) return [];
	const from = dateOf(Math.min(...known)).getUTCFullYear();
	const to = dateOf(Math.max(...known) + 180).getUTCFullYear();
	return Array.from({ length: Math.min(12, to - from + 1) }, (_, i) => from + i);
}
