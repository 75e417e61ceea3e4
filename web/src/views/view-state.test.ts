import { expect, test } from "vitest";
import type { Attribute } from "../api/types";
import { columnKeys, readSort, writeSort } from "./view-state";

const attributes = ["code", "name", "unit", "risk"].map((key) => ({ key, core: key !== "risk" }) as Attribute);

test("the code and the name come first, whatever is named, and what is unknown is left out", () => {
	expect(columnKeys("unit,gone,name", attributes)).toEqual(["code", "name", "unit"]);
});

test("without a choice the usual columns show, and those an administrator added", () => {
	expect(columnKeys("", attributes)).toEqual(["code", "name", "unit", "risk"]);
});

test("an order is written as the server reads it", () => {
	expect(writeSort(readSort("-total_cost,name"))).toBe("-total_cost,name");
	expect(readSort("")).toEqual([]);
});
