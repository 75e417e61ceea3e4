import type { ReactNode } from "react";
import type { Attribute, Choice, Kind } from "../../api/types";
import type { Column, GridRow } from "../../engine/grid/model";
import type { FieldContext } from "../../fields/kind";
import { paintMarked, paintText } from "../../fields/paint";
import { fieldKind } from "../../fields/registry";
import type { IconName } from "../../ui/icon-shapes";
import "./cells.css";

// ListColumn says what a column of a ListGrid shows. Without more it is the
// member of the row named by its key, shown as the registry shows its kind.
export type ListColumn<T> = {
	key: string;
	label: string;
	// kind: text when absent
	kind?: Kind;
	choices?: Choice[];
	// unit: of numbers
	unit?: string;
	// width: in pixels; that of the kind when absent
	width?: number;
	// grow: takes the room that the others leave
	grow?: boolean;
	pinned?: boolean;
	// wide: left out on a phone
	wide?: boolean;
	sortable?: boolean;
	strong?: boolean;
	// value: in the shape that the API gives values of the kind
	value?: (row: T) => unknown;
	// text: instead of the kind's own words
	text?: (row: T) => string;
	// order: what to sort by instead of the value; null comes last
	order?: (row: T) => number | string | null;
	// mark: an icon with its word, instead of text
	mark?: (row: T) => { icon: IconName; word: string } | null;
	// href: the text leads there
	href?: (row: T) => string | null;
	editable?: boolean | ((row: T) => boolean);
	// offer: shows the editor of a row with what the row may become
	offer?: (row: T, attribute: Attribute, show: (attribute: Attribute) => ReactNode) => ReactNode;
};

// attributeOf is the column as the field registry and its editors take it.
export function attributeOf<T>(column: ListColumn<T>): Attribute {
	const label = { en: column.label, fr: column.label };
	const help = { en: "", fr: "" };
	const attribute = {
		key: column.key,
		kind: column.kind ?? "text",
		label,
		help,
		unit: column.unit ?? "",
		required: false,
		default: null,
		choices: column.choices ?? [],
		consolidation: "none",
		core: true,
		free: false,
		per_month: false,
		read_only: false,
		formula: null,
		position: 0,
		version: 0,
	};
	return attribute as unknown as Attribute;
}

export function heldBy<T>(column: ListColumn<T>, row: T): unknown {
	return column.value ? column.value(row) : ((row as Record<string, unknown>)[column.key] ?? null);
}

// textOf is what a cell says: what is copied, found and read aloud.
export function textOf<T>(
	column: ListColumn<T>,
	attribute: Attribute,
	value: unknown,
	row: T,
	c: FieldContext,
): string {
	if (column.mark) return column.mark(row)?.word ?? "";
	if (column.text) return column.text(row);
	return fieldKind(attribute).text(value, attribute, c);
}

// offered shows an editor with what the row may become, where the column knows.
export function offered<T>(
	column: ListColumn<T> | undefined,
	row: T,
	attribute: Attribute,
	show: (attribute: Attribute) => ReactNode,
): ReactNode {
	return column?.offer ? column.offer(row, attribute, show) : show(attribute);
}

type Options = {
	context: FieldContext;
	// room: the width of the grid, in pixels; 0 while it is not known
	room: number;
	widths: Readonly<Record<string, number>>;
	edited: (id: string, key: string, stored: unknown) => unknown;
	canEdit: boolean;
};

// listColumns are the engine's columns. Those that grow share what is left.
export function listColumns<T>(columns: readonly ListColumn<T>[], o: Options): Column[] {
	const wished = columns.map((c) => o.widths[c.key] ?? c.width ?? fieldKind({ kind: c.kind ?? "text" }).width);
	const growing = columns.filter((c) => c.grow && !(c.key in o.widths)).length;
	const left = o.room - 2 - wished.reduce((sum, w) => sum + w, 0);
	const share = growing > 0 && left > 0 ? Math.floor(left / growing) : 0;
	return columns.map((c, i) => {
		const grows = c.grow && !(c.key in o.widths);
		return listColumn(c, (wished[i] ?? 120) + (grows ? share : 0), o);
	});
}

function listColumn<T>(column: ListColumn<T>, width: number, o: Options): Column {
	const attribute = attributeOf(column);
	const kind = fieldKind(attribute);
	const rowOf = (row: GridRow) => row.data as T;
	const tags = attribute.kind === "choices";
	const { editable } = column;
	const text = (value: unknown, row: GridRow) =>
		row.kind === "group" ? "" : textOf(column, attribute, value, rowOf(row), o.context);
	return {
		key: column.key,
		title: column.label,
		width,
		align: kind.align,
		pinned: column.pinned ?? false,
		sortable: column.sortable ?? true,
		value: (row) => (row.kind === "group" ? null : o.edited(row.id, column.key, heldBy(column, rowOf(row)))),
		text,
		render: (cell, value, row) => {
			if (row.kind === "group") return paintText(cell, "");
			if (column.href) return paintLink(cell, column.href(rowOf(row)), text(value, row));
			const mark = column.mark?.(rowOf(row));
			if (mark) return paintMarked(cell, mark.icon, mark.word);
			if (column.mark || column.text) return paintText(cell, text(value, row));
			kind.paint(cell, value, attribute, o.context);
		},
		editable: (row) =>
			o.canEdit && row.kind === "data" && (typeof editable === "function" ? editable(rowOf(row)) : editable === true),
		class: [tags && "cell-tags", column.strong && "cell-name"].filter(Boolean).join(" ") || undefined,
	} as Column;
}

function paintLink(cell: HTMLElement, href: string | null, text: string): void {
	if (!href) {
		paintText(cell, text);
		return;
	}
	const link = document.createElement("a");
	link.href = href;
	link.className = "cell-link";
	link.tabIndex = -1;
	link.textContent = text;
	cell.replaceChildren(link);
}
