import { useState } from "react";
import type { Attribute } from "../api/types";
import { fold } from "../format/fold";
import { type Lang, pick } from "../i18n/lang";
import { Dot } from "../ui/dot";
import { isTagColour, Tag } from "../ui/tag";
import { CheckboxGroup, ComboBox, Select, TextField } from "./controls";
import { asText, type FieldContext, type FieldKind, type InputProps, picking, read, refuse } from "./kind";
import { paintDot, paintTags, paintText } from "./paint";

function nameOf(key: string, a: Attribute, lang: Lang): string {
	const c = a.choices.find((c) => c.key === key);
	return c ? pick(c.label, lang) : key;
}

function colourOf(key: string, a: Attribute): string {
	const colour = a.choices.find((c) => c.key === key)?.colour ?? "";
	return isTagColour(colour) ? colour : "";
}

function rank(key: string, a: Attribute): number | null {
	const at = a.choices.findIndex((c) => c.key === key);
	return at < 0 ? null : at;
}

function asKeys(v: unknown): string[] {
	return Array.isArray(v) ? v.filter((k): k is string => typeof k === "string") : [];
}

// offered are the choices that can still be picked, and the one already there.
function offered(a: Attribute, kept: string[], c: FieldContext) {
	return a.choices
		.filter((choice) => !choice.retired || kept.includes(choice.key))
		.map((choice) => ({ id: choice.key, name: pick(choice.label, c.lang), mark: <Dot colour={choice.colour} /> }));
}

function ChoiceInput({ value, onChange, attribute, context, ...rest }: InputProps) {
	const key = asText(value);
	const options = offered(attribute, [key], context);
	const Control = options.length > 12 || !rest.required ? ComboBox : Select;
	return <Control {...rest} options={options} value={key || null} onChange={(k: string | null) => onChange(k)} />;
}

function ChoicesInput({ value, onChange, attribute, context, ...rest }: InputProps) {
	const keys = asKeys(value);
	if (attribute.free) return <WordsInput {...{ value, onChange, attribute, context, ...rest }} />;
	return (
		<CheckboxGroup
			{...rest}
			options={offered(attribute, keys, context)}
			value={keys}
			onChange={(v) => onChange(v.length ? v : null)}
		/>
	);
}

// WordsInput takes words as they are typed: those of the list, and new ones, which
// the server adds to it.
function WordsInput({ value, onChange, attribute, context, ...rest }: InputProps) {
	const names = (v: unknown) =>
		asKeys(v)
			.map((k) => nameOf(k, attribute, context.lang))
			.join(", ");
	const [text, setText] = useState(() => names(value));
	const typed = (next: string) => {
		setText(next);
		const words = next
			.split(/[,;]/)
			.map((w) => w.trim())
			.filter(Boolean);
		onChange(words.length ? words.map((w) => find(w, attribute) ?? w) : null);
	};
	return <TextField {...rest} value={text} onChange={typed} />;
}

function find(typed: string, a: Attribute): string | null {
	const wanted = fold(typed);
	const choice = a.choices.find((c) => [c.key, c.label.en, c.label.fr].some((n) => fold(n) === wanted));
	return choice?.key ?? null;
}

export const choice: FieldKind = {
	kind: "choice",
	align: "start",
	width: 140,
	text: (v, a, c) => nameOf(asText(v), a, c.lang),
	paint: (cell, v, a, c) => {
		const key = asText(v);
		paintDot(cell, key && colourOf(key, a), nameOf(key, a, c.lang));
	},
	view: (v, a, c) => (asText(v) ? <Tag colour={colourOf(asText(v), a)}>{nameOf(asText(v), a, c.lang)}</Tag> : null),
	Input: ChoiceInput,
	parse: (typed, a) => {
		if (!typed.trim()) return read(null);
		const key = find(typed, a) ?? (a.free ? typed.trim() : null);
		return key ? read(key) : refuse("field.notChoice");
	},
	operators: picking,
	sortKey: (v, a) => rank(asText(v), a),
};

// choices of a list that is open takes new words too (tags).
export const choices: FieldKind = {
	kind: "choices",
	align: "start",
	width: 200,
	text: (v, a, c) =>
		asKeys(v)
			.map((k) => nameOf(k, a, c.lang))
			.join(", "),
	paint: (cell, v, a, c) => {
		const keys = asKeys(v);
		if (!keys.length) return paintText(cell, "");
		paintTags(
			cell,
			keys.map((k) => ({ name: nameOf(k, a, c.lang), colour: colourOf(k, a) })),
		);
	},
	view: (v, a, c) => (
		<span className="field-tags">
			{asKeys(v).map((k) => (
				<Tag key={k} colour={colourOf(k, a)}>
					{nameOf(k, a, c.lang)}
				</Tag>
			))}
		</span>
	),
	Input: ChoicesInput,
	parse: (typed, a) => {
		const words = typed
			.split(/[,;\n]/)
			.map((w) => w.trim())
			.filter(Boolean);
		if (!words.length) return read(null);
		const keys = words.map((w) => find(w, a) ?? (a.free ? w : null));
		return keys.includes(null) ? refuse("field.notChoice") : read(keys);
	},
	operators: picking,
	sortKey: (v, a, c) =>
		asKeys(v)
			.map((k) => nameOf(k, a, c.lang))
			.join(", ") || null,
};
