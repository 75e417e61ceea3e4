import { describe, expect, test } from "vitest";
import { always } from "../chance";
import { beginning } from "./calendar";
import { type Grasp, gestureOf, isDrag, pull } from "./drag";
import { type Effect, effectOf, trialOf } from "./effect";
import type { Network } from "./order";
import { type Activity, perDay } from "./plan";
import { bar, monday, planOf, usual, view } from "./sample";
import { scheduled } from "./schedule";
import { startFrom, type Wish } from "./wish";

const day = 480;

function network(tasks: Partial<Activity>[], links: readonly (readonly [number, number])[] = []): Network {
	const n = scheduled(planOf(tasks, links));
	if ("cycle" in n) throw new Error("a circle");
	return n;
}

function effect(n: Network, wish: Wish): Effect {
	const out = effectOf(n, wish, () => false);
	if (!("moves" in out)) throw new Error(JSON.stringify(out));
	return out;
}

const when = (t: number) => [Math.floor(t / perDay) - monday, (t % perDay) / 60];

describe("what a gesture does to a plan", () => {
	const chain = () =>
		network(
			[{ duration: day }, { duration: 2 * day }, { duration: 0 }, { duration: day }],
			[
				[0, 1],
				[1, 2],
			],
		);

	test("moving a task moves what waits for it, and says how much", () => {
		const e = effect(chain(), { do: "move", activity: 0, days: 2 });
		expect([e.tasks, e.milestones, e.end, e.held]).toEqual([1, 1, 2, false]);
		expect(when(e.own?.start ?? 0)).toEqual([2, 8]);
	});

	test("the end counts working days only", () => {
		const e = effect(chain(), { do: "move", activity: 0, days: 4 });
		expect(when(e.after.finish)).toEqual([8, 17]);
		expect(e.end).toBe(4);
	});

	test("what waits for another stays where the link holds it, and that is said", () => {
		const e = effect(chain(), { do: "move", activity: 1, days: -1 });
		expect([e.own, e.held]).toEqual([undefined, true]);
	});

	test("resizing ends a task on a day, and lasts a day of work at least", () => {
		const longer = effect(chain(), { do: "resize", activity: 0, finish: monday + 3 });
		expect(longer.after.items[0]?.length).toBe(4 * day);
		expect(longer.end).toBe(3);
		const least = effect(chain(), { do: "resize", activity: 1, finish: monday - 20 });
		expect(least.after.items[1]?.length).toBe(day);
	});

	test("progress moves nothing", () => {
		const n = chain();
		const e = effect(n, { do: "progress", activity: 1, progress: 0.25 });
		expect([e.moves, e.after.items[1]?.activity.remaining]).toEqual([[], 1.5 * day]);
		expect(trialOf(e, String).get("1")?.progress).toBe(0.25);
	});

	test("a link is drawn once, not to itself, not into its own phase, and in no circle", () => {
		const n = network([{}, { parent: 0, duration: day }, { parent: 0, duration: day }], [[1, 2]]);
		const link = (from: number, to: number) => effectOf(n, { do: "link", from, to, type: "FS" }, () => false);
		expect(link(1, 1)).toEqual({ refused: "itself" });
		expect(link(1, 2)).toEqual({ refused: "linked" });
		expect(link(1, 0)).toEqual({ refused: "inside" });
		expect(link(2, 1)).toEqual({ cycle: [1, 2] });
		const apart = effect(n, { do: "unlink", from: 1, to: 2 });
		expect(apart.moves.map((m) => m.activity)).toEqual([0, 2]);
	});

	test("a phase moves whole", () => {
		const inside = [{}, { parent: 0, duration: day }, { parent: 0, duration: day }, { parent: 0, duration: 2 * day }];
		const n = network(inside, [[1, 2]]);
		const e = effect(n, { do: "move", activity: 0, days: 7 });
		expect(e.moves.map((m) => when(m.start))).toEqual([
			[7, 8],
			[7, 8],
			[8, 8],
			[7, 8],
		]);
		expect(e.tasks).toBe(3);
	});

	test("what has begun is not moved, and what is pinned is pinned elsewhere", () => {
		const start = monday * perDay + 480;
		const begun = network([{ duration: day, actualStart: start, remaining: day }]);
		expect(effectOf(begun, { do: "move", activity: 0, days: 1 }, () => false)).toEqual({ refused: "begun" });
		const pinned = network([{ duration: 2 * day, pinnedStart: start, pinnedFinish: start + perDay + 540 }]);
		const e = effect(pinned, { do: "move", activity: 0, days: 3 });
		expect([when(e.own?.start ?? 0), when(e.own?.finish ?? 0)]).toEqual([
			[3, 8],
			[4, 17],
		]);
	});

	test("a milestone stands on its day, or no earlier where it waits for something", () => {
		const n = network([{ duration: day }, { duration: 0 }, { duration: 0 }], [[0, 1]]);
		const waits = effect(n, { do: "move", activity: 1, days: 3 });
		expect(waits.after.items[1]?.activity).toMatchObject({ constraint: "FNET", pinnedStart: 0 });
		expect(when(waits.own?.finish ?? 0)).toEqual([3, 17]);
		const alone = effect(n, { do: "move", activity: 2, days: 4 });
		expect(alone.after.items[2]?.activity).toMatchObject({ constraint: "ASAP" });
		expect(when(alone.own?.finish ?? 0)).toEqual([4, 17]);
		expect(effect(n, { do: "move", activity: 1, days: -2 }).held).toBe(true);
	});

	test("a start is always at work, and never further than asked over days off", () => {
		always(300, (chance) => {
			const start = usual.time(beginning(usual.ceil((monday + chance.int(0, 40)) * perDay + 480)));
			const to = startFrom(usual, start, chance.int(-30, 30));
			expect(usual.between(to, to + 1)).toBe(1);
		});
	});
});

