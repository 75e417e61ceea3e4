import { describe, expect, test } from "vitest";
import shared from "../../../testdata/schedule/networks.json";
import { dayFromISO } from "../../format/day";
import { Calendar, type Exception, type Shift } from "./calendar";
import type { Network } from "./order";
import { type Activity, activity, type Link, type Plan, perDay, type Rules, type Time } from "./plan";
import { datesOf, preview, scheduled } from "./schedule";

// These networks are computed by the server as well (engine/schedule/networks_test.go):
// 200 plans with phases, odd calendars, any mixture of rules, and an edit of each.

type Told = (typeof shared.networks)[number];

const first = dayFromISO(shared.origin);
const origin = first * perDay;
const timeOf = (t: number | undefined): Time => (t ? origin + t : 0);
const since = (t: Time) => (t ? t - origin : 0);
const shiftsOf = (pairs: number[][]): Shift[] => pairs.map(([from = 0, to = 0]) => ({ from, to }));

interface ToldWork {
	week: number[][][];
	exceptions?: { from: number; until: number; shifts: number[][] }[];
}

function calendarOf(work: ToldWork): Calendar {
	const exceptions = (work.exceptions ?? []).map(
		(e): Exception => ({ from: first + e.from, until: first + e.until, shifts: shiftsOf(e.shifts) }),
	);
	return new Calendar({ week: work.week.map(shiftsOf), exceptions });
}

const times = ["date", "deadline", "pinnedStart", "pinnedFinish", "actualStart", "actualFinish"] as const;

function activityOf(told: object): Activity {
	const out = activity(told);
	for (const key of times) out[key] = timeOf(out[key]);
	return out;
}

function planOf(told: Told): Plan {
	return {
		calendars: told.calendars.map(calendarOf),
		activities: told.activities.map(activityOf),
		links: told.links as Link[],
		start: timeOf(told.start),
		finish: timeOf(told.finish),
		status: timeOf(told.status),
		calendar: told.calendar,
		rules: told.rules as Rules,
	};
}

function network(plan: Plan): Network {
	const n = scheduled(plan);
	if ("cycle" in n) throw new Error(`a circle: ${n.cycle}`);
	return n;
}

describe("the shared networks are computed as on the server", () => {
	test.each(shared.networks.map((told, i) => ({ told, i })))("network $i", ({ told }) => {
		const n = network(planOf(told));
		const dates = n.items.map((item) => {
			const d = datesOf(n, item);
			const shown = [d.earlyStart, d.earlyFinish, d.lateStart, d.lateFinish].map(since);
			return [...shown, d.totalFloat, d.freeFloat, d.critical ? 1 : 0];
		});
		expect(dates).toEqual(told.dates);
		expect(since(n.finish)).toBe(told.end);

		const then = preview(n, [{ activity: told.edit.activity, to: activityOf(told.edit.to) }]);
		if ("cycle" in then) throw new Error("an edit of an activity makes no circle");
		expect(then.moves.map((m) => [m.activity, ...[m.start, m.finish, m.wasStart, m.wasFinish].map(since)])).toEqual(
			told.moves,
		);
		expect(since(then.after.finish)).toBe(told.then);
	});
});

describe("a preview", () => {
	const week = Array.from({ length: 7 }, (_, d) => (d < 5 ? [{ from: 480, to: 960 }] : []));
	const plan: Plan = {
		calendars: [new Calendar({ week })],
		activities: [480, 960, 480].map((duration) => activity({ duration })),
		links: [{ from: 0, to: 1, type: "FS", lagKind: "working", lag: 0 }],
		start: origin + 480,
		finish: 0,
		status: 0,
		calendar: 0,
		rules: { ...(shared.networks[0]?.rules as Rules), critical: 0 },
	};

	test("names the circle that a drawn link would close", () => {
		const links: Link[] = [...plan.links, { from: 1, to: 0, type: "FS", lagKind: "working", lag: 0 }];
		expect(preview(network(plan), [], links)).toEqual({ cycle: [0, 1] });
	});

	test("says what a drawn link moves, and leaves what was as it was", () => {
		const before = network(plan);
		const links: Link[] = [...plan.links, { from: 1, to: 2, type: "FS", lagKind: "working", lag: 0 }];
		const then = preview(before, [], links);
		expect("moves" in then && then.moves.map((m) => [m.activity, since(m.wasStart), since(m.start)])).toEqual([
			[2, 480, 3 * perDay + 480],
		]);
		expect(preview(before, [])).toMatchObject({ moves: [] });
	});
});
