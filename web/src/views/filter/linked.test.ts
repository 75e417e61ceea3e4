import { describe, expect, test } from "vitest";
import { dayFromISO } from "../../format/day";
import { tidy } from "./blocks";
import { readChips } from "./condition";
import { evaluator } from "./evaluate";
import { isLinked, readFilter, writeFilter } from "./tree";

describe("conditions about what is linked to a row", () => {
	const cases = [
		"HAS.MILESTONE()",
		"not HAS.RISK(criticality >= 12)",
		'HAS.MILESTONE(late = true and date in next quarter) and stage = "build"',
		'HAS.CHILD(light = "red" or light = "amber_red")',
		"HAS.ACTION(owner = me) or HAS.DECISION(not (late = true))",
	];
	for (const one of cases) {
		test(`${one} is read into blocks and written as it was`, () => {
			const item = readFilter(one);
			expect(writeFilter(item)).toBe(one);
			expect(readChips(one)).toBeNull();
			// in French it is the same filter
			expect(writeFilter(readFilter(writeFilter(item, "fr")))).toBe(one);
		});
	}

	test("the condition is that of what is linked", () => {
		const item = readFilter("not HAS.RISK(criticality >= 12)");
		expect(item && isLinked(item) && item.not && item.of).toBe("risk");
		expect(item && isLinked(item) && item.item).toEqual({
			key: "criticality",
			op: ">=",
			values: [{ kind: "number", value: "12" }],
		});
	});

	test("without a whole condition it asks for any", () => {
		const half = { kind: "all", not: false, items: [{ key: "late", op: "=", values: [] }] } as const;
		const linked = { kind: "has", of: "milestone", not: false, item: { ...half, items: [...half.items] } } as const;
		expect(writeFilter(tidy(linked as never))).toBe("HAS.MILESTONE()");
	});

	test("only the server knows what is linked", () => {
		const reading = { today: dayFromISO("2026-11-22"), me: { id: "1", name: "Me" } };
		expect(evaluator("HAS.RISK()", [], reading)).toBeNull();
	});
});
