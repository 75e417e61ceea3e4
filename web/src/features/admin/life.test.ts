import { describe, expect, it } from "vitest";
import { box, drawing } from "../../ui/life-drawing";
import { draftOf, findMove, moveOf, shifted, suggested, withMove, withoutStage, withStage } from "./life";

const stages = [
	{ key: "idea", meaning: "candidate" },
	{ key: "build", meaning: "running" },
	{ key: "done", meaning: "done" },
	{ key: "stopped", meaning: "dropped" },
];

describe("a lifecycle that is being drawn", () => {
	it("begins with each stage leading to the next, and to what ends it early", () => {
		const d = suggested(stages);
		expect(d.moves.map((m) => `${m.from} ${m.to}`)).toEqual([
			"idea build",
			"build done",
			"idea stopped",
			"build stopped",
		]);
		expect(d.stages.filter((s) => s.start).map((s) => s.stage)).toEqual(["idea"]);
	});

	it("loses the ways of a stage with the stage", () => {
		const d = withoutStage(suggested(stages), "build");
		expect(d.moves.map((m) => `${m.from} ${m.to}`)).toEqual(["idea stopped"]);
		expect(withStage(d, "build").stages.at(-1)).toEqual({ stage: "build", start: false, required: [] });
		const meaning = (key: string) => (key === d.stages.at(-1)?.stage ? "done" : "running");
		expect(withStage(d, "build", meaning).stages.at(-2)?.stage).toBe("build");
		expect(withStage(d, "stopped", () => "dropped").stages.at(-1)?.stage).toBe("stopped");
	});

	it("adds, changes and removes one way", () => {
		let d = withMove(suggested(stages), "done", "build", { gate: true });
		expect(findMove(d, "done", "build")).toEqual({ ...moveOf("done", "build"), gate: true });
		d = withMove(d, "done", "build", { condition: "x" });
		expect(findMove(d, "done", "build")?.gate).toBe(true);
		expect(withMove(d, "done", "build", null).moves).toEqual(suggested(stages).moves);
	});

	it("keeps every stage when one is moved, however far", () => {
		const d = suggested(stages);
		expect(shifted(d, 0, 9).stages.map((s) => s.stage)).toEqual(["build", "done", "stopped", "idea"]);
		expect(shifted(d, 3, -9).stages.map((s) => s.stage)).toEqual(["stopped", "idea", "build", "done"]);
	});

	it("is read from the draft before what holds, in the language of the person", () => {
		const life = {
			stages: [{ stage: "idea" }],
			moves: [],
			variants: [{ variant: "light", condition: { fr: "[Coût total] < 10", en: "[Total cost] < 10" } }],
		};
		const other = { ...life, stages: [{ stage: "done", start: true, required: ["manager"] }] };
		expect(draftOf({ holds: life, draft: other }, "fr").stages).toEqual([
			{ stage: "done", start: true, required: ["manager"] },
		]);
		expect(draftOf({ holds: life, draft: null }, "fr").variants).toEqual([
			{ variant: "light", condition: "[Coût total] < 10" },
		]);
		expect(draftOf({ holds: null, draft: null }, "en")).toEqual({ stages: [], moves: [], variants: [] });
	});

	it("is drawn inside its picture, no way over a stage that it passes", () => {
		let d = suggested(stages);
		for (const a of stages) for (const b of stages) if (a !== b) d = withMove(d, a.key, b.key, {});
		const { boxes, arcs, width, height } = drawing(d);
		expect(boxes).toHaveLength(4);
		expect(arcs).toHaveLength(12);
		for (const arc of arcs) {
			const n = stages.findIndex((s) => s.key === arc.to) - stages.findIndex((s) => s.key === arc.from);
			expect(arc.middle.x).toBeGreaterThan(0);
			expect(arc.middle.x).toBeLessThan(width);
			expect(arc.middle.y).toBeGreaterThan(0);
			expect(arc.middle.y).toBeLessThan(height);
			const top = boxes[0]?.y ?? 0;
			if (n > 1) expect(arc.middle.y).toBeLessThan(top);
			if (n < 0) expect(arc.middle.y).toBeGreaterThan(top + box.height);
		}
	});
});
