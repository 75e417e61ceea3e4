import { describe, expect, it } from "vitest";
import type { Row } from "../../api/types";
import type { Roadmap } from "../../data/roadmap";
import { dayOfFinish, dayOfStart } from "../../engine/gantt/model";
import type { GridRow } from "../../engine/grid/model";
import { dayFromISO, isoOfDay } from "../../format/day";
import { linesOf } from "../gantt/items";
import { type Read, type RoadItem, roadItems, roadLinks } from "./items";

const project = (id: string, level: number, start: string, end: string): GridRow => ({
	id,
	kind: "data",
	level,
	data: { id, version: 1, name: id, start, end } as unknown as Row,
});
const group = (id: string, label: string): GridRow => ({
	id,
	kind: "group",
	level: 0,
	label,
	count: 2,
	data: { id: "" } as unknown as Row,
});

const day = (key: string) => (row: Row) => dayFromISO(row[key] as string);
const read: Read = {
	start: day("start"),
	end: day("end"),
	baseStart: () => 0,
	baseEnd: () => 0,
	progress: () => 0,
	tone: () => undefined,
};

const roadmap: Roadmap = {
	total: 2,
	phases: [
		{
			id: "inner",
			project: "a",
			parent: "outer",
			name: "Inner",
			start: "2027-01-11T09:00",
			finish: "2027-01-15T17:00",
		},
		{ id: "outer", project: "a", name: "Outer", start: "2027-01-11T09:00", finish: "2027-02-05T17:00" },
	],
	dates: [
		{ id: "go", project: "a", phase: "inner", name: "Go", date: "2027-01-15", status: "planned" },
		{ id: "end", project: "b", phase: "gone", name: "End", date: "2027-03-01", status: "done" },
		{ id: "far", project: "elsewhere", name: "Far", date: "2027-03-01", status: "planned" },
	],
	links: [
		{ from: "go", to: "task", to_phase: "none", from_project: "a", to_project: "b", type: "FS" },
		{ from: "a", to: "elsewhere", from_project: "a", to_project: "elsewhere", type: "FS" },
	],
};

const lines = [group("g", "IT"), project("a", 1, "2027-01-04", "2027-02-26"), project("b", 1, "2026-12-01", "")];
const items = roadItems(lines, roadmap, read);
const found = (id: string) => items.find((item) => item.id === id) as RoadItem;

describe("a roadmap", () => {
	it("has projects under their groups, with their phases and milestones", () => {
		expect(items.map((item) => [item.id, item.parent, item.at])).toEqual([
			["group g", null, 0],
			["a", "group g", 1],
			["outer", "a", 2],
			["inner", "outer", 3],
			["go", "inner", 4],
			["b", "group g", 5],
			["end", "b", 6],
		]);
	});
	it("spans groups from the first to the last of their projects", () => {
		const { start, finish } = found("group g");
		expect([isoOfDay(dayOfStart(start)), isoOfDay(dayOfFinish(finish))]).toEqual(["2026-12-01", "2027-02-26"]);
	});
	it("shows a project that has but one date on that", () => {
		const { start, finish } = found("b");
		expect([isoOfDay(dayOfStart(start)), isoOfDay(dayOfFinish(finish))]).toEqual(["2026-12-01", "2026-12-01"]);
	});
	it("keeps children under the project above them in a tree", () => {
		const tree = roadItems(
			[project("p", 0, "", ""), project("c", 1, "", ""), project("d", 0, "", "")],
			undefined,
			read,
		);
		expect(tree.map((item) => [item.id, item.parent])).toEqual([
			["p", null],
			["c", "p"],
			["d", null],
		]);
	});
	it("puts the milestones of what is folded on one line", () => {
		const folded: GridRow = { id: "group g", kind: "data", level: 0, expanded: false, data: found("group g") };
		const [line] = linesOf([folded], items);
		expect(line?.bars.map((bar) => bar.id)).toEqual(["group g", "go", "end"]);
	});
	it("links what is known of both ends, the project where no more is", () => {
		expect(roadLinks(roadmap, items)).toEqual([{ from: "go", to: "b", type: "FS" }]);
	});
});
