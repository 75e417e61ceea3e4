import { expect, it } from "vitest";
import type { Constant } from "../../data/constants";
import { readChips, writeChips } from "./condition";
import { constantOf } from "./named";

const rate = { key: "daily_rate", label: { fr: "Coût journalier", en: "Daily rate" } } as Constant;

it("knows a constant by its key and by what it is called in either language", () => {
	for (const name of ["daily_rate", "Daily rate", "coût journalier"]) expect(constantOf(name, [rate])).toBe(rate);
	expect(constantOf("rate", [rate])).toBeUndefined();
});

it("keeps the brackets of a name that is more than a word", () => {
	const chips = readChips("total_cost > [Coût journalier] and end < today and manager = me");
	expect(writeChips(chips ?? [])).toBe("total_cost > [Coût journalier] and end < today and manager = me");
});
