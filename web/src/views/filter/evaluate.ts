import type { Attribute } from "../../api/types";
import { branchOf, choiceOf, named } from "../../data/branches";
import { lights, weathers } from "../../fields/status";
import { type Day, dayFromISO, lastDay, monthFromISO } from "../../format/day";
import { fold } from "../../format/fold";
import type { Chip, Literal } from "./condition";
import { momentDay, periodDays } from "./moment";
import { type Item, isChip, momentOf, periodOf, readFilter } from "./tree";

// What a filter needs to know of who reads, and when.
export type Reading = { today: Day; me: { id: string; name: string }; units?: readonly string[] };
export type Row = Readonly<Record<string, unknown>>;
type Test = (row: Row) => boolean;

// evaluator makes the test of a filter on rows as the API writes them, for what
// the browser decides by itself, such as colours. It is the server that filters
// lists; the two are held to the same cases. Null: something in the filter is for
// the server alone.
export function evaluator(source: string, attributes: readonly Attribute[], reading: Reading): Test | null {
	const item = readFilter(source, attributes);
	return item && testOf(item, new Map(attributes.map((a) => [a.key, a])), reading);
}

type Known = ReadonlyMap<string, Attribute>;

function testOf(item: Item, known: Known, reading: Reading): Test | null {
	if (isChip(item)) return chipTest(item, known, reading);
	if (item.kind === "raw" || item.kind === "has") return null;
	const tests: Test[] = [];
	for (const one of item.items) {
		const test = testOf(one, known, reading);
		if (!test) return null;
		tests.push(test);
	}
	const holds: Test = item.kind === "all" ? (row) => tests.every((t) => t(row)) : (row) => tests.some((t) => t(row));
	return item.not ? (row) => !holds(row) : holds;
}

// A value as it is compared: a number, a folded text, or empty. Rows of choices
// have a list of them.
type Value = number | string | null;

function chipTest(chip: Chip, known: Known, reading: Reading): Test | null {
	const attribute = known.get(chip.key);
	if (!attribute) return null;
	const get = (row: Row) => comparable(row[chip.key], attribute);
	if (chip.op === "is empty") return (row) => isEmpty(get(row));
	if (chip.op === "is not empty") return (row) => !isEmpty(get(row));
	if (chip.op === "under" || chip.op === "not under") {
		const test = under(chip, attribute);
		return chip.op === "under" ? test : test && ((row) => !test(row));
	}
	const within = chip.op === "in" || chip.op === "not in" ? among(chip, attribute, known, reading) : null;
	if (within) return chip.op === "in" ? within : (row) => !within(row);
	const [first] = chip.values;
	const want = first && operand(first, attribute, known, reading);
	if (!want || chip.op === "in" || chip.op === "not in") return null;
	switch (chip.op) {
		case "=":
			return (row) => equal(get(row), want(row));
		case "!=":
			return (row) => !equal(get(row), want(row));
		case "~":
			return has(chip.key, attribute, want);
		case "!~": {
			const holds = has(chip.key, attribute, want);
			return (row) => !holds(row);
		}
	}
	const { op } = chip;
	return (row) => ordered(get(row), op, want(row));
}

function isEmpty(value: Value | Value[]): boolean {
	return value === null || (Array.isArray(value) && value.length === 0);
}

function equal(a: Value | Value[], b: Value): boolean {
	return Array.isArray(a) ? (b === null ? a.length === 0 : a.includes(b)) : a === b;
}

function ordered(a: Value | Value[], op: "<" | "<=" | ">" | ">=", b: Value): boolean {
	if (a === null || b === null || Array.isArray(a) || typeof a !== typeof b) return false;
	return op === "<" ? a < b : op === "<=" ? a <= b : op === ">" ? a > b : a >= b;
}

function has(key: string, attribute: Attribute, want: (row: Row) => Value): Test {
	return (row) => {
		const part = want(row);
		if (part === null) return false;
		if (attribute.kind === "choices") return equal(comparable(row[key], attribute), part);
		const whole = written(row[key], attribute);
		return whole !== "" && fold(whole).includes(String(part));
	};
}

// written is the name of a value, for the tests of parts of it.
function written(value: unknown, attribute: Attribute): string {
	if (value && typeof value === "object") return String((value as { name?: string }).name ?? "");
	const option = choiceOf(attribute, String(value));
	return option ? option.label.en : String(value ?? "");
}

