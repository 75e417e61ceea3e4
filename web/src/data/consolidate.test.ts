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
		});
	}
});
