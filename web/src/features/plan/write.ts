import type { PlanEdit, PlanLine, PlanShown } from "../../data/plans";
import { dayOfFinish, dayOfStart } from "../../engine/gantt/model";
import type { Network } from "../../engine/gantt/order";
import { perDay, type Time } from "../../engine/gantt/plan";
import { askedOf, type Wish } from "../../engine/gantt/wish";
import { isoOfDay } from "../../format/day";
import type { PlanItem } from "../../views/gantt/items";
import type { Step } from "../../views/gantt/plan-keys";
import { dated } from "./item-draft";
import { attributeAt } from "./values";

// textOf writes a time for the API.
export function textOf(t: Time): string {
	if (!t) return "";
	const day = Math.floor(t / perDay);
	const minute = t - day * perDay;
	const two = (n: number) => String(n).padStart(2, "0");
	return `${isoOfDay(day)}T${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

// editsOf are what a drag or a key asks, as the server takes it.
export function editsOf(wish: Wish, n: Network, plan: PlanShown): PlanEdit[] {
	const lines = plan.items ?? [];
	const idOf = (at: number) => lines[at]?.id ?? "";
	if (wish.do === "progress") {
		return [{ op: "set", id: idOf(wish.activity), progress: Math.round(wish.progress * 100) }];
	}
	if (wish.do === "resize") return [{ op: "set", id: idOf(wish.activity), finish: isoOfDay(wish.finish) }];
	if (wish.do === "link") {
		const to = lines[wish.to];
		if (!to) return [];
		return [{ op: "set", id: to.id, predecessors: [...waitsOf(to), { id: idOf(wish.from), type: wish.type }] }];
	}
	if (wish.do === "unlink") {
		const to = lines[wish.to];
		const from = idOf(wish.from);
		return to ? [{ op: "set", id: to.id, predecessors: waitsOf(to).filter((p) => p.id !== from) }] : [];
	}
	const asked = askedOf(n, wish);
	if (typeof asked === "string") return [];
	return asked.edits.map(({ activity, to }): PlanEdit => {
		const milestone = lines[activity]?.kind === "milestone";
		const start = textOf(to.pinnedStart || to.date);
		return { op: "set", id: idOf(activity), start: milestone ? start.slice(0, 10) : start };
	});
}

type Wait = NonNullable<PlanEdit["predecessors"]>[number];

function waitsOf(line: PlanLine): Wait[] {
	return (line.predecessors ?? []).flatMap((p) =>
		p.id ? [{ id: p.id, type: p.type, lag_kind: p.lag_kind, lag: p.lag }] : [],
	);
}

// backOf makes a line what it was: all that an edit may say of it.
export function backOf(was: PlanLine): PlanEdit[] {
	const edit: PlanEdit = {
		op: "set",
		id: was.id,
		name: was.name,
		note: was.note ?? "",
		deadline: was.deadline ?? "",
		calendar: was.calendar ?? "",
		responsible: was.responsible?.id ?? "",
		assignments: (was.assignments ?? []).map((a) => ({
			resource: a.resource.id,
			units: a.units,
			work_minutes: a.work_minutes,
		})),
		...(was.values ? { values: was.values } : {}),
	};
	return [{ ...edit, ...placedOf(was), ...(was.kind === "task" ? workedOf(was) : {}) }, waiting(was)];
}

function placedOf(was: PlanLine): Partial<PlanEdit> {
	if (was.kind === "phase") return bound(was);
	if (!was.manual) return { manual: false, ...bound(was) };
	if (was.kind === "milestone") return { start: was.date ?? "" };
	return { manual: true, start: was.start, finish: was.finish };
}

function workedOf(was: PlanLine): Partial<PlanEdit> {
	return {
		duration_minutes: was.duration_minutes,
		elapsed: was.elapsed === true,
		ignores_calendars: was.ignores_calendars === true,
		type: was.type ?? "fixed_duration",
		...(was.effort_minutes ? { effort_minutes: was.effort_minutes, units: was.units ?? 0 } : { effort_minutes: 0 }),
		progress: was.progress,
		remaining_minutes: was.remaining_minutes ?? -1,
		actual_start: was.actual_start ?? "",
		actual_finish: was.actual_finish ?? "",
	};
}

const bound = (was: PlanLine): Partial<PlanEdit> => ({
	constraint: (was.constraint || "asap") as NonNullable<PlanEdit["constraint"]>,
	...(was.constraint_date ? { constraint_date: was.constraint_date } : {}),
});

// What lies in a project that may not be seen has no id, and stays by the text.
function waiting(was: PlanLine): PlanEdit {
	const all = (was.predecessors ?? []).every((p) => p.id);
	if (all) return { op: "set", id: was.id, predecessors: waitsOf(was) };
	return { op: "set", id: was.id, predecessors_text: was.predecessors_text };
}

// settingsOf makes what holds for the whole plan what it was, where some edits change it.
export function settingsOf(edits: readonly PlanEdit[], was: PlanShown): PlanEdit[] {
	if (!edits.some((e) => e.op === "plan")) return [];
	return [
		{
			op: "plan",
			plan_start: was.own_start ?? "",
			finish_by: was.finish_by ?? "",
			status_date: was.status_date ?? "",
			plan_calendar: was.own_calendar ? was.calendar : "",
			profile: was.profile,
			progress_rule: was.progress_rule ?? "",
			lag_calendar: was.lag_calendar ?? "",
			float_rule: was.float_rule ?? "",
			critical_minutes: was.critical_minutes,
			critical_by: was.critical_by,
			auto_scheduling: was.auto_scheduling,
		},
	];
}

// touched are the lines that some edits are about, as they are before them.
export function touched(edits: readonly PlanEdit[], plan: PlanShown): PlanLine[] {
	const ids = new Set(edits.map((e) => e.id));
	return (plan.items ?? []).filter((line) => ids.has(line.id));
}

// cellEdit is what a typed value asks; null where the column is not one that is typed. A
// constraint that needs a date takes that which the line has.
export function cellEdit(item: PlanItem, key: string, value: unknown): PlanEdit | null {
	const text = value === null || value === undefined ? "" : String(value);
	const set: PlanEdit = { op: "set", id: item.id };
	if (key === "name") return { ...set, name: text };
	if (key === "responsible") return { ...set, responsible: idOf(value) };
	if (key === "start") return { ...set, start: text };
	if (key === "finish") return { ...set, finish: text };
	if (key === "deadline") return { ...set, deadline: text };
	if (key === "waits") return { ...set, predecessors_text: text };
	if (key === "progress") return { ...set, progress: Math.round(Number(text) || 0) };
	if (key === "resources") return { ...set, resources_text: text };
	if (key === "duration") return { ...set, duration_minutes: Number(value) };
	if (key === "effort") return { ...set, effort_minutes: Number(value) };
	if (key === "calendar") return { ...set, calendar: text };
	if (key === "on") return { ...set, constraint_date: text };
	const attribute = attributeAt(key);
	if (attribute) return { ...set, values: { [attribute]: value ?? null } };
	if (key !== "constraint") return null;
	const constraint = (text || "asap") as NonNullable<PlanEdit["constraint"]>;
	if (!dated(constraint)) return { ...set, constraint };
	const now = constraint.includes("finish") ? dayOfFinish(item.finish) : dayOfStart(item.start);
	return { ...set, constraint, constraint_date: isoOfDay(item.on || now) };
}

// idOf is that of a person who was chosen.
function idOf(value: unknown): string {
	return typeof value === "object" && value !== null && "id" in value ? String(value.id) : "";
}

// stepOf is the edit of a step; null where there is no way.
export function stepOf(plan: PlanShown, id: string, step: Step): PlanEdit | null {
	const lines = plan.items ?? [];
	const line = lines.find((l) => l.id === id);
	if (!line) return null;
	const siblings = lines.filter((l) => (l.parent ?? "") === (line.parent ?? ""));
	const place = siblings.indexOf(line);
	const edit: PlanEdit = { op: "set", id, parent: line.parent ?? "" };
	const before = siblings[place - 1];
	if (step === "up") return before ? { ...edit, after: siblings[place - 2]?.id ?? "" } : null;
	if (step === "down") return siblings[place + 1] ? { ...edit, after: siblings[place + 1]?.id ?? "" } : null;
	if (step === "in") return before?.kind === "phase" ? { op: "set", id, parent: before.id } : null;
	const phase = lines.find((l) => l.id === line.parent);
	return phase ? { op: "set", id, parent: phase.parent ?? "", after: phase.id } : null;
}

// placeOf is the edit that brings a line back to where it stands.
export function placeOf(plan: PlanShown, id: string): PlanEdit | null {
	const lines = plan.items ?? [];
	const line = lines.find((l) => l.id === id);
	if (!line) return null;
	const siblings = lines.filter((l) => (l.parent ?? "") === (line.parent ?? ""));
	return { op: "set", id, parent: line.parent ?? "", after: siblings[siblings.indexOf(line) - 1]?.id ?? "" };
}
