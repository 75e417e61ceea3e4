import type { Attribute, Row } from "../../api/types";
import { type Difference, differenceOf } from "../../data/differences";
import type { Edits } from "../../data/edits";
import type { Total, Totals } from "../../data/rows";
import type { Column, GridRow } from "../../engine/grid/model";
import type { FieldContext } from "../../fields/kind";
import { paintText } from "../../fields/paint";
import { fieldKind } from "../../fields/registry";
import { formatMoney } from "../../format/money";
import { formatNumber, formatSigned } from "../../format/number";
import { pick, type Translate } from "../../i18n/lang";
import { shortTotal, totalText } from "../totals";
import type { ViewColumn } from "../view-state";
import { words } from "../words";
import { clipOf } from "./clip";
import { type CodeRoom, roomFor } from "./code-room";
import { trendOf } from "./trend";
import "./cells.css";

export type ColumnOptions = {
	attributes: readonly Attribute[];
	columns: readonly ViewColumn[];
	context: FieldContext;
	t: Translate;
	edits: Edits;
	// narrow: a phone, where only the name stays in place
	narrow: boolean;
	compared: boolean;
	editable: (row: Row, attribute: Attribute) => boolean;
	// fresh: projects that others changed since the person looked at them
	fresh?: ReadonlySet<string>;
	// room: what the first column has to hold
	room?: CodeRoom;
};

const pinned = ["code", "name"];
const wider: Record<string, number> = {
	code: 88,
	name: 236,
	unit: 220,
	stage: 176,
	weather: 112,
	light: 134,
	progress: 116,
	start: 112,
	end: 112,
	total_cost: 112,
};

// columnsOf makes the grid's columns out of the catalogue.
export function columnsOf(o: ColumnOptions): Column[] {
	const known = o.columns.flatMap((column) => {
		const attribute = o.attributes.find((a) => a.key === column.key);
		return attribute ? [columnOf(attribute, column, o)] : [];
	});
	const { room } = o;
	if (!room) return known;
	const first = known.find((c) => c.pinned) ?? known[0];
	return known.map((c) =>
		o.columns.some((shown) => shown.key === c.key && shown.width)
			? c
			: { ...c, width: roomFor(c.key, c.width, c === first, room) },
	);
}

function columnOf(attribute: Attribute, shown: ViewColumn, o: ColumnOptions): Column {
	const { key } = attribute;
	const kind = fieldKind(attribute);
	const contextOf = contextsOf(o.context);
	const moves = o.compared && ["money", "number", "percent", "date", "computed"].includes(attribute.kind);
	const width =
		o.narrow && key === "name"
			? 168
			: (wider[key] ?? Math.max(kind.width, 96)) +
				(moves ? 110 : o.compared && laidOut.includes(attribute.kind) ? 120 : shown.trend ? 64 : 0);
	const text = (value: unknown, row: GridRow) => {
		if (row.kind === "group") return totalText(value as Total | undefined, attribute, o.context);
		const below = belowOf(row, key, value);
		if (below) return totalText(below, attribute, o.context);
		const now = kind.text(value, attribute, contextOf(row));
		return wasThere(row, key)
			? `${now} (${o.t("portfolio.compare.was", { value: wasText(row, attribute, contextOf(row), o.t) })})`
			: now;
	};
	return {
		key,
		title: pick(attribute.label, o.context.lang),
		width: shown.width ?? width,
		align: kind.align,
		pinned: o.narrow ? key === "name" : (shown.pinned ?? pinned.includes(key)),
		value: (row) => {
			if (row.kind === "group") return row.data[key];
			return o.edits.value(row.id, key, row.data[key]);
		},
		text,
		render: (cell, value, row) => {
			if (key === "name") cell.toggleAttribute("data-fresh", row.kind === "data" && o.fresh?.has(row.id) === true);
			const below = row.kind === "group" ? (value as Total | undefined) : belowOf(row, key, value);
			if (!below && cell.dataset.whole !== undefined) tell(cell, "");
			if (below || row.kind === "group") paintTotal(cell, below, attribute, o.context);
			else if (key === "name" && row.data.partial === true)
				kind.paint(cell, o.t("partial.group", { name: String(value ?? "") }), attribute, contextOf(row));
			else if (wasThere(row, key) && !pinned.includes(key))
				paintMoved(cell, value, row, attribute, contextOf(row), o.t);
			else kind.paint(cell, value, attribute, contextOf(row));
		},
		clip: (value, row) => clipOf(value, attribute, contextOf(row)),
		...(shown.trend && !o.compared
			? { trend: (row: GridRow, value: unknown) => trendOf(row, value, attribute, contextOf(row), o.t) }
			: {}),
		editable: (row) => o.editable(row.data as Row, attribute),
		...classOf(attribute),
	};
}

