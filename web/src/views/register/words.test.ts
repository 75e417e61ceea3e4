import { describe, expect, it } from "vitest";
import type { RecordRow } from "../../data/registers";
import { dayFromISO } from "../../format/day";
import { criticalityMark, isPressing, levelOf, standingOf, stepText } from "./words";

const t = ((key: string, args?: Record<string, unknown>) =>
	`${key}${args ? ` ${Object.values(args).join()}` : ""}`) as never;
const today = dayFromISO("2026-11-22");
const row = (values: Record<string, unknown>) =>
	({ id: "1", version: 1, project: null, name: "x", status: null, can_edit: true, ...values }) as RecordRow;

describe("how an action stands", () => {
	it("counts from its date, and is quiet once it is done or dropped", () => {
		expect(standingOf("action", row({ due: "2026-11-20", status: "doing" }), today, t)?.tone).toBe("late");
		expect(
			standingOf("action", row({ due: "2026-11-20", status: "done", done_on: "2026-11-21" }), today, t)?.word,
		).toContain("register.action.done");
		expect(standingOf("action", row({ due: "2026-11-20", status: "dropped" }), today, t)?.tone).toBe("quiet");
		expect(standingOf("action", row({ due: null, status: "to_do" }), today, t)).toBeNull();
	});
	it("knows a decision that was carried out", () => {
		expect(standingOf("decision", row({ due: "2020-01-01", status: "carried_out" }), today, t)?.word).toBe(
			"register.decision.doneBefore",
		);
		expect(isPressing("decision", row({ due: "2020-01-01", status: "open" }), today, t)).toBe(true);
	});
});

describe("the criticality of a risk", () => {
	it("has four levels", () => {
		expect([1, 4, 5, 10, 12, 16, 20, 25].map(levelOf)).toEqual([
			"low",
			"low",
			"medium",
			"medium",
			"high",
			"high",
			"severe",
			"severe",
		]);
	});
	it("is nothing while one of the two is not said", () => {
		expect(criticalityMark(row({ criticality: null }), t)).toBeNull();
		expect(criticalityMark(row({ criticality: "12" }), t)?.word).toBe("12 · register.criticality.high");
		expect(stepText("impact", "6", t)).toBe("");
		expect(stepText("impact", "5", t)).toBe("5 · register.impact.5");
	});
	it("presses only while the risk is open", () => {
		expect(isPressing("risk", row({ criticality: "15", status: "open" }), today, t)).toBe(true);
		expect(isPressing("risk", row({ criticality: "15", status: "closed" }), today, t)).toBe(false);
	});
});
