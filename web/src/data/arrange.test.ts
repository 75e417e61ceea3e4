import { describe, expect, test } from "vitest";
import vectors from "../../testdata/order/vectors.json";
import type { Attribute, Row } from "../api/types";
import { arranged } from "./arrange";
import type { Group } from "./rows";

const attributes = vectors.attributes as unknown as Attribute[];
const rows = vectors.rows as unknown as Row[];

// The server writes the same cases: overview/snapshot.
describe("rows stand as the server puts them", () => {
	for (const { sort, group, order, groups } of vectors.cases as Case[]) {
		test(`sort ${sort || "–"}, group ${group || "–"}`, () => {
			const got = arranged(rows, { sort, group }, attributes, "en");
			expect(got?.rows.map((row) => rows.indexOf(row))).toEqual(order);
			expect(got?.groups ?? undefined).toEqual(groups);
		});
	}
});

type Case = { sort: string; group: string; order: number[]; groups?: Group[] };

describe("what only the server can tell is left to it", () => {
	const row = (id: string, name: string) => ({ id, v_user: { id, name } }) as unknown as Row;
	test("two people of one name", () => {
		expect(arranged([row("1", "Ann"), row("2", "ann")], { sort: "", group: "v_user" }, attributes, "en")).toBeNull();
		expect(
			arranged([row("1", "Ann"), row("2", "Bob")], { sort: "", group: "v_user" }, attributes, "en"),
		).not.toBeNull();
	});
	test("groups of amounts and of lists, and instants", () => {
		for (const group of ["v_money", "v_choices"])
			expect(arranged(rows, { sort: "", group }, attributes, "en")).toBeNull();
		expect(arranged(rows, { sort: "-updated", group: "" }, attributes, "en")).toBeNull();
	});
	test("a figure that a browser's numbers do not hold", () => {
		const large = { id: "1", v_number: "123456789012345.6789" } as unknown as Row;
		expect(arranged([large], { sort: "v_number", group: "" }, attributes, "en")).toBeNull();
	});
});
