import { describe, expect, test } from "vitest";
import { always, type Chance } from "../../engine/chance";
import { type Chip, type Literal, number, readChips, text, word, writeChips } from "./condition";

describe("a filter as chips", () => {
	test.each([
		["", []],
		['stage = "build"', [{ key: "stage", op: "=", values: [text("build")] }]],
		["total_cost >= 1000000.5", [{ key: "total_cost", op: ">=", values: [number("1000000.5")] }]],
		["manager = me", [{ key: "manager", op: "=", values: [word("me")] }]],
		["total_cost > daily_rate", [{ key: "total_cost", op: ">", values: [word("daily_rate")] }]],
		["total_cost > [Coût journalier]", [{ key: "total_cost", op: ">", values: [word("Coût journalier")] }]],
		["programme is not empty", [{ key: "programme", op: "is not empty", values: [] }]],
		[
			"a is empty AND b <> 3",
			[
				{ key: "a", op: "is empty", values: [] },
				{ key: "b", op: "!=", values: [number("3")] },
			],
		],
		['stage not in ("a", "b")', [{ key: "stage", op: "not in", values: [text("a"), text("b")] }]],
		['(stage = "a")', [{ key: "stage", op: "=", values: [text("a")] }]],
		["end < aujourd’hui + 30j", [{ key: "end", op: "<", values: [{ kind: "moment", value: "today + 30d" }] }]],
		["end dans trimestre prochain", [{ key: "end", op: "in", values: [{ kind: "period", value: "next quarter" }] }]],
		['name ~ "say ""hi"""', [{ key: "name", op: "~", values: [text('say "hi"')] }]],
	] as [string, Chip[]][])("%s", (source, want) => {
		expect(readChips(source)).toEqual(want);
	});

	test.each([
		'stage = "a" or stage = "b"',
		"not (a = 1)",
		"end < DATE(2026, 1, 1)",
		"total_cost > actual_cost * 2",
		'stage = "a" and',
		"stage in ()",
		'name = "open',
		"stage",
		"1 = 1",
	])("leaves to be written by hand: %s", (source) => {
		expect(readChips(source)).toBeNull();
	});

	test("whatever is written is read back", () => {
		always(500, (chance) => {
			const chips = chance.list(0, 4, () => anyChip(chance));
			expect(readChips(writeChips(chips))).toEqual(chips);
		});
	});
});

function anyChip(chance: Chance): Chip {
	const key = chance.pick(["stage", "total_cost", "name_2", "étape"]);
	const op = chance.pick([
		"=",
		"!=",
		"<",
		"<=",
		">",
		">=",
		"~",
		"!~",
		"in",
		"not in",
		"is empty",
		"is not empty",
	] as const);
	if (op === "is empty" || op === "is not empty") return { key, op, values: [] };
	const several = op === "in" || op === "not in";
	return { key, op, values: chance.list(1, several ? 3 : 1, () => anyLiteral(chance)) };
}

function anyLiteral(chance: Chance): Literal {
	const kind = chance.pick(["text", "number", "word"] as const);
	if (kind === "number") return number(chance.pick(["0", "-12.5", "1000000"]));
	if (kind === "word") return word(chance.pick(["me", "today", "true"]));
	return text(chance.list(0, 8, () => chance.pick(['"', "é", " ", "and", "(", ")", ",", "=", "1"])).join(""));
}
