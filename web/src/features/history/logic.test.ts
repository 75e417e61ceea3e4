import { expect, test } from "vitest";
import { goesBack, type Reversal } from "./queries";

const line = (since?: number) => ({ attribute: "name", before: "a", after: "b", now: "b", since });
const reversal = (r: Partial<Reversal>): Reversal => ({ kind: "project", id: "x", name: "X", lines: [], ...r });

test("what goes back is told from what was changed since and from what is stuck", () => {
	expect(
		goesBack([
			reversal({ lines: [line(), line(7), line()] }),
			reversal({ why: "in the bin", lines: [line()] }),
			reversal({ state: "deleted" }),
			reversal({ kind: "portfolio", add: [{ id: "p", name: "P" }], remove: [{ id: "q", name: "Q" }] }),
		]),
	).toEqual({ free: 5, since: 1, stuck: 1 });
});

test("the lines of a plan and baselines go back too, and the rules of a plan by themselves", () => {
	const none = { comes: [], goes: [], changes: [], stays: [] };
	expect(
		goesBack([
			reversal({ kind: "plan", items: { comes: ["Dig"], goes: null, changes: ["Wall", "Open"], stays: ["Paint"] } }),
			reversal({ kind: "baseline", items: { ...none, goes: ["V1"] } }),
			reversal({ kind: "plan", items: none }),
			reversal({ kind: "plan", items: { ...none, stays: ["Roof"] } }),
		]),
	).toEqual({ free: 5, since: 2, stuck: 0 });
});
