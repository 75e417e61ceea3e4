import { expect, test } from "vitest";
import { always, type Chance } from "../../engine/chance";
import { added, asGroup, changed, tidy } from "./blocks";
import { type Chip, number, text, word } from "./condition";
import { type Item, isGroup, readFilter, writeFilter } from "./tree";

const chip = (key: string): Chip => ({ key, op: "=", values: [text("x")] });

test("a condition is added to a group inside another, changed, and taken out", () => {
	let group = asGroup(readFilter('a = "x" and (b = "x" or c = "x")'));
	group = added(group, [1], chip("d"));
	expect(writeFilter(group)).toBe('a = "x" and (b = "x" or c = "x" or d = "x")');
	group = changed(group, [1, 0], () => chip("e"));
	group = changed(group, [0], () => null);
	expect(writeFilter(group)).toBe('e = "x" or c = "x" or d = "x"');
});

test("a condition that lacks a value is not one yet", () => {
	const half: Chip = { key: "name", op: "~", values: [] };
	expect(tidy({ kind: "all", not: false, items: [half, chip("a")] })).toEqual(chip("a"));
});

test("empty groups say nothing", () => {
	expect(tidy({ kind: "all", not: false, items: [{ kind: "any", not: true, items: [] }] })).toBeNull();
});

test("blocks written as text are read back, in both languages", () => {
	always(400, (chance) => {
		const item = anyItem(chance, 3);
		const read = readFilter(writeFilter(item));
		expect(read).not.toBeNull();
		expect(readFilter(writeFilter(read))).toEqual(read);
		expect(readFilter(writeFilter(item, "fr"))).toEqual(read);
	});
});

function anyItem(chance: Chance, depth: number): Item {
	if (depth === 0 || chance.pick([true, false])) return anyChip(chance);
	const items = chance.list(1, 3, () => anyItem(chance, depth - 1));
	const group: Item = { kind: chance.pick(["all", "any"] as const), not: chance.pick([false, true]), items };
	return isGroup(group) ? (tidy(group) ?? anyChip(chance)) : group;
}

function anyChip(chance: Chance): Chip {
	const key = chance.pick(["stage", "end", "et", "coût", "total_cost", "est vide"]);
	return chance.pick<Chip>([
		{ key, op: "is empty", values: [] },
		{ key, op: "!=", values: [number("-12.5")] },
		{ key, op: "in", values: [text('say "hi", et'), word("me")] },
		{ key, op: "not in", values: [{ kind: "period", value: "last 12 months" }] },
		{ key, op: "<", values: [{ kind: "moment", value: "start of next quarter" }] },
		{ key, op: "in", values: [{ kind: "mine", value: "my units" }] },
	]);
}
