import { describe, expect, test } from "vitest";
import type { PlanLine, PlanShown } from "../../data/plans";
import { datesOf } from "../../engine/gantt/schedule";
import { dayFromISO } from "../../format/day";
import { calendarsOf, itemsOf, linksOf, networkOf, shiftsOf, timeOf, yearsOf } from "./read";
import { backOf, cellEdit, editsOf, placeOf, settingsOf, stepOf, textOf, touched } from "./write";

function line(id: string, more: Partial<PlanLine> = {}): PlanLine {
	return {
		id,
		number: 1,
		wbs: "1",
		level: 0,
		kind: "task",
		name: id,
		start: "2026-11-23T09:00",
		finish: "2026-11-27T17:00",
		duration_minutes: 2100,
		total_float_minutes: 0,
		free_float_minutes: 0,
		critical: true,
		late_start: "2026-11-23T09:00",
		late_finish: "2026-11-27T17:00",
		progress: 0,
		predecessors: [],
		predecessors_text: "",
		...more,
	};
}

function plan(items: PlanLine[]): PlanShown {
	return {
		mark: "1-a",
		can_edit: true,
		start: "2026-11-23",
		finish: "2026-12-04T17:00",
		calendar: "c",
		own_calendar: false,
		profile: "msproject",
		critical_minutes: 0,
		critical_by: "float",
		auto_scheduling: true,
		day_minutes: 420,
		week_minutes: 2100,
		items,
		total: items.length,
	};
}

const waitsFor = (id: string): NonNullable<PlanLine["predecessors"]> => [
	{ id, type: "FS", lag_kind: "working", lag: 0 },
];
const two = plan([
	line("p", { kind: "phase", duration_minutes: 0 }),
	line("a", { parent: "p", level: 1 }),
	line("b", { parent: "p", level: 1, predecessors: waitsFor("a"), start: "2026-11-30T09:00" }),
	line("m", { kind: "milestone", duration_minutes: 0, predecessors: waitsFor("b"), predecessors_text: "3" }),
]);
const calendars = calendarsOf(["c"], new Map());
const network = () => {
	const n = networkOf(two, calendars);
	if (!n) throw new Error("a circle");
	return n;
};

describe("a plan that is read", () => {
	test("times are local minutes, there and back", () => {
		expect(timeOf("2026-11-23T09:30")).toBe(dayFromISO("2026-11-23") * 1440 + 570);
		expect(textOf(timeOf("2026-11-23T09:30"))).toBe("2026-11-23T09:30");
		expect([timeOf(""), timeOf(undefined), textOf(0)]).toEqual([0, 0, ""]);
	});

	test("is computed in the browser as the server shows it", () => {
		const n = network();
		const dates = n.items.map((item) => textOf(datesOf(n, item).earlyFinish));
		expect(dates).toEqual(["2026-12-04T17:00", "2026-11-27T17:00", "2026-12-04T17:00", "2026-12-04T17:00"]);
	});

	test("days off of its calendar count", () => {
		const off = { date: "2026-11-25", name: "", from: "", holiday: true, shifts: null };
		const week = Array.from({ length: 7 }, (_, d) => (d < 5 ? ["09:00-12:30", "13:30-17:00"] : []));
		const year = { year: 2026, days: 250, minutes: 1, week, off: [off] };
		const n = networkOf(two, calendarsOf(["c"], new Map([["c 2026", year]])));
		const item = n?.items[1];
		expect(n && item && textOf(datesOf(n, item).earlyFinish)).toBe("2026-11-30T17:00");
	});

	test("what waits for another project stays where it is", () => {
		const outside = [{ type: "FS" as const, lag_kind: "working" as const, lag: 0, external: true }];
		const n = networkOf(plan([line("a", { predecessors: outside, start: "2026-12-01T09:00" })]), calendars);
		expect(n?.items[0] && textOf(datesOf(n, n.items[0]).earlyStart)).toBe("2026-12-01T09:00");
	});

	test("links and baselines go with its lines", () => {
		expect(linksOf(two)).toEqual([
			{ from: "a", to: "b", type: "FS" },
			{ from: "b", to: "m", type: "FS" },
		]);
		const items = itemsOf(two, new Map([["m", { baseline: "2026-12-01", contractual: true }]]));
		expect(items[3]).toMatchObject({ contractual: true, baseFinish: dayFromISO("2026-12-01") * 1440 + 720 });
		expect(items.map((i) => i.parent)).toEqual([null, "p", "p", null]);
	});

	test("years reach as far as one drags", () => {
		expect(yearsOf(two)).toEqual([2026, 2027]);
		expect(shiftsOf(["09:00-12:30", "nonsense", "13:30-24:00"])).toEqual([
			{ from: 540, to: 750 },
			{ from: 810, to: 1440 },
		]);
	});
});

