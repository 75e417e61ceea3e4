import { describe, expect, test } from "vitest";
import { dayFromISO } from "../../format/day";
import { usualView, type ViewState } from "../view-state";
import { comparedWith, isConfigured, isModified, linkOf, periodDate, type SavedView, storedOf, viewOf } from "./model";

const today = dayFromISO("2026-11-22");

const shown: ViewState = {
	...usualView,
	display: "board",
	columns: [{ key: "name", width: 240, pinned: true }, { key: "end" }],
	sort: [{ key: "end", direction: "descending" }],
	group: [{ key: "unit" }, { key: "end", by: "quarter", down: true }],
	filter: "end in next quarter",
	rules: [{ name: "Late", filter: "end < today", colour: "red", key: "end" }],
	compareTo: "2026-10-31",
	board: { by: "stage", lanes: "unit", card: ["code"] },
};

describe("a saved view", () => {
	test("shows what was saved", () => {
		const stored = storedOf(shown, null, today);
		expect(viewOf(stored)).toEqual({ ...shown, compareTo: "" });
		expect(comparedWith(stored.compare, today)).toBe(shown.compareTo);
	});

	test("keeps the dates that move", () => {
		const stored = { ...storedOf(shown, null, today), compare: "last_month_end", period: "last_quarter_end" };
		expect(storedOf({ ...viewOf(stored), compareTo: "2026-10-31" }, stored, today)).toEqual(stored);
		expect(comparedWith(stored.compare, dayFromISO("2027-01-15"))).toBe("2026-12-31");
	});

	test.each(["baseline", "review:3v4t5zw0djk"])("keeps that it is compared with %s", (compare) => {
		const stored = storedOf({ ...shown, compareTo: compare }, null, today);
		expect(stored.compare).toBe(compare);
		expect(comparedWith(stored.compare, today)).toBe(compare);
	});

	test("is compared with nothing that cannot be read", () => {
		expect(comparedWith("review:../x", today)).toBe("");
	});

	test.each([
		["last_month_end", "2026-10-31"],
		["last_quarter_end", "2026-09-30"],
		["last_year_end", "2025-12-31"],
		["2026-02-28", "2026-02-28"],
		["today", ""],
		["", ""],
		["2026-02-30", ""],
	])("%s means %s", (period, want) => {
		expect(periodDate(period, today)).toBe(want);
	});
});

describe("modified", () => {
	const stored = storedOf(shown, null, today);
	const base = { ...viewOf(stored), compareTo: "2026-10-31" };

	test("nothing changed", () => {
		expect(isModified(base, viewOf(stored), stored, today)).toBe(false);
	});

	test("compared with something else, or no more", () => {
		expect(isModified({ ...base, compareTo: "baseline" }, viewOf(stored), stored, today)).toBe(true);
		expect(isModified({ ...base, compareTo: "" }, viewOf(stored), stored, today)).toBe(true);
	});

	test("a filter changed", () => {
		expect(isModified({ ...base, filter: "" }, base, stored, today)).toBe(true);
	});

	test("words looked for and the date of the screen are passing", () => {
		expect(isModified({ ...base, find: "x", asOf: "2026-01-31" }, base, stored, today)).toBe(false);
	});

	test("the date counts where the view says one", () => {
		const dated = { ...stored, period: "last_month_end" };
		expect(isModified({ ...base, asOf: "2026-10-31" }, base, dated, today)).toBe(false);
		expect(isModified({ ...base, asOf: "" }, base, dated, today)).toBe(true);
	});
});

describe("the link of a view", () => {
	const view = (scope: string): SavedView =>
		({
			id: "v1",
			scope,
			state: storedOf({ ...usualView, filter: "end < today" }, null, today),
		}) as unknown as SavedView;
	const at = {
		path: "/portfolio/p1",
		search: { filter: "risk", as_of: "2026-10-31" },
		shown,
		home: "/portfolio?view=v1",
	};

	test("says all of a personal view that is shown, as it is shown", () => {
		const link = linkOf(view("personal"), { ...at, isShown: true });
		expect(new URLSearchParams(link.split("?")[1]).get("filter")).toBe(shown.filter);
		expect(link).toContain("compare_to=2026-10-31");
	});

	test("says of a personal view beside it what that one shows", () => {
		const link = linkOf(view("personal"), { ...at, isShown: false });
		expect(link.startsWith("/portfolio?")).toBe(true);
		expect(new URLSearchParams(link.split("?")[1]).get("filter")).toBe("end < today");
		expect(link).not.toContain("view=");
	});

	test("names a shared one, without what was changed on the screen beside it", () => {
		expect(linkOf(view("shared"), { ...at, isShown: false })).toBe("/portfolio?view=v1");
		expect(linkOf(view("shared"), { ...at, isShown: true })).toContain("view=v1");
	});
});

test("a view that others use, of no portfolio, is part of the configuration", () => {
	expect(isConfigured({ scope: "everyone", portfolio: "" })).toBe(true);
	expect(isConfigured({ scope: "some", portfolio: "" })).toBe(true);
	expect(isConfigured({ scope: "personal", portfolio: "" })).toBe(false);
	expect(isConfigured({ scope: "everyone", portfolio: "p1" })).toBe(false);
});
