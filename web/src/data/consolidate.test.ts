import { describe, expect, test } from "vitest";
import vectors from "../../../overview/snapshot/testdata/consolidate.json";
import type { Attribute } from "../api/types";
import { tidy } from "../format/decimal";
import { consolidate } from "./consolidate";

// The same cases are tried by the server: overview/snapshot.
type Case = {
	name: string;
	kind: string;
	rule: string;
	values: unknown[];
	weights?: unknown[];
	filled: number;
	want: unknown;
	converted?: string;
	unconverted?: string[];
};
const rates = {
	currency: "EUR",
	rates: [
		{ from: "GBP", rate: "1.1875", day: "2020-01-01", num: "19", den: "16" },
		{ from: "USD", rate: "0.9216589862", day: "2020-01-01", inverse: "1.085", num: "200", den: "217" },
	],
};
const cases = vectors as Case[];

// plain writes figures and the order of counts in one way.
function plain(value: unknown): unknown {
	if (Array.isArray(value)) return [...value].sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
	if (value && typeof value === "object")
		return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, tidy(v)]));
	return typeof value === "string" && /^-?[\d.]+$/.test(value) ? tidy(value) : value;
}

describe("values are made one as the server makes them", () => {
	for (const one of cases) {
		test(one.name, () => {
			const attribute = { key: "a", kind: one.kind, consolidation: one.rule, weight: "w" } as unknown as Attribute;
			const rows = one.values.map((a, i) => ({ a, w: one.weights?.[i] ?? null }));
			const got = consolidate(attribute, rows);
			expect(got.filled).toBe(one.filled);
			expect(plain(got.value)).toEqual(plain(one.want));
			const { amount, value } = consolidate(attribute, rows, rates).converted ?? {};
			expect(plain(amount ?? value)).toEqual(plain(one.converted));
			expect(consolidate(attribute, rows, rates).unconverted).toEqual(one.unconverted);
		});
	}
});
