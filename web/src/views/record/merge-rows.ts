import type { Attribute, Row } from "../../api/types";
import { same } from "../../data/rows";

// Side is whose value stays.
export type Side = "keep" | "other";

// MergeRow is an attribute of which two projects say different things.
export type MergeRow = { attribute: Attribute; keep: unknown; other: unknown };

const empty = (v: unknown) => v === null || v === undefined || v === "" || (Array.isArray(v) && v.length === 0);

// mergeRows tells what is to be decided when two projects become one, and what
// the one that stays has no value for and takes over.
export function mergeRows(attributes: readonly Attribute[], keep: Row, other: Row) {
	const differ: MergeRow[] = [];
	const filled: Attribute[] = [];
	for (const attribute of attributes) {
		const { key } = attribute;
		if (attribute.read_only || attribute.kind === "computed" || key === "duration") continue;
		const [a, b] = [keep[key], other[key]];
		if (empty(b) || same(a ?? null, b ?? null)) continue;
		if (empty(a)) filled.push(attribute);
		else differ.push({ attribute, keep: a, other: b });
	}
	return { differ, filled, oneMoney: keep.currency === other.currency };
}

// taken are the attributes to ask the other's value of. Amounts of another
// currency come with the currency, all of them or none.
export function taken(rows: MergeRow[], chosen: Record<string, Side>, oneMoney: boolean): string[] {
	return rows
		.filter((r) => chosen[r.attribute.key] === "other" && (oneMoney || r.attribute.kind !== "money"))
		.map((r) => r.attribute.key);
}