describe("drags", () => {
	const grasp = (part: Grasp["part"], progress = 0): Grasp => {
		const it = bar("a", 0, 4, { progress });
		return { bar: it, part, x: 300, y: 20, box: { left: 280, right: 380, top: 7, bottom: 21 } };
	};
	test("go by whole days", () => {
		expect(gestureOf(grasp("body"), view.scale, 329)).toMatchObject({ do: "move", days: 1 });
		expect(gestureOf(grasp("body"), view.scale, 269)).toMatchObject({ days: -2 });
		expect(gestureOf(grasp("end"), view.scale, 340)).toMatchObject({ do: "resize", finish: monday + 6 });
	});

	test("of progress go by five percent, from none to all", () => {
		const to = (x: number) => gestureOf(grasp("progress", 0.5), view.scale, x);
		expect(to(322)).toMatchObject({ progress: 0.7 });
		expect(to(900)).toMatchObject({ progress: 1 });
		expect(to(0)).toMatchObject({ progress: 0 });
	});

	test("of links say which ends they join", () => {
		const over = { bar: bar("b", 7, 9), end: "finish" } as const;
		expect(gestureOf(grasp("link-finish"), view.scale, 0, over)).toMatchObject({ type: "FF" });
		expect(gestureOf(grasp("link-start"), view.scale, 0, { ...over, end: "start" })).toMatchObject({ type: "SS" });
		expect(gestureOf(grasp("link-start"), view.scale, 0)).toBeUndefined();
		expect(gestureOf(grasp("link-start"), view.scale, 0, { bar: grasp("body").bar, end: "start" })).toBeUndefined();
	});

	test("are told from clicks, and pull the view at its edges", () => {
		expect([isDrag(grasp("body"), 303, 22), isDrag(grasp("body"), 306, 20)]).toEqual([false, true]);
		expect([pull(400, 800), Math.sign(pull(2, 800)), Math.sign(pull(795, 800))]).toEqual([0, -1, 1]);
	});
});
