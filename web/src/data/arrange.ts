import type { Attribute, Row } from "../api/types";
import { fold } from "../format/fold";
import type { Lang } from "../i18n/lang";
import { placeOf } from "./branches";
import { scales } from "./consolidate";
import { groupValue, type Level, levelsOf } from "./group-value";
import type { Group } from "./rows";

// Arranged is a list in its order, with its groups.
export type Arranged = { rows: Row[]; groups: Group[] | null };

// What a row is ordered by: a number, a text, or nothing, which comes last both ways.
type Key = number | string | null;
type Compare = (a: number, b: number) => number;

// arranged puts rows into the order of a query, and in groups, as the server
// does: both are held to the same cases. The rows come by their names, which
// settles what is equal. Null: only the server can tell, as where two people have
// one name.
export function arranged(
	rows: readonly Row[],
	query: { sort: string; group: string },
	attributes: readonly Attribute[],
	lang: Lang,
): Arranged | null {
	const known = new Map(attributes.map((a) => [a.key, a]));
	const levels = levelsOf(query.group, attributes);
	const tests: Compare[] = [];
	for (const level of levels) {
		const own = levelTests(rows, level, known.get(level.key), lang);
		if (!own) return null;
		tests.push(...own);
	}
	for (const part of query.sort.split(",").filter(Boolean)) {
		const down = part.startsWith("-");
		const attribute = known.get(down ? part.slice(1) : part);
		const keys = attribute && keysOf(rows, attribute, lang);
		if (!keys) return null;
		tests.push(byKeys(keys, down));
	}
	const places = rows.map((_, i) => i);
	if (tests.length) places.sort((a, b) => firstOf(tests, a, b) || a - b);
	const ordered = places.map((i) => rows[i] as Row);
	return { rows: ordered, groups: levels.length ? groupsIn(ordered, levels) : null };
}

function firstOf(tests: readonly Compare[], a: number, b: number): number {
	for (const test of tests) {
		const order = test(a, b);
		if (order) return order;
	}
	return 0;
}

function byKeys(keys: readonly Key[], down: boolean): Compare {
	const sign = down ? -1 : 1;
	return (a, b) => {
		const [x, y] = [keys[a] ?? null, keys[b] ?? null];
		if (x === null || y === null) return Number(x === null) - Number(y === null);
		return sign * inOrder(x, y);
	};
}

function inOrder(x: number | string, y: number | string): number {
	if (x === y) return 0;
	if (typeof x === "string" && typeof y === "string") return compareText(x, y);
	return x < y ? -1 : 1;
}

// compareText orders by characters, as the server compares bytes: those beyond
// U+FFFF stand last, which the two halves that a browser makes of them do not.
function compareText(x: string, y: string): number {
	const end = Math.min(x.length, y.length);
	for (let i = 0; i < end; i++) {
		const [a, b] = [x.charCodeAt(i), y.charCodeAt(i)];
		if (a !== b) return (isHalf(a) === isHalf(b) ? a < b : isHalf(b)) ? -1 : 1;
	}
	return x.length - y.length;
}

const isHalf = (unit: number) => unit >= 0xd800 && unit < 0xe000;

const kindOf = (a: Attribute) => (a.kind === "computed" ? (a.gives ?? "") : a.kind);
const references = ["user", "unit", "project"];
const texts = ["text", "long_text", "link"];

// keysOf are what rows are ordered by for an attribute, as the server orders.
function keysOf(rows: readonly Row[], attribute: Attribute, lang: Lang): Key[] | null {
	const keyOf = keyFor(attribute, lang);
	if (!keyOf) return null;
	const keys: Key[] = [];
	for (const row of rows) {
		const value = row[attribute.key];
		const key = value === null || value === undefined ? null : keyOf(value);
		if (key === undefined) return null;
		keys.push(key === "" ? null : key);
	}
	return keys;
}

