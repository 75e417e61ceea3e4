import { describe, expect, it } from "vitest";
import { usualPortfolio } from "./new-import";
import type { ImportLine } from "./types";

const import_ = (name: string, id: string) =>
	({ file: { name }, portfolio: { id, name: id, new: false } }) as ImportLine;
const portfolios = [
	{ id: "board", name: "Comité de direction", kind: "manual" as const },
	{ id: "late", name: "Suivi", kind: "filter" as const },
	{ id: "panorama", name: "PANORAMA", kind: "manual" as const },
];

describe("where a file goes", () => {
	it("is where the last file of its name went", () => {
		const past = [import_("autre.csv", "x"), import_("suivi-2026-04.xlsx", "follow")];
		expect(usualPortfolio("Suivi 2026-05.xlsx", past, portfolios)).toBe("follow");
	});
	it("is the portfolio of its name", () => {
		expect(usualPortfolio("panorama-edition-2021-07.csv", [], portfolios)).toBe("panorama");
	});
	it("is a new one otherwise, never one that it would empty", () => {
		expect(usualPortfolio("budget.csv", [import_("autre.csv", "x")], portfolios)).toBe("new");
		expect(usualPortfolio("suivi.csv", [], portfolios)).toBe("new");
	});
});
