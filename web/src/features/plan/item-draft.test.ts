import { beforeAll, describe, expect, test } from "vitest";
import type { PlanLine } from "../../data/plans";
import { dayFromISO } from "../../format/day";
import { langState, setLang } from "../../i18n/lang";
import { clashing, type ItemDraft, itemDraft, itemEdit, settled, unreadOf } from "./item-draft";

const measures = { day: 420, week: 2100 };

function line(more: Partial<PlanLine> = {}): PlanLine {
	return {
		id: "a",
		number: 1,
		wbs: "1",
		level: 0,
		kind: "task",
		name: "Dig",
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
		type: "fixed_duration",
		...more,
	};
}

const changed = (of: PlanLine, change: Partial<ItemDraft>) => {
	const was = itemDraft(of, measures, langState().t);
	return itemEdit(of, was, { ...was, ...change }, measures);
};
const day = (text: string) => dayFromISO(text);

describe("the panel of a line", () => {
	beforeAll(() => setLang("en"));

	test("the same length in other words is no change, as it stands typed once it was saved", () => {
		expect(changed(line(), { duration: "1w" })).toBeNull();
		expect(changed(line({ remaining_minutes: 840 }), { remaining: "2" })).toBeNull();
		expect(changed(line({ remaining_minutes: 840 }), { remaining: "" })?.remaining_minutes).toBe(-1);
		expect(changed(line(), { duration: "2w" })?.duration_minutes).toBe(4200);
	});

	test("shows the days, durations and percentages of a line", () => {
		const d = itemDraft(
			line({
				effort_minutes: 1050,
				units: 5000,
				deadline: "2026-12-01T00:00",
				constraint: "finish_no_later",
				constraint_date: "2026-11-28T00:00",
			}),
			measures,
			langState().t,
		);
		expect(d).toMatchObject({ duration: "5 d", effort: "2.5 d", units: "50", start: day("2026-11-23") });
		expect([d.finish, d.deadline, d.on]).toEqual([day("2026-11-27"), day("2026-11-30"), day("2026-11-27")]);
	});

	test("asks nothing where nothing was changed", () => expect(changed(line(), {})).toBeNull());

	test.each([
		[{ name: "Dig deep" }, { name: "Dig deep" }],
		[{ duration: "2 d" }, { duration_minutes: 840 }],
		[{ effort: "1 w" }, { effort_minutes: 2100 }],
		[{ units: "50" }, { units: 5000 }],
		[{ remaining: "" }, null],
		[{ remaining: "4 h" }, { remaining_minutes: 240 }],
		[{ deadline: 0 }, null],
		[
			{ constraint: "must_start", on: day("2026-12-01") },
			{ constraint: "must_start", constraint_date: "2026-12-01" },
		],
		[{ actualStart: day("2026-11-24") }, { actual_start: "2026-11-24" }],
		[{ manual: true }, { manual: true, start: "2026-11-23", finish: "2026-11-27" }],
	] as [Partial<ItemDraft>, object | null][])("%j asks %j and nothing else", (change, asked) => {
		expect(changed(line(), change)).toEqual(asked && { op: "set", id: "a", ...asked });
	});

	test("whether the calendars of its resources count is said once it is turned", () => {
		expect(changed(line(), { alone: true })).toEqual({ op: "set", id: "a", ignores_calendars: true });
		expect(changed(line({ ignores_calendars: true }), { alone: false })).toEqual({
			op: "set",
			id: "a",
			ignores_calendars: false,
		});
	});

	test("a constraint that is taken away leaves no date behind", () => {
		const held = line({ constraint: "must_start", constraint_date: "2026-11-23T00:00" });
		expect(changed(held, { constraint: "asap", on: 0 })).toEqual({ op: "set", id: "a", constraint: "asap" });
	});

	test("a milestone set by hand has one date", () => {
		const milestone = line({ kind: "milestone", date: "2026-11-23", manual: true, duration_minutes: 0 });
		expect(changed(milestone, { start: day("2026-11-30") })).toEqual({ op: "set", id: "a", start: "2026-11-30" });
	});

	test("says which durations cannot be read", () => {
		const d = itemDraft(line(), measures, langState().t);
		expect(unreadOf({ ...d, duration: "soon", effort: "3 d", remaining: "1 x" }, measures)).toEqual([
			"duration",
			"remaining",
		]);
	});

	test("who sees to a line is said by their id, and taken away by none", () => {
		const ada = { id: "u1", name: "Ada" };
		expect(changed(line(), { responsible: ada })).toEqual({ op: "set", id: "a", responsible: "u1" });
		expect(changed(line({ responsible: ada }), { responsible: null })).toEqual({ op: "set", id: "a", responsible: "" });
		expect(changed(line({ responsible: ada }), { responsible: { ...ada } })).toBeNull();
	});

	test("what was saved stands as it was kept, and what was typed since stays", () => {
		const was = itemDraft(line(), measures, langState().t);
		const sent = { ...was, waits: "12fd", note: "soon" };
		const kept = { ...was, waits: "12", note: "soon" };
		const now = { ...sent, note: "sooner" };
		expect(settled(now, sent, kept)).toEqual({ ...kept, note: "sooner" });
		expect(itemEdit(line({ predecessors_text: "12" }), kept, settled(sent, sent, kept), measures)).toBeNull();
	});

	test("what others change clashes only with what is typed, and not where both say the same", () => {
		const base = itemDraft(line(), measures, langState().t);
		const typed = { ...base, note: "mine" };
		expect(clashing(typed, { ...base, name: "Dug" }, base)).toBe(false);
		expect(clashing(typed, { ...base, note: "theirs" }, base)).toBe(true);
		expect(clashing(typed, { ...base, note: "mine" }, base)).toBe(false);
		expect(clashing(typed, base, base)).toBe(false);
	});
});
