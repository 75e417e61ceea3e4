import { beforeAll, describe, expect, test } from "vitest";
import { langState, setLang } from "../../i18n/lang";
import { addBlock, moveBlock, pressBlock, removeBlock } from "./arrange";
import { both, picked, type Reading, reportHref, rowsHref } from "./links";
import type { Stored } from "./model";
import { deltaOf, drawn, movedText, valueText } from "./say";

beforeAll(() => setLang("fr"));

const plain = (text: string | undefined) => (text ?? "").replace(/[\u00a0\u202f]/g, " ");
const t: ReturnType<typeof langState>["t"] = (key, args) => langState().t(key, args);

describe("a figure leads to its rows", () => {
	const reading: Reading = { portfolio: "all", project: "", filter: "", asOf: "2021-07-31", compareTo: "review:v1" };
	test("at the same date, compared with the same", () => {
		expect(rowsHref(reading, "end > end_baseline")).toBe(
			"/portfolio?filter=end+%3E+end_baseline&as_of=2021-07-31&compare_to=review:v1",
		);
		expect(rowsHref({ ...reading, portfolio: "p7", asOf: "", compareTo: "" }, "")).toBe("/portfolio/p7");
	});
	test("within the filter of the page, whose alternatives stay together", () => {
		expect(both('stage = "run" or stage = "build"', "light is empty")).toBe(
			'(stage = "run" or stage = "build") and light is empty',
		);
		expect(both('name ~ "for or against"', "a = 1")).toBe('name ~ "for or against" and a = 1');
		expect(both("", "a = 1 or b = 2")).toBe("a = 1 or b = 2");
	});
	test("and the page to a file that says the same", () => {
		expect(reportHref(reading, "pdf", "fr")).toBe(
			"/api/v1/reports/summary?format=pdf&as_of=2021-07-31&compare_to=review:v1&lang=fr",
		);
	});
	test("picked points by code, or by name where one has none", () => {
		expect(picked([{ name: "A", code: "P-1" }])).toBe('code in ("P-1")');
		expect(
			picked([
				{ name: 'Say "hi"', code: "" },
				{ name: "B", code: "P-2" },
			]),
		).toBe('name in ("Say \\"hi\\"", "B")');
	});
});

describe("values", () => {
	test("amounts of several currencies stand side by side, or as they were converted", () => {
		const two = { EUR: "1200000", USD: "90000" };
		expect(plain(valueText(two, "money", t))).toBe("1,20 M€ + 90 k$");
		expect(plain(valueText(two, "money", t, { amount: "1283000", currency: "EUR" }))).toBe("1,28 M€");
		expect(valueText({}, "money", t)).toBe("–");
		expect(valueText(null, "count", t)).toBe("–");
	});
	test("what moved has a direction, a sign and whether it is good", () => {
		expect(movedText({ EUR: "-411120000.00" }, "money", "down", t)).toMatchObject({ way: "down", tone: "good" });
		expect(plain(movedText({ EUR: "-411120000.00" }, "money", "down", t)?.text)).toBe("−411,12 M€");
		expect(movedText(3, "count", null, t)).toEqual({ way: "up", text: "+3", tone: "" });
		expect(movedText(0, "count", "down", t)?.way).toBe("same");
		expect(movedText(undefined, "count", null, t)).toBeNull();
	});
	test("the difference of two amounts is exact, and none between two currencies", () => {
		expect(deltaOf({ EUR: "0.3" }, { EUR: "0.1" })).toEqual({ currency: "EUR", amount: "0.2" });
		expect(deltaOf({ EUR: "5" }, {})).toEqual({ currency: "EUR", amount: "5" });
		expect(deltaOf({ EUR: "5" }, { USD: "5" })).toBeNull();
		expect(deltaOf({ EUR: "5", USD: "1" }, { EUR: "5" })).toBeNull();
	});
	test("is drawn only where it is one number", () => {
		expect(drawn({ EUR: "1", USD: "2" }, "money")).toBeNull();
		expect(drawn("stormy", "weather")).toBe(4);
		expect(drawn("2021-02-30", "date")).toBeNull();
	});
});

describe("blocks that are arranged", () => {
	const of = (id: string, x: number, y: number): Stored => ({
		id,
		kind: "stale",
		title: { en: "", fr: "" },
		settings: { limit: 5 },
		x,
		y,
		w: 6,
		h: 4,
	});
	const blocks = [of("a", 0, 0), of("b", 6, 0)];
	test("keep what they hold wherever they go", () => {
		const after = moveBlock(blocks, "a", { x: 6, y: 4 });
		expect(after.map((b) => `${b.id}${b.x},${b.y}`)).toEqual(["b6,0", "a6,4"]);
		expect(after.find((b) => b.id === "a")?.settings).toEqual({ limit: 5 });
		expect(moveBlock(blocks, "a", { x: 0, y: 0 })).toBe(blocks);
	});
	test("do not become smaller than they can be read", () => {
		let small: readonly Stored[] = blocks;
		for (let n = 0; n < 9; n++) small = pressBlock(small, "a", { key: "ArrowLeft", shift: true }) ?? small;
		expect(small.find((b) => b.id === "a")?.w).toBe(3);
	});
	test("are added under a name of their own, and removed", () => {
		const kind = { kind: "stale", label: "", help: "", w: 4, h: 3, settings: {} };
		const three = addBlock(addBlock(blocks, kind, {}), kind, {});
		expect(three.map((b) => b.id).sort()).toEqual(["a", "b", "stale_1", "stale_2"]);
		expect(removeBlock(three, "a").map((b) => b.id)).not.toContain("a");
	});
});
