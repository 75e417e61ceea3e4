import { afterEach, expect, test, vi } from "vitest";
import { missedSome } from "./connection";
import { tellOwn } from "./live";
import { park, unpark } from "./parked-rows";
import type { LiveRows } from "./project-rows";
import { edits } from "./projects";

const rows = {} as LiveRows;

afterEach(() => vi.useRealTimers());

test("the list that was left is there again, once", () => {
	park("a", rows);
	expect(unpark("a")).toBe(rows);
	expect(unpark("a")).toBeUndefined();
});

test("another list than the one asked for stays away", () => {
	park("a", rows);
	expect(unpark("b")).toBeUndefined();
});

test.each([
	["something is changed", () => tellOwn("project", ["p1"])],
	["something may have changed unheard", () => missedSome()],
	["a cell is changed here", () => edits.meet({ id: "p1", version: 2 } as never)],
])("it is forgotten when %s", (_what, happens) => {
	park("a", rows);
	happens();
	expect(unpark("a")).toBeUndefined();
});

test("it is forgotten after two minutes", () => {
	vi.useFakeTimers();
	park("a", rows);
	vi.advanceTimersByTime(120_001);
	expect(unpark("a")).toBeUndefined();
});
