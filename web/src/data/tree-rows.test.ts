import { expect, test } from "vitest";
import type { Attribute, Row } from "../api/types";
import { always } from "../engine/chance";
import { nodesOf, totalsBelow } from "./tree-rows";

const cost = { key: "cost", kind: "number", consolidation: "sum" } as Attribute;
const row = (id: string, cost: string | null, parent?: string): Row =>
	({ id, cost, programme: parent ? { id: parent, name: parent } : null }) as unknown as Row;

test("a programme carries the sum of what stands below, at any depth, each once", () => {
	const rows = [row("p", "999"), row("q", "50", "p"), row("a", "1", "p"), row("b", "2", "q"), row("c", "4", "q")];
	const below = totalsBelow(nodesOf(rows, "programme"), [cost]);
	expect(below.get("q")?.cost?.value).toBe("6");
	expect(below.get("p")?.cost?.value).toBe("7");
	expect(below.has("a")).toBe(false);
});

test("a row whose programme is not in the list stands at the top", () => {
	expect(totalsBelow(nodesOf([row("a", "1", "gone")], "programme"), [cost]).size).toBe(0);
});

test("whatever stands under what, the tops hold every end of a branch once", () => {
	always(200, (chance) => {
		const ids = chance.list(1, 12, (i) => `r${i}`);
		const rows = ids.map((id, i) => row(id, "1", i && chance.int(0, 2) ? `r${chance.int(0, i - 1)}` : undefined));
		const parents = new Set(rows.flatMap((r) => (r.programme ? [(r.programme as { id: string }).id] : [])));
		const below = totalsBelow(nodesOf(rows, "programme"), [cost]);
		const tops = rows.filter((r) => !r.programme);
		const sum = tops.reduce((n, r) => n + Number(below.get(r.id)?.cost?.value ?? 1), 0);
		expect(sum).toBe(rows.filter((r) => !parents.has(r.id)).length);
	});
});
