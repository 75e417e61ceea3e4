import { describe, expect, it } from "vitest";
import { dayFromISO, isoOfDay } from "../../format/day";
import {
	attributeOrder,
	dayInName,
	decisions,
	difference,
	inOrder,
	keyOf,
	mergeImport,
	missing,
	nameFromFile,
	programmeDoubt,
	stepOf,
	taken,
} from "./logic";
import type { Doubtful, Import, ImportColumn, Target } from "./types";

const today = dayFromISO("2026-11-22");

function column(number: number, more: Partial<ImportColumn>): ImportColumn {
	return {
		number,
		letter: "A",
		header: "",
		action: "attribute",
		attribute: "",
		new: null,
		values: [],
		...more,
	} as ImportColumn;
}

describe("the date in a file's name", () => {
	const cases: [string, string][] = [
		["panorama-edition-2016-11.csv", "2016-11-30"],
		["panorama-2018-03-export.xlsx", "2018-03-31"],
		["portefeuille 30.11.2016.xlsx", "2016-11-30"],
		["portfolio_20240229.csv", "2024-02-29"],
		["suivi novembre 2016.xlsx", "2016-11-30"],
		["Portefeuille projets - Févr 2024.xlsx", "2024-02-29"],
		["Programme_Q3_2025.csv", "2025-09-30"],
		["revue T1-2025.csv", "2025-03-31"],
		["gmpp-published-2014.csv", ""],
		["projets.csv", ""],
		["2031-01.csv", ""],
		["dossier 123456789.csv", ""],
		["marché 2025.xlsx", ""],
	];
	for (const [name, want] of cases) {
		it(`of ${name} is ${want || "none"}`, () => {
			expect(isoOfDay(dayInName(name, today))).toBe(want);
		});
	}
});

describe("the name proposed for a portfolio", () => {
	const cases: [string, string][] = [
		["panorama-edition-2016-11.csv", "Panorama"],
		["Portefeuille projets - Févr 2024 v2.xlsx", "Portefeuille projets"],
		["gmpp-published-2014.csv", "Gmpp"],
		["2016-11.csv", ""],
	];
	for (const [file, want] of cases) {
		it(`leaves out dates and words every file has: ${file}`, () => expect(nameFromFile(file)).toBe(want));
	}
});

describe("the step shown", () => {
	const report = { doubtful: [{ row: 9, name: "X", decision: "", candidates: [] }] } as unknown as Import["report"];
	it("is the columns while nothing was checked", () => {
		expect(stepOf({ state: "draft", report: null }, "")).toBe("columns");
	});
	it("is the doubtful matches while one is open", () => {
		expect(stepOf({ state: "checked", report }, "")).toBe("matches");
	});
	it("can be gone back from", () => {
		expect(stepOf({ state: "checked", report }, "file")).toBe("file");
	});
	it("is the end once writing has begun, whatever the address says", () => {
		expect(stepOf({ state: "applying", report }, "columns")).toBe("done");
		expect(stepOf({ state: "undone", report }, "")).toBe("done");
	});
	it("can be taken up again after an undo", () => {
		expect(stepOf({ state: "undone", report }, "columns")).toBe("columns");
	});
	it("is never the end before", () => {
		expect(stepOf({ state: "draft", report: null }, "done")).toBe("columns");
	});
});

describe("a correction on the screen", () => {
	const before = {
		state: "checked",
		columns: [
			column(1, { attribute: "name" }),
			column(2, { attribute: "stage", values: [{ text: "Cadrage", count: 2, option: "+" }] }),
		],
		matches: [{ row: 4, decision: "new" }],
	} as unknown as Import;
	it("changes only its column", () => {
		const after = mergeImport(before, { columns: [{ number: 1, action: "ignore" }] });
		expect(after.columns?.map((c) => c.action)).toEqual(["ignore", "attribute"]);
		expect(after.state).toBe("draft");
	});
	it("keeps how often a value was found", () => {
		const values = [{ text: "Cadrage", count: 0, option: "framing" }];
		const after = mergeImport(before, { columns: [{ number: 2, values }] });
		expect(after.columns?.[1]?.values).toEqual([{ text: "Cadrage", count: 2, option: "framing" }]);
	});
	it("replaces the decision of its row, or takes it back", () => {
		const again = mergeImport(before, { matches: [{ row: 4, decision: "same", project: "p" }] });
		expect(again.matches).toEqual([{ row: 4, decision: "same", project: "p" }]);
		expect(mergeImport(before, { matches: [{ row: 4, decision: "" }] }).matches).toEqual([]);
	});
});