// belowOf is what stands below a row of a tree makes together, shown where the
// row has no value of its own.
function belowOf(row: GridRow, key: string, value: unknown): Total | undefined {
	if (value !== null && value !== undefined) return undefined;
	return (row.data.below as Totals | undefined)?.[key];
}

const laidOut = ["choice", "choices", "light", "weather", "percent"];

function classOf(attribute: Attribute): { class?: string } {
	if (attribute.key === "name") return { class: "cell-name" };
	return attribute.kind === "choices" ? { class: "cell-tags" } : {};
}

// paintTotal paints the total of a group: how many there are of each value says
// too little in so little room, and is left to the totals of the list.
function paintTotal(cell: HTMLElement, total: Total | undefined, attribute: Attribute, context: FieldContext): void {
	const value = total?.filled ? total.value : null;
	const one =
		total?.rule !== "count" && (typeof value !== "object" || value === null || "amount" in value || "id" in value);
	if (Array.isArray(value)) paintText(cell, "");
	else if (one) fieldKind(attribute).paint(cell, value, attribute, context);
	else paintText(cell, shortTotal(total, attribute, context));
	tell(cell, total?.converted || total?.unconverted ? totalText(total, attribute, context) : "");
}

// tell is what a cell says when it is pointed at: of a converted total, all of it.
function tell(cell: HTMLElement, text: string): void {
	if (cell.title !== text) cell.title = text;
	if (text) cell.dataset.whole = "";
	else if (cell.dataset.whole !== undefined) delete cell.dataset.whole;
}

// contextsOf answers a row's context: that of the page with the row's currency.
function contextsOf(context: FieldContext): (row: GridRow) => FieldContext {
	const byCurrency = new Map<unknown, FieldContext>();
	return (row) => {
		const own = row.data.currency;
		if (typeof own !== "string" || own === context.currency) return context;
		const kept = byCurrency.get(own) ?? { ...context, currency: own };
		byCurrency.set(own, kept);
		return kept;
	};
}

function wasThere(row: GridRow, key: string): boolean {
	const was = row.data.was as Record<string, unknown> | undefined;
	return was !== undefined && was !== null && key in was;
}

function wasOf(row: GridRow, key: string): unknown {
	return (row.data.was as Record<string, unknown>)[key];
}

function wasText(row: GridRow, attribute: Attribute, context: FieldContext, t: Translate): string {
	return words(wasOf(row, attribute.key), attribute, context) || t("portfolio.compare.nothing");
}

// paintMoved shows the old value small, by how much it moved, and the new one.
function paintMoved(
	cell: HTMLElement,
	value: unknown,
	row: GridRow,
	attribute: Attribute,
	context: FieldContext,
	t: Translate,
): void {
	const was = wasOf(row, attribute.key);
	const difference = differenceOf(was, value);
	const now = document.createElement("span");
	now.className = "cell-now";
	fieldKind(attribute).paint(now, value, attribute, context);
	if (!now.textContent) now.textContent = "–";
	if (difference.kind === "other") {
		const old = part("cell-was", wasText(row, attribute, context, t));
		if (fieldKind(attribute).align === "end") cell.replaceChildren(old, part("cell-arrow", "→"), now);
		else cell.replaceChildren(now, part("cell-arrow", "←"), old);
		return;
	}
	const moved = part(`cell-moved ${difference.up ? "cell-up" : "cell-down"}`, movedText(difference, t));
	if (fieldKind(attribute).align === "end") cell.replaceChildren(moved, now);
	else cell.replaceChildren(now, moved);
}

function part(className: string, words: string): HTMLElement {
	const out = document.createElement("span");
	out.className = className;
	out.textContent = words;
	return out;
}

// movedText writes by how much: "▲ 11,64 M€", "▼ 35 j".
export function movedText(d: Difference, t: Translate): string {
	if (d.kind === "other") return "";
	const mark = d.up ? "▲" : "▼";
	if (d.kind === "days") return `${mark}\u00a0${t("portfolio.compare.days", { count: Math.abs(d.days) })}`;
	if (d.kind === "money") {
		const amount = d.amount.replace("-", "");
		return `${mark}\u00a0${formatMoney({ amount, currency: d.currency }, "auto")}`;
	}
	return `${mark}\u00a0${formatNumber(d.amount.replace("-", ""), 2)}`;
}

// signedText writes a difference with its sign, for sentences.
export function signedText(d: Difference, t: Translate): string {
	if (d.kind === "money") {
		const sign = d.up ? "+" : "−";
		return sign + formatMoney({ amount: d.amount.replace("-", ""), currency: d.currency }, "auto");
	}
	if (d.kind === "number") return formatSigned(d.amount);
	if (d.kind === "days") return (d.up ? "+" : "−") + t("portfolio.compare.days", { count: Math.abs(d.days) });
	return "";
}
