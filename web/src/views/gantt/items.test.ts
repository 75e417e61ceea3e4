import { describe, expect, test } from "vitest";
import { Calendar } from "../../engine/gantt/calendar";
import { activity, microsoftProject, perDay } from "../../engine/gantt/plan";
import { scheduled } from "../../engine/gantt/schedule";
import { treeRows } from "../../engine/grid/group";
import { linesOf, type PlanItem, tiesOf } from "./items";
import { nextType, wishOf } from "./plan-keys";

const monday = 739621;
const at = (day: number, minute: number) => (monday + day) * perDay + minute;

function item(id: string, parent: string | null, more: Partial<PlanItem> = {}): PlanItem {
	return {
		id,
		parent,
		at: 0,
		wbs: id,
		name: id,
		kind: "task",
		start: at(0, 480),
		finish: at(4, 1020),
		duration: 2400,
		progress: 0,
		critical: true,
		totalFloat: 0,
		freeFloat: 0,
		waits: "",
		baseStart: 0,
		baseFinish: 0,
		deadline: 0,
		pinned: false,
		contractual: false,
		begun: false,
		...more,
	};
}

describe("what the timeline shows of a tree", () => {
	const items = [
		item("1", null, { kind: "phase" }),
		item("1.1", "1"),
		item("1.2", "1", { kind: "phase" }),
		item("1.2.1", "1.2", { kind: "milestone" }),
		item("2", null),
		item("3", null, { start: 0, finish: 0 }),
	];
	const nodes = items.map((i) => ({ id: i.id, data: i, ...(i.parent ? { parentId: i.parent } : {}) }));
	const shown = (...folded: string[]) => linesOf(treeRows(nodes, new Set(folded)), items);

	test("every line has its bar, and what has no dates has none", () => {
		expect(shown().map((l) => l.bars.map((b) => b.id))).toEqual([["1"], ["1.1"], ["1.2"], ["1.2.1"], ["2"], []]);
	});

	test("a folded phase shows the milestones in it, however deep", () => {
		expect(shown("1").map((l) => l.bars.map((b) => b.id))).toEqual([["1", "1.2.1"], ["2"], []]);
	});

	test("links lead to the phase that shows what is folded, once, and none within it", () => {
		const links = [
			{ from: "1.1", to: "2", type: "FS" },
			{ from: "1.1", to: "1.2.1", type: "FS" },
			{ from: "1", to: "2", type: "FS" },
		] as const;
		expect(tiesOf(links, shown(), items)).toHaveLength(3);
		const folded = tiesOf(links, shown("1"), items).map((t) => `${t.from} ${t.to}`);
		expect(folded).toEqual(["1 2", "1 1.2.1"]);
	});
});

describe("keys", () => {
	const shifts = [{ from: 480, to: 960 }];
	const usual = new Calendar({ week: Array.from({ length: 7 }, (_, d) => (d < 5 ? shifts : [])) });
	const n = scheduled({
		calendars: [usual],
		activities: [activity({ duration: 5 * 480 })],
		links: [],
		start: at(0, 480),
		finish: 0,
		status: 0,
		calendar: 0,
		rules: microsoftProject,
	});
	if ("cycle" in n) throw new Error("a circle");
	const one = item("a", null, { progress: 50 });
	const press = (chord: string, before?: Parameters<typeof wishOf>[3]) => wishOf(chord, one, n, before);

	test("shift by working days, one on top of the other", () => {
		const steps = [1, 2, 3, 4, 7].map((days) => ({ do: "move", activity: 0, days }));
		let last: ReturnType<typeof press>;
		for (const step of steps) {
			last = press("Ctrl+Alt+ArrowRight", last);
			expect(last).toEqual(step);
		}
		expect(press("Ctrl+Alt+ArrowLeft", last)).toEqual({ do: "move", activity: 0, days: 4 });
	});

	test("resize over days off, and never before the start", () => {
		expect(press("Ctrl+Alt+Shift+ArrowRight")).toEqual({ do: "resize", activity: 0, finish: monday + 7 });
		const least = { do: "resize", activity: 0, finish: monday } as const;
		expect(press("Ctrl+Alt+Shift+ArrowLeft", least)).toEqual(least);
	});

	test("change progress by five percent", () => {
		expect(press("Ctrl+Alt+PageUp")).toEqual({ do: "progress", activity: 0, progress: 0.55 });
		expect(press("Ctrl+Alt+PageDown", { do: "progress", activity: 0, progress: 0 })).toMatchObject({ progress: 0 });
		expect(press("x")).toBeUndefined();
	});

	test("go round the types of links", () => {
		expect(["FS", "SS", "FF", "SF"].map((t) => nextType(t as "FS"))).toEqual(["SS", "FF", "SF", "FS"]);
	});
});