// under tells whether a value is one of those named, or below one. Which unit stands
// below which is known to the server alone.
function under(chip: Chip, attribute: Attribute): Test | null {
	if (attribute.kind !== "choice" && attribute.kind !== "choices") return null;
	const branch = new Set<Value>();
	for (const { kind, value } of chip.values) {
		const key = kind === "text" ? named(attribute, value) : null;
		if (key === null) return null;
		for (const below of branchOf(attribute, key)) branch.add(below);
	}
	return (row) => {
		const value = comparable(row[chip.key], attribute);
		return Array.isArray(value) ? value.some((v) => branch.has(v)) : branch.has(value);
	};
}

function among(chip: Chip, attribute: Attribute, known: Known, reading: Reading): Test | null {
	const get = (row: Row) => comparable(row[chip.key], attribute);
	const [first] = chip.values;
	if (first?.kind === "mine") {
		const units = new Set((reading.units ?? []).map(fold));
		return attribute.kind === "unit" ? (row) => units.has(String(get(row) ?? "\0")) : null;
	}
	const period = first && periodOf(first);
	if (period) {
		const [from, until] = periodDays(period, reading.today);
		const day = (v: Value | Value[]) => (attribute.kind === "month" && typeof v === "number" ? lastDay(v) : v);
		return (row) => ordered(day(get(row)), ">=", from) && ordered(day(get(row)), "<=", until);
	}
	const wanted = chip.values.map((v) => operand(v, attribute, known, reading));
	if (wanted.some((w) => !w)) return null;
	return (row) => {
		const value = get(row);
		return !isEmpty(value) && wanted.some((w) => equal(value, w ? w(row) : null));
	};
}

// operand is what an attribute is compared with: null when only the server knows.
function operand(literal: Literal, attribute: Attribute, known: Known, reading: Reading): ((row: Row) => Value) | null {
	const moment = momentOf(literal);
	if (moment) {
		const day = momentDay(moment, reading.today);
		return () => day;
	}
	if (literal.kind === "word") return wordOperand(literal.value, known, reading);
	const value = literal.value === "" ? null : typed(literal.value, attribute);
	return value === undefined ? null : () => value;
}

function wordOperand(word: string, known: Known, reading: Reading): ((row: Row) => Value) | null {
	if (word === "me") return () => fold(reading.me.name);
	if (word === "true" || word === "false") return () => (word === "true" ? 1 : 0);
	const other = known.get(word);
	if (!other) return null;
	return (row) => {
		const value = comparable(row[word], other);
		return Array.isArray(value) ? null : value;
	};
}

// typed reads a value as a filter writes it; undefined for one that is none.
function typed(text: string, attribute: Attribute): Value | undefined {
	switch (attribute.kind) {
		case "money":
		case "number":
		case "percent":
			return Number.isFinite(Number(text)) ? Number(text) : undefined;
		case "date":
			return dayFromISO(text) || undefined;
		case "month":
			return monthFromISO(text) || undefined;
		case "light":
		case "weather":
			return rankOf(text, attribute) ?? undefined;
		case "choice":
		case "choices": {
			return named(attribute, text) ?? undefined;
		}
		case "computed":
			return Number.isFinite(Number(text)) ? Number(text) : dayFromISO(text) || fold(text);
	}
	return fold(text);
}

function rankOf(text: string, attribute: Attribute): number | null {
	const family = attribute.kind === "light" ? lights : weathers;
	const folded = fold(text);
	const at = family.findIndex((s) => s.word === text || s.also.includes(folded));
	return at < 0 ? null : at + 1;
}

// comparable is a value of the API as it is compared.
function comparable(value: unknown, attribute: Attribute): Value | Value[] {
	if (value === null || value === undefined || value === "") return null;
	if (Array.isArray(value)) return value.map((v) => String(v));
	if (typeof value === "boolean") return value ? 1 : 0;
	if (typeof value === "object") {
		const { amount, name } = value as { amount?: string; name?: string };
		return amount === undefined ? fold(name ?? "") : Number(amount);
	}
	switch (attribute.kind) {
		case "choice":
			return String(value);
		case "light":
		case "weather":
			return rankOf(String(value), attribute);
	}
	return typed(String(value), attribute) ?? null;
}
