import { describe, expect, it } from "vitest";
import { lettersOf } from "./logic";
import { chosen } from "./raw-sheet";

describe("the headers chosen on the sheet", () => {
	const one = { first_header_row: 3, header_row: 3, transposed: false };
	const several = { first_header_row: 3, header_row: 5, transposed: false };

	it("are the line that is clicked", () => {
		expect(chosen(several, 7, false)).toEqual({ first_header_row: 7, header_row: 7 });
	});
	it("reach down to a line clicked with Shift", () => {
		expect(chosen(one, 4, true)).toEqual({ first_header_row: 3, header_row: 4 });
	});
	it("reach up to a line clicked with Shift", () => {
		expect(chosen(one, 2, true)).toEqual({ first_header_row: 2, header_row: 3 });
	});
	it("shrink to a line within", () => {
		expect(chosen(several, 4, true)).toEqual({ first_header_row: 3, header_row: 4 });
	});
	it("begin where there were none", () => {
		expect(chosen({ ...one, first_header_row: 0, header_row: 0 }, 2, true)).toEqual({
			first_header_row: 2,
			header_row: 2,
		});
	});
});

describe("the letters of a column", () => {
	it("are those of a spreadsheet", () => {
		expect([1, 26, 27, 52, 53, 702, 703].map(lettersOf)).toEqual(["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
	});
});
