// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { always, type Chance } from "../chance";
import { formatHtml, formatTsv, parseHtml, parseTsv } from "./clipboard";

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

test("a table of a page is read as it stands, line breaks and wide cells included", () => {
	const page = `<p>x</p><table><tr><th colspan="2">Both</th></tr><tr><td>a<br>b</td><td> 1&nbsp;234 </td></tr></table>`;
	expect(parseHtml(page)).toEqual([
		["Both", ""],
		["a\nb", "1\u00a0234"],
	]);
	expect(parseHtml("<p>no table</p>")).toEqual([]);
});

test("what is copied as a table is what is pasted, figures with their value and text as text", () => {
	const html = formatHtml([[{ text: "1234,5", number: "1234.5" }, { text: "007" }, { text: "=1+1\n<b>" }]]);
	expect(html).toContain('sdval="1234.5"');
	expect(html).toContain("mso-number-format:'\\@'");
	expect(parseHtml(html)).toEqual([["1234,5", "007", "=1+1\n<b>"]]);
});