function keyFor(attribute: Attribute, lang: Lang): ((value: unknown) => Key | undefined) | null {
	const choices = attribute.choices ?? [];
	switch (kindOf(attribute)) {
		case "number":
		case "percent":
			return (value) => tenThousandths(value);
		case "money":
			return (value) => tenThousandths((value as { amount?: unknown }).amount);
		case "date":
		case "month":
			return (value) => String(value);
		case "yes_no":
		case "bool":
			return (value) => Number(value);
		case "light":
		case "weather":
			return (value) => scales[attribute.kind]?.indexOf(String(value));
		case "choice": {
			const places = new Map(choices.map((c, i) => [c.key, i]));
			return (value) => places.get(String(value));
		}
		case "choices": {
			const names = new Map(choices.map((c) => [c.key, fold(c.label[lang])]));
			return (value) => {
				const [first] = value as string[];
				return first === undefined ? null : names.get(first);
			};
		}
	}
	if (references.includes(attribute.kind)) return (value) => fold(String((value as { name?: string }).name ?? ""));
	return texts.includes(kindOf(attribute)) ? (value) => fold(String(value)) : null;
}

// tenThousandths is a decimal as the server keeps it; undefined where a browser's
// numbers no longer hold it exactly.
function tenThousandths(decimal: unknown): number | undefined {
	const n = Number(decimal) * 10_000;
	return Math.abs(n) < 2 ** 50 ? Math.round(n) : undefined;
}

// levelTests bring together what stands in one group, the groups in their order.
function levelTests(
	rows: readonly Row[],
	level: Level,
	attribute: Attribute | undefined,
	lang: Lang,
): Compare[] | null {
	if (!attribute) return null;
	const kind = kindOf(attribute);
	if (level.up) {
		if (kind === "choices") return null;
		const places = rows.map((row) => placeOf(attribute, String(groupValue(row, level))) ?? null);
		return [byKeys(places, level.down)];
	}
	if (level.by)
		return [
			byKeys(
				rows.map((row) => groupValue(row, level) as Key),
				level.down,
			),
		];
	// Amounts of two currencies and lists of values are told apart by what only the
	// server knows of them.
	if (kind === "money" || kind === "choices") return null;
	const keys = keysOf(rows, attribute, lang);
	if (!keys) return null;
	const first = byKeys(keys, level.down);
	const values = rows.map((row) => row[level.key] ?? null);
	if (references.includes(attribute.kind)) return alone(keys, values) ? [first] : null;
	if (!texts.includes(kind)) return [first];
	return [
		first,
		byKeys(
			values.map((v) => (v === null ? null : String(v))),
			false,
		),
	];
}

// alone tells whether each name belongs to one person, unit or project.
function alone(keys: readonly Key[], values: readonly unknown[]): boolean {
	const ids = new Map<Key, unknown>();
	return values.every((value, i) => {
		const id = value === null ? null : (value as { id?: string }).id;
		const key = keys[i] ?? null;
		const known = ids.get(key);
		ids.set(key, id);
		return known === undefined || known === id;
	});
}

// groupsIn are the groups of rows that stand in the order of their groups.
function groupsIn(rows: readonly Row[], levels: readonly Level[], depth = 0): Group[] {
	const level = levels[depth];
	if (!level) return [];
	const out: Group[] = [];
	let from = 0;
	const close = (to: number) => {
		const inside = rows.slice(from, to);
		const value = inside[0] && groupValue(inside[0], level);
		const groups = levels[depth + 1] ? { groups: groupsIn(inside, levels, depth + 1) } : {};
		out.push({ value, count: inside.length, ...groups });
	};
	const names = rows.map((row) => nameOf(groupValue(row, level)));
	for (let i = 1; i <= rows.length; i++) {
		if (i < rows.length && names[i] === names[from]) continue;
		close(i);
		from = i;
	}
	return rows.length ? out : [];
}

function nameOf(value: unknown): string {
	const plain = value && typeof value === "object" && "id" in value ? value.id : value;
	return JSON.stringify(plain ?? null);
}
