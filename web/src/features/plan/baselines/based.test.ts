import { expect, test } from "vitest";
import type { Compared, ComparedLine } from "../../../data/baselines";
import { driftOf } from "../../../engine/gantt/bars";
import { dayFromISO } from "../../../format/day";
import { barOf, type PlanItem } from "../../../views/gantt/items";
import { timeOf } from "../read";
import { basedOn } from "./based";

const item = (id: string, kind: PlanItem["kind"], finish: string): PlanItem => ({
	id,
	parent: null,
	at: 0,
	wbs: "1",
	name: id,
	kind,
	start: timeOf(finish) - 480,
	finish: timeOf(finish),
	duration: 420,
	progress: 0,
	critical: false,
	totalFloat: 0,
	freeFloat: 0,
	waits: "",
	baseStart: 1,
	baseFinish: 2,
	deadline: 0,
	pinned: false,
	contractual: false,
	begun: false,
});
const compared = (lines: Partial<ComparedLine>[]) => ({ lines }) as Compared;

test("lines stand beside where they were in the baseline, what is new beside nothing", () => {
	const items = [
		item("a", "task", "2027-01-13T17:00"),
		item("m", "milestone", "2027-01-13T17:00"),
		item("new", "task", "2027-01-13T17:00"),
	];
	const was = { start: "2027-01-04T09:00", finish: "2027-01-08T17:00", duration_minutes: 2100 };
	const based = basedOn(
		items,
		compared([{ id: "a", was }, { id: "m", was: { ...was, date: "2027-01-08" } }, { id: "new" }, { id: "gone", was }]),
	);
	expect(based.map((i) => driftOf(barOf(i)))).toEqual([5, 5, 0]);
	expect(based[0]?.baseStart).toBe(timeOf("2027-01-04T09:00"));
	expect(based[1]?.baseFinish).toBe(dayFromISO("2027-01-08") * 1440 + 720);
	expect(based[2]?.baseFinish).toBe(0);
	expect(basedOn(items, undefined)).toBe(items);
});

test("in the reference a milestone stands where its key date was promised", () => {
	const m = { ...item("m", "milestone", "2027-01-13T17:00"), baseFinish: timeOf("2027-01-11T12:00") };
	const lines = [
		{
			id: "m",
			was: { start: "2027-01-08T17:00", finish: "2027-01-08T17:00", date: "2027-01-08", duration_minutes: 0 },
		},
	];
	expect(basedOn([m], { ...compared(lines), reference: true })).toEqual([m]);
	expect(driftOf(barOf(basedOn([m], compared(lines))[0] ?? m))).toBe(5);
});
