import { describe, expect, it } from "vitest";
import { blockOf, inReadingOrder, lineOf, type Placed } from "./template-layout";

const block: Placed = {
	id: "risks_1",
	kind: "risks",
	title: { en: "Risks", fr: "Risques" },
	settings: { most: 5, text: 'é "quoted"' },
	x: 6,
	y: 2,
	w: 6,
	h: 4,
};

describe("the summary that a template gives", () => {
	it("is the same block once it was a line", () => {
		expect(blockOf(lineOf(block))).toEqual(block);
		const plain = { ...block, title: { en: "", fr: "" }, settings: {} };
		expect(lineOf(plain).values).not.toHaveProperty("title");
		expect(blockOf(lineOf(plain))).toEqual(plain);
	});
	it("puts below all others what has no place, or one that is none", () => {
		for (const place of [undefined, "", "1 2", "a b c d"]) {
			const { x, y } = blockOf({ id: "a", values: place === undefined ? {} : { place: { value: place } } });
			expect([x, y]).toEqual([0, 400]);
		}
		expect(blockOf({ id: "a", values: { settings: { value: "[1]" } } }).settings).toEqual({});
		expect(blockOf({ id: "a", values: { settings: { value: "{" } } }).settings).toEqual({});
	});
	it("is read from the top, and from the left", () => {
		const at = (id: string, x: number, y: number) => lineOf({ ...block, id, x, y });
		expect(inReadingOrder([at("c", 0, 4), at("b", 6, 0), at("a", 0, 0)]).map((l) => l.id)).toEqual(["a", "b", "c"]);
	});
});
