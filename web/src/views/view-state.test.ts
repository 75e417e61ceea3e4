import { expect, test } from "vitest";
import type { Attribute } from "../api/types";
import { columnsOfView } from "./use-view";
import { completed, readSort, readView, sameView, usualView, type ViewState, writeSort, writeView } from "./view-state";

const attributes = ["code", "name", "unit", "risk"].map((key) => ({ key, core: key !== "risk" }) as Attribute);
const keysOf = (view: Partial<ViewState>) => columnsOfView({ ...usualView, ...view }, attributes).map((c) => c.key);

const odd: ViewState = {
	...usualView,
	display: "board",
	columns: [
		{ key: "name", pinned: false },
		{ key: "total_cost", width: 140, pinned: true, trend: true },
		{ key: "end", trend: true },
	],
	sort: [{ key: "end", direction: "descending" }],
	group: [{ key: "unit" }, { key: "end", by: "quarter", down: true }],
	tree: "programme",
	filter: 'unit = "Réseau, & santé"',
	find: "saphir",
	state: "all",
	density: "compact",
	rules: [
		{ name: "Late, and dear", filter: "end < today()", colour: "red", key: "end" },
		{ name: "Dear", filter: "cost > 1", colour: "blue", key: "", label: { en: "Dear", fr: "Cher" } },
	],
	asOf: "2026-10-31",
	compareTo: "2026-01-31",
	only: true,
	board: { by: "light", lanes: "unit", card: ["code"] },
	timeline: { ...usualView.timeline, scale: "year" },
};

function addressOf(view: ViewState, base?: ViewState): Record<string, string> {
	const said = Object.entries(writeView(view, base)).filter(([, v]) => v !== null);
	return Object.fromEntries(said) as Record<string, string>;
}

test("an address that says nothing shows the view it starts from", () => {
	expect(addressOf(usualView)).toEqual({});
	expect(readView({}, odd)).toEqual(odd);
});

test("the address holds the whole state of a view", () => {
	expect(readView(addressOf(odd))).toEqual(odd);
});

test("an address says what is emptied of the view it starts from", () => {
	expect(readView(addressOf(usualView, odd), odd)).toEqual(usualView);
	expect(sameView(usualView, odd)).toBe(false);
});

test("a view stored before a member existed has the usual one", () => {
	expect(completed({ board: { by: "unit", lanes: "", card: [] } })).toEqual({
		...usualView,
		board: { by: "unit", lanes: "", card: [] },
	});
});

test("the code and the name come first, whatever is named, and what is unknown is left out", () => {
	expect(keysOf({ columns: [{ key: "unit" }, { key: "gone" }, { key: "name" }] })).toEqual(["code", "name", "unit"]);
});

test("without a choice the usual columns show, but not what the group says already", () => {
	expect(keysOf({})).toEqual(["code", "name", "unit", "risk"]);
	expect(keysOf({ group: [{ key: "unit" }] })).toEqual(["code", "name", "risk"]);
});

test("an order is written as the server reads it", () => {
	expect(writeSort(readSort("-total_cost,name"))).toBe("-total_cost,name");
	expect(readSort("")).toEqual([]);
});

test("of very many attributes the first ones are shown until somebody chooses", () => {
	const many = ["code", "name", ...Array.from({ length: 500 }, (_, i) => `own_${i}`)].map(
		(key) => ({ key, core: !key.startsWith("own") }) as Attribute,
	);
	expect(columnsOfView(usualView, many).length).toBe(60);
	const chosen = many.map(({ key }) => ({ key }));
	expect(columnsOfView({ ...usualView, columns: chosen }, many).length).toBe(502);
});
