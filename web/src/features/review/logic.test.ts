import { describe, expect, test } from "vitest";
import { clock, currentOf, jump, moved, pagesOf, planned, step } from "./logic";
import type { Outcome, Review } from "./types";

const item = (id: string, minutes = 0) =>
	({ project: { id, name: id }, minutes, reason: "all", weather: "", kind: "same", worse: false }) as never;
const review = { items: [item("a"), item("b", 12), item("c")], minutes: 5 } as Pick<Review, "items" | "minutes">;

describe("the pages of a review", () => {
	const pages = pagesOf(review);
	test("begin with the opening and end with the end", () => {
		expect(pages).toEqual(["opening", "a", "b", "c", "end"]);
	});
	test("are turned one by one and stop at both ends", () => {
		expect(step(pages, "opening", 1)).toBe("a");
		expect(step(pages, "opening", -1)).toBe("opening");
		expect(step(pages, "end", 1)).toBe("end");
		expect(step(pages, "gone", 1)).toBe("a");
	});
	test("are reached by their number", () => {
		expect(jump(pages, "2")).toBe("b");
		expect(jump(pages, "0")).toBe("opening");
		expect(jump(pages, "99")).toBe("end");
		expect(jump(pages, "x")).toBeNull();
		expect(jump(pages, "")).toBeNull();
	});
});

describe("the agenda", () => {
	test("moves one entry and keeps the others in order", () => {
		expect(moved(["a", "b", "c"], 2, 0)).toEqual(["c", "a", "b"]);
		expect(moved(["a", "b", "c"], 0, 2)).toEqual(["b", "c", "a"]);
		expect(moved(["a"], 4, 0)).toEqual(["a"]);
	});
	test("takes the minutes of each project, or those of the review", () => {
		expect(planned(review)).toBe(22);
	});
	test("counts minutes and seconds, also past the plan", () => {
		expect([clock(65), clock(5), clock(-61)]).toEqual(["1:05", "0:05", "−1:01"]);
	});
});

describe("an earlier decision", () => {
	const frozen = { id: "1", register: "action", state: "open" } as Outcome;
	test("is as it was frozen until somebody changes it", () => {
		expect(currentOf(frozen, { items: [], touched: [] })).toEqual({ outcome: frozen, touched: false });
		const done = { ...frozen, state: "done" } as Outcome;
		expect(currentOf(frozen, { items: [], touched: [done] })).toEqual({ outcome: done, touched: true });
		expect(currentOf(frozen, { items: [], touched: [{ ...done, register: "decision" }] }).touched).toBe(false);
	});
});
