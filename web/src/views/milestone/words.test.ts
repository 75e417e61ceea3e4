import { describe, expect, it } from "vitest";
import { dayFromISO } from "../../format/day";
import { driftMark, driftOf, dueOf } from "./words";

const t = (key: string, args?: Record<string, unknown>) => `${key}${args ? ` ${Object.values(args).join()}` : ""}`;
const today = dayFromISO("2026-11-22");
const at = (date: string | null, status = "planned", done_on: string | null = null) =>
	dueOf({ date, status, done_on }, today, t as never);

describe("when a key date is", () => {
	it("counts from the day the list is read at", () => {
		expect(at("2026-11-12")).toMatchObject({ icon: "warning", word: "milestone.due.late 10", tone: "late" });
		expect(at("2026-11-22")).toMatchObject({ word: "milestone.due.today", tone: "soon" });
		expect(at("2026-12-22")).toMatchObject({ word: "milestone.due.in 30", tone: "soon" });
		expect(at("2026-12-23")).toMatchObject({ word: "milestone.due.in 31", tone: "quiet" });
	});
	it("is never late once it was reached or dropped, and nothing without a date", () => {
		expect(at("2026-01-01", "done", "2026-01-05")?.tone).toBe("quiet");
		expect(at("2026-01-01", "done")?.word).toBe("milestone.due.doneBefore");
		expect(at("2026-01-01", "dropped")?.word).toBe("milestone.due.dropped");
		expect(at(null)).toBeNull();
	});
});

describe("the drift of a key date", () => {
	it("says by how much, with an arrow and in words", () => {
		expect(driftMark({ drift: "12" }, t as never)).toEqual({ icon: "up", word: "milestone.drift.later 12" });
		expect(driftMark({ drift: "-3" }, t as never)).toEqual({ icon: "down", word: "milestone.drift.earlier 3" });
		expect(driftMark({ drift: "0" }, t as never)).toEqual({ icon: "same", word: "milestone.drift.none" });
	});
	it("is nothing where nothing was promised", () => {
		expect(driftOf({ drift: null })).toBeNull();
		expect(driftMark({ drift: null }, t as never)).toBeNull();
	});
});
