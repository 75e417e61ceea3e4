import { expect, test } from "vitest";
import { always, type Chance } from "./chance";
import { formatTsv, parseTsv } from "./clipboard";

const PIECES = ["", "a", "é", "\t", "\n", "\r\n", '"', '""', " ", "1 234,56", "x"];

function anyField(chance: Chance): string {
	return chance.list(0, 4, () => chance.pick(PIECES)).join("");
}

test("what is copied is what is pasted", () => {
	always(2000, (chance) => {
		const cols = chance.int(1, 4);
		const matrix = chance.list(1, 5, () => Array.from({ length: cols }, () => anyField(chance)));
		expect(parseTsv(formatTsv(matrix))).toEqual(matrix);
	});
});

test("any text can be pasted", () => {
	always(1000, (chance) => {
		const text = chance.list(0, 20, () => chance.pick(PIECES)).join("");
		expect(parseTsv(text).length).toBeGreaterThan(0);
	});
});

test("a spreadsheet's closing line end makes no row", () => {
	expect(parseTsv("a\tb\r\nc\td\r\n")).toEqual([
		["a", "b"],
		["c", "d"],
	]);
});

test("a quote inside a field, or one never closed, is a character", () => {
	expect(parseTsv('5" pipe\t"open')).toEqual([['5" pipe', '"open']]);
	expect(parseTsv('"a" b\tc')).toEqual([['"a" b', "c"]]);
	expect(parseTsv('"two\nlines"\t"say ""hi"""')).toEqual([["two\nlines", 'say "hi"']]);
});

test("one cell is copied without a line end", () => {
	expect(formatTsv([["a"]])).toBe("a");
});