describe("attributes", () => {
	const columns = [column(1, { attribute: "name" }), column(2, { attribute: "start", action: "ignore" })];
	const targets = [
		{ key: "name", required: true },
		{ key: "start", required: true },
		{ key: "end", required: false },
	] as Target[];
	it("are missing when they are required and no column fills them", () => {
		expect(missing(targets, columns).map((a) => a.key)).toEqual(["start"]);
	});
	it("are taken by the columns in use, but not by the one asked for", () => {
		expect([...taken(columns, 0).keys()]).toEqual(["name"]);
		expect([...taken(columns, 1).keys()]).toEqual([]);
	});
	it("get a plain key from their name", () => {
		expect(keyOf("Zone fonctionnelle (principale)")).toBe("zone_fonctionnelle_principale");
		expect(keyOf("2e année")).toBe("x_2e_annee");
	});
});

describe("the changes of a row", () => {
	const columns = [
		column(1, { attribute: "name" }),
		column(2, { attribute: "end", action: "ignore" }),
		column(3, { action: "new", new: { key: "zone", kind: "text", label: { en: "", fr: "" }, consolidation: "none" } }),
		column(4, { attribute: "total_cost" }),
	];
	it("stand in the order of the columns, and what follows from them last", () => {
		const order = attributeOrder({ columns });
		expect(order).toEqual(["name", "zone", "total_cost"]);
		const changes = ["end", "total_cost", "name"].map((attribute) => ({ attribute }));
		expect(inOrder(changes, order).map((c) => c.attribute)).toEqual(["name", "total_cost", "end"]);
	});
});

describe("the difference of two totals", () => {
	it("is exact, currency by currency", () => {
		const before = { EUR: "2292900000.10", GBP: "5" };
		expect(difference(before, { EUR: "2633800000.30", GBP: "5", USD: "1" })).toEqual({ EUR: "340900000.2", USD: "1" });
	});
	it("is nothing when both are equal", () => {
		expect(difference({ EUR: "1.00" }, { EUR: "1" })).toBeNull();
		expect(difference(null, null)).toBeNull();
	});
});

describe("doubts about programmes", () => {
	const column = {
		number: 2,
		values: [
			{ text: "Modernisaton", count: 3, option: "?", near: ["Modernisation"] },
			{ text: "Portail", count: 1, option: "+" },
		],
	} as ImportColumn;
	const doubt = { row: 4, name: "Modernisaton", decision: "", column: 2, candidates: [] } as Doubtful;

	it("are open until the column says what the text is", () => {
		const said = (option: string) => ({
			columns: [{ ...column, values: [{ text: "Modernisaton", count: 3, option }] }],
		});
		expect(programmeDoubt(said("?"), doubt).decision).toBe("");
		expect(programmeDoubt(said("+"), doubt).decision).toBe("new");
		expect(programmeDoubt(said(""), doubt).decision).toBe("skip");
		expect(programmeDoubt(said("Modernisation"), doubt)).toMatchObject({ decision: "same", project: "Modernisation" });
	});

	it("are decided in the column, and rows by matches", () => {
		const row = { row: 7, name: "Finances", decision: "", lone: true, candidates: [] } as Doubtful;
		const sent = decisions({ columns: [column] }, [
			[doubt, { row: 4, decision: "same", project: "Modernisation" }],
			[row, { row: 7, decision: "section" }],
		]);
		expect(sent).toEqual({
			columns: [{ number: 2, values: [{ text: "Modernisaton", count: 3, option: "Modernisation" }] }],
			matches: [{ row: 7, decision: "section" }],
		});
	});
});