describe("what is asked of the server", () => {
	test("a move is a start, of a milestone a day", () => {
		expect(editsOf({ do: "move", activity: 1, days: 2 }, network(), two)).toEqual([
			{ op: "set", id: "a", start: "2026-11-25T09:00" },
		]);
		expect(editsOf({ do: "move", activity: 3, days: 3 }, network(), two)).toEqual([
			{ op: "set", id: "m", start: "2026-12-07" },
		]);
	});

	test("a phase moves by what starts it", () => {
		const edits = editsOf({ do: "move", activity: 0, days: 7 }, network(), two);
		expect(edits.map((e) => [e.id, e.start])).toEqual([["a", "2026-11-30T09:00"]]);
	});

	test("resizing, progress and links", () => {
		const finish = dayFromISO("2026-12-01");
		expect(editsOf({ do: "resize", activity: 1, finish }, network(), two)).toEqual([
			{ op: "set", id: "a", finish: "2026-12-01" },
		]);
		expect(editsOf({ do: "progress", activity: 1, progress: 0.35 }, network(), two)).toEqual([
			{ op: "set", id: "a", progress: 35 },
		]);
		const link = editsOf({ do: "link", from: 1, to: 3, type: "SS" }, network(), two);
		expect(link[0]?.predecessors).toEqual([...waitsFor("b"), { id: "a", type: "SS" }]);
		expect(editsOf({ do: "unlink", from: 2, to: 3 }, network(), two)[0]?.predecessors).toEqual([]);
	});

	test("taking back says all that a line was", () => {
		const bound = line("a", {
			constraint: "must_start",
			constraint_date: "2026-11-24T09:00",
			predecessors: waitsFor("x"),
		});
		expect(backOf(bound)).toMatchObject([
			{ manual: false, constraint: "must_start", constraint_date: "2026-11-24T09:00", duration_minutes: 2100 },
			{ predecessors: [{ id: "x" }] },
		]);
		expect(backOf(line("a"))[0]).toMatchObject({ constraint: "asap", responsible: "" });
		expect(backOf(line("a", { manual: true }))[0]).toMatchObject({ manual: true, start: "2026-11-23T09:00" });
		expect(touched([{ op: "set", id: "a" }], two).map((l) => l.id)).toEqual(["a"]);
	});

	test("what is typed goes to its own member", () => {
		const [, item] = itemsOf(two, new Map());
		if (!item) throw new Error("no item");
		expect(cellEdit(item, "waits", "3FS+2d")).toEqual({ op: "set", id: "a", predecessors_text: "3FS+2d" });
		expect(cellEdit(item, "deadline", null)).toEqual({ op: "set", id: "a", deadline: "" });
		expect(cellEdit(item, "duration", 840)).toEqual({ op: "set", id: "a", duration_minutes: 840 });
		expect(cellEdit(item, "effort", 420)).toEqual({ op: "set", id: "a", effort_minutes: 420 });
		expect(cellEdit(item, "calendar", null)).toEqual({ op: "set", id: "a", calendar: "" });
		expect(cellEdit(item, "float", 1)).toBeNull();
		expect(cellEdit(item, "responsible", { id: "ann", name: "Ann" })).toMatchObject({ responsible: "ann" });
		expect(cellEdit(item, "responsible", null)).toMatchObject({ responsible: "" });
		expect(cellEdit(item, "resources", "Anne; Paul[50%]")).toMatchObject({ resources_text: "Anne; Paul[50%]" });
	});

	test("a constraint that needs a date takes that which the line has", () => {
		const [, item] = itemsOf(two, new Map());
		if (!item) throw new Error("no item");
		const asked = (key: string) => cellEdit(item, "constraint", key);
		expect(asked("must_start")).toMatchObject({ constraint: "must_start", constraint_date: "2026-11-23" });
		expect(asked("finish_no_later")).toMatchObject({ constraint_date: "2026-11-27" });
		expect(asked("late")).toEqual({ op: "set", id: "a", constraint: "late" });
	});

	test("all that a line says is brought back", () => {
		const was = line("a", { note: "n", calendar: "k", effort_minutes: 840, units: 4000, remaining_minutes: 60 });
		expect(backOf(was)[0]).toMatchObject({
			note: "n",
			calendar: "k",
			effort_minutes: 840,
			units: 4000,
			remaining_minutes: 60,
			actual_start: "",
		});
		const [back] = settingsOf([{ op: "plan", auto_scheduling: false }], two);
		expect(back).toMatchObject({ op: "plan", auto_scheduling: true, plan_calendar: "", status_date: "" });
		expect(settingsOf([{ op: "set", id: "a" }], two)).toEqual([]);
	});

	test("steps in the tree, and the way back", () => {
		expect(stepOf(two, "b", "up")).toEqual({ op: "set", id: "b", parent: "p", after: "" });
		expect(stepOf(two, "a", "down")).toEqual({ op: "set", id: "a", parent: "p", after: "b" });
		expect(stepOf(two, "m", "in")).toEqual({ op: "set", id: "m", parent: "p" });
		expect(stepOf(two, "b", "out")).toEqual({ op: "set", id: "b", parent: "", after: "p" });
		expect([stepOf(two, "a", "up"), stepOf(two, "m", "out"), stepOf(two, "b", "in")]).toEqual([null, null, null]);
		expect(placeOf(two, "b")).toEqual({ op: "set", id: "b", parent: "p", after: "a" });
	});
});
