import type { Choice } from "../../api/types";
import { driftOf } from "../../engine/gantt/bars";
import { dayOfFinish, dayOfStart } from "../../engine/gantt/model";
import { isoOfDay } from "../../format/day";
import { formatDuration, type Measures } from "../../format/duration";
import type { Bilingual, Translate } from "../../i18n/lang";
import { barOf, type PlanItem } from "../../views/gantt/items";
import { signedDays } from "../../views/gantt/words";
import type { ListColumn } from "../../views/grid/list-column";
import { constraints, dated } from "./item-draft";

// choice is one of a list that is the same in both languages here.
const choice = (key: string, name: string): Choice => ({ key, label: { en: name, fr: name } }) as Choice;

const leaf = (item: PlanItem) => item.kind !== "phase";
const task = (item: PlanItem) => item.kind === "task";

// planColumns are what the list says of a line: all that the timeline shows, and as much
// of it as can be typed.
export function planColumns(
	t: Translate,
	measures: Measures,
	calendars: readonly { id: string; name: Bilingual }[],
	resources: readonly string[],
): ListColumn<PlanItem>[] {
	const length = (minutes: number) => formatDuration(minutes, measures, t);
	const columns: ListColumn<PlanItem>[] = [
		{ key: "name", label: t("gantt.column.name"), width: 240, strong: true, editable: true },
		{
			key: "number",
			label: t("gantt.column.number"),
			kind: "number",
			width: 48,
			wide: true,
			value: (i) => String(i.at + 1),
		},
		{ key: "wbs", label: t("gantt.column.wbs"), width: 64, wide: true },
		{
			key: "start",
			label: t("gantt.column.start"),
			kind: "date",
			width: 112,
			wide: true,
			value: (i) => (i.start ? isoOfDay(dayOfStart(i.start)) : null),
			editable: leaf,
		},
		{
			key: "finish",
			label: t("gantt.column.finish"),
			kind: "date",
			width: 112,
			wide: true,
			value: (i) => (i.finish ? isoOfDay(Math.max(dayOfStart(i.start), dayOfFinish(i.finish))) : null),
			editable: task,
		},
		{
			key: "duration",
			label: t("gantt.column.duration"),
			width: 84,
			wide: true,
			value: (i) => (i.kind === "milestone" ? "" : length(i.duration)),
			editable: task,
		},
		{
			key: "progress",
			label: t("gantt.column.progress"),
			kind: "percent",
			width: 120,
			wide: true,
			value: (i) => String(i.progress),
			editable: task,
		},
		{ key: "waits", label: t("gantt.column.waits"), width: 120, wide: true, editable: true },
		{
			key: "deadline",
			label: t("gantt.column.deadline"),
			kind: "date",
			width: 112,
			wide: true,
			value: (i) => (i.deadline ? isoOfDay(dayOfFinish(i.deadline)) : null),
			editable: true,
		},
		{
			key: "effort",
			label: t("gantt.item.effort"),
			width: 84,
			wide: true,
			value: (i) => (i.effort ? length(i.effort) : ""),
			editable: task,
		},
		{
			key: "constraint",
			label: t("gantt.item.constraint"),
			kind: "choice",
			width: 168,
			wide: true,
			choices: constraints.map((key) => choice(key, t(`gantt.constraint.${key}`))),
			value: (i) => i.constraint ?? "asap",
			editable: true,
		},
		{
			key: "on",
			label: t("gantt.item.on"),
			kind: "date",
			width: 112,
			wide: true,
			value: (i) => (i.on ? isoOfDay(i.on) : null),
			editable: (i) => dated(i.constraint ?? "asap"),
		},
		{
			key: "calendar",
			label: t("gantt.item.calendar"),
			kind: "choice",
			width: 140,
			wide: true,
			choices: calendars.map((c) => ({ ...choice(c.id, ""), label: c.name })),
			value: (i) => i.calendar || null,
			editable: true,
		},
		{
			key: "responsible",
			label: t("gantt.column.responsible"),
			kind: "user",
			width: 140,
			wide: true,
			value: (i) => i.responsible ?? null,
			editable: true,
		},
		{
			key: "resources",
			label: t("gantt.column.resources"),
			width: 180,
			wide: true,
			choices: resources.map((name) => choice(name, name)),
			editable: true,
		},
		{ key: "float", label: t("gantt.column.float"), width: 100, wide: true, value: (i) => length(i.totalFloat) },
		{ key: "free", label: t("gantt.column.free"), width: 100, wide: true, value: (i) => length(i.freeFloat) },
		{
			key: "drift",
			label: t("gantt.column.drift"),
			width: 80,
			wide: true,
			value: (i) => (driftOf(barOf(i)) ? signedDays(driftOf(barOf(i)), t) : ""),
		},
	];
	return columns.map((c) => ({ ...c, sortable: false }));
}
