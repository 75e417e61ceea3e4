import type { ComponentType, ReactNode } from "react";
import type { Attribute, Kind } from "../api/types";
import type { Day } from "../format/day";
import type { Scale } from "../format/money";
import type { Lang, MessageKey } from "../i18n/lang";

// FieldContext is what a value needs to be shown and read beside itself.
export type FieldContext = {
	lang: Lang;
	locale: string;
	today: Day;
	// currency: of the row, for an amount typed without one
	currency: string;
	// scale: in what amounts are shown
	scale: Scale;
};

export type Reading = { ok: true; value: unknown } | { ok: false; why: MessageKey };

export type Operator =
	| "="
	| "!="
	| "<"
	| "<="
	| ">"
	| ">="
	| "~"
	| "!~"
	| "in"
	| "not in"
	| "under"
	| "not under"
	| "is empty"
	| "is not empty";

export type InputProps = {
	attribute: Attribute;
	value: unknown;
	onChange: (value: unknown) => void;
	context: FieldContext;
	label: string;
	help?: string;
	error?: string;
	required?: boolean;
	// hideLabel, autoFocus: how the grid's cell uses it
	hideLabel?: boolean;
	autoFocus?: boolean;
	isDisabled?: boolean;
};

// FieldKind is everything the browser knows about one kind of attribute. Values
// are those of the API, null when empty; a value of an unexpected shape is
// shown as empty, never thrown on.
export type FieldKind = {
	kind: Kind;
	align: "start" | "end" | "center";
	// width: of a column at first, in pixels
	width: number;
	// text: as copied and exported to the clipboard
	text: (value: unknown, attribute: Attribute, context: FieldContext) => string;
	// paint fills a recycled cell of the grid, without React
	paint: (cell: HTMLElement, value: unknown, attribute: Attribute, context: FieldContext) => void;
	view: (value: unknown, attribute: Attribute, context: FieldContext) => ReactNode;
	Input: ComponentType<InputProps>;
	// parse reads typed or pasted text; the empty text is null
	parse: (text: string, attribute: Attribute, context: FieldContext) => Reading;
	operators: readonly Operator[];
	// sortKey orders values: numbers before texts, null last
	sortKey: (value: unknown, attribute: Attribute, context: FieldContext) => number | string | null;
};

export const comparing: readonly Operator[] = ["=", "!=", "<", "<=", ">", ">=", "is empty", "is not empty"];
export const containing: readonly Operator[] = ["~", "!~", "=", "!=", "is empty", "is not empty"];
export const picking: readonly Operator[] = ["=", "!=", "in", "not in", "is empty", "is not empty"];

export function read(value: unknown): Reading {
	return { ok: true, value };
}

export function refuse(why: MessageKey): Reading {
	return { ok: false, why };
}

export function asText(value: unknown): string {
	return typeof value === "string" ? value : "";
}
