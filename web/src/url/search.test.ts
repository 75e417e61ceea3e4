import { expect, test } from "vitest";
import { readSearch, withSearch, writeSearch } from "./search";

test("an address is read and written the same", () => {
	const search = { as_of: "2018-10-31", sort: "-total_cost,name", q: "réseau & santé", page: "2" };
	expect(readSearch(writeSearch(search))).toEqual(search);
});

test("a number stays the text it was", () => {
	expect(readSearch("?q=007&open=1e3")).toEqual({ q: "007", open: "1e3" });
});

test("what is removed leaves no trace in the address", () => {
	expect(writeSearch(withSearch({ q: "a", open: "x" }, { open: null }))).toBe("?q=a");
	expect(writeSearch({})).toBe("");
});
