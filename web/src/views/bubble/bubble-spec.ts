import type { Attribute, Row } from "../../api/types";
import type { Axis, Bubble, Point, Tone } from "../../engine/chart/spec";
import type { FieldContext } from "../../fields/kind";
import { fieldKind } from "../../fields/registry";
import { lights, weathers } from "../../fields/status";
import { dayFromISO, formatDay, formatMonth, monthFromISO } from "../../format/day";
import { formatMoney } from "../../format/money";
import { pick, type Translate } from "../../i18n/lang";
import { shapeOf, toneOf } from "../chart/tones";
import type { BubbleState } from "../view-state";

// kindOf is what a formula gives, or the kind itself.
function kindOf(a: Attribute): string {
	return a.kind === "computed" ? (a.gives ?? "") : a.kind;
}

const ranked: Readonly<Record<string, typeof lights>> = { light: lights, weather: weathers };

// onAxis tells whether the values of an attribute lie on an axis; sizing, whether
// they can be the size of a bubble; colouring, whether they can be its colour.
export function onAxis(a: Attribute): boolean {
	return ["number", "money", "percent", "date", "month", "light", "weather"].includes(kindOf(a));
}
export function sizing(a: Attribute): boolean {
	return ["number", "money", "percent"].includes(kindOf(a));
}
export function colouring(a: Attribute): boolean {
	return ["choice", "light", "weather", "unit", "user", "yes_no"].includes(a.kind);
}

// placeOf is a value as a number to draw; null where there is none.
export function placeOf(value: unknown, a: Attribute): number | null {
	if (value === null || value === undefined || value === "") return null;
	const kind = kindOf(a);
	if (typeof value === "object") return "amount" in value ? Number(value.amount) : null;
	if (kind === "date") return dayFromISO(String(value)) || null;
	if (kind === "month") return monthFromISO(String(value)) || null;
	const rank = ranked[kind]?.findIndex((s) => s.word === value);
	if (rank !== undefined) return rank < 0 ? null : rank + 1;
	const n = Number(value);
	return Number.isNaN(n) ? null : n;
}

export type Placed = { spec: Bubble; empty: number; currencies: readonly string[] };

// specOf sets the projects between two axes. Amounts of another currency than most
// have no place beside them: they are left out and counted as empty.
export function specOf(
	rows: readonly Row[],
	state: BubbleState,
	attributes: readonly Attribute[],
	context: FieldContext,
	t: Translate,
): Placed | null {
	const find = (key: string) => attributes.find((a) => a.key === key);
	const [x, y, size, colour] = [find(state.x), find(state.y), find(state.size), find(state.colour)];
	if (!x || !y || !onAxis(x) || !onAxis(y)) return null;
	const money = [x, y, ...(size ? [size] : [])].some((a) => kindOf(a) === "money");
	const currencies = money ? currenciesOf(rows) : [];
	const currency = currencies[0] ?? context.currency;
	const tones = colour ? tonesOf(rows, colour, context, t) : [{ id: "", name: "", colour: "accent" } as Tone];
	const points: Point[] = [];
	for (const row of rows) {
		if (currencies.length > 1 && row.currency && row.currency !== currency) continue;
		const [px, py] = [placeOf(row[x.key], x), placeOf(row[y.key], y)];
		if (px === null || py === null) continue;
		const name = [row.code, row.name].filter(Boolean).join(" ");
		const tone = colour ? idOf(row[colour.key]) : "";
		points.push({ id: row.id, name, x: px, y: py, size: size ? placeOf(row[size.key], size) : null, tone });
	}
	const axis = (a: Attribute) => axisOf(a, currency, context, t);
	const spec: Bubble = {
		kind: "bubble",
		label: t("bubbles.label", { x: pick(x.label, context.lang), y: pick(y.label, context.lang) }),
		name: t("bubbles.project"),
		x: axis(x),
		y: axis(y),
		size: size && sizing(size) ? axis(size) : null,
		colour: colour ? pick(colour.label, context.lang) : "",
		tones,
		points: points.sort((a, b) => (b.size ?? 0) - (a.size ?? 0)),
		split: state.lines ? { x: lineAt(state.atX, x, points, "x"), y: lineAt(state.atY, y, points, "y") } : null,
		...(state.lines ? { corners: cornersOf(state.names) } : {}),
	};
	return { spec, empty: rows.length - points.length, currencies };
}

// currenciesOf are the currencies of the projects, that of most first.
function currenciesOf(rows: readonly Row[]): string[] {
	const counts = new Map<string, number>();
	for (const { currency } of rows) {
		if (typeof currency === "string" && currency) counts.set(currency, (counts.get(currency) ?? 0) + 1);
	}
	return [...counts].sort((a, b) => b[1] - a[1]).map(([currency]) => currency);
}

// lineAt is where a line stands: where it was said, or in the middle of the points.
function lineAt(at: string, a: Attribute, points: readonly Point[], side: "x" | "y"): number | null {
	if (at) return placeOf(at, a);
	if (!points.length) return null;
	const values = points.map((p) => p[side]);
	return (Math.min(...values) + Math.max(...values)) / 2;
}

// Names stand line by line in a view, and clockwise in a chart.
function cornersOf(names: readonly string[]): [string, string, string, string] {
	const [topLeft = "", topRight = "", bottomLeft = "", bottomRight = ""] = names;
	return [topLeft, topRight, bottomRight, bottomLeft];
}

function idOf(value: unknown): string {
	if (value === null || value === undefined) return "";
	return typeof value === "object" && "id" in value ? String(value.id) : String(value);
}

function tonesOf(rows: readonly Row[], a: Attribute, context: FieldContext, t: Translate): Tone[] {
	const found = new Map<string, unknown>();
	for (const row of rows) found.set(idOf(row[a.key]), row[a.key]);
	const order = ranked[a.kind]?.map((s) => s.word) ?? a.choices.map((c) => c.key);
	const place = (id: string) => (id === "" ? 1e9 : order.indexOf(id) < 0 ? 1e6 : order.indexOf(id));
	return [...found]
		.sort(([one], [other]) => place(one) - place(other))
		.map(([id, value], i) => ({
			id,
			name: id ? fieldKind(a).text(value, a, context) : t("portfolio.group.none"),
			colour: toneOf(a.kind, id, a.choices.find((c) => c.key === id)?.colour ?? "", i),
			shape: shapeOf(a.kind, id, i),
		}));
}

function axisOf(a: Attribute, currency: string, context: FieldContext, t: Translate): Axis {
	const kind = kindOf(a);
	const title = pick(a.label, context.lang);
	const ranks = ranked[kind];
	if (ranks) {
		const name = (v: number) => {
			const status = ranks[Math.round(v) - 1];
			return status ? t(status.title) : "";
		};
		return { title, format: name, ticks: ranks.map((_, i) => i + 1) };
	}
	return {
		title,
		format: (v) => {
			if (kind === "date") return formatDay(Math.round(v), "month");
			if (kind === "month") return formatMonth(Math.round(v));
			if (kind === "money") return formatMoney({ amount: String(Math.round(v)), currency }, "auto");
			return fieldKind(a).text(String(Number(v.toFixed(2))), a, context);
		},
	};
}
