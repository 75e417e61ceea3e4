import { useState } from "react";
import type { Attribute } from "../api/types";
import { choiceOf, depthOf, isTree, named, outOfDates, ownName, pathOf, placeOf } from "../data/branches";
import { formatDay } from "../format/day";
import { type Lang, pick } from "../i18n/lang";
import { useT } from "../i18n/use-lang";
import { Dot } from "../ui/dot";
import { isTagColour, Tag } from "../ui/tag";
import { CheckboxGroup, ComboBox, Select, TextField, TreeTicks } from "./controls";
import { asText, type FieldContext, type FieldKind, type InputProps, picking, read, refuse } from "./kind";
import { paintDot, paintTags, paintText } from "./paint";

function nameOf(key: string, a: Attribute, lang: Lang): string {
	const c = choiceOf(a, key);
	return c ? pick(c.label, lang) : key;
}

function colourOf(key: string, a: Attribute): string {
	const colour = choiceOf(a, key)?.colour ?? "";
	return isTagColour(colour) ? colour : "";
}

function rank(key: string, a: Attribute): number | null {
	return placeOf(a, key) ?? null;
}

function asKeys(v: unknown): string[] {
	return Array.isArray(v) ? v.filter((k): k is string => typeof k === "string") : [];
}

// useOffered are the choices that can still be picked, and those already there. One
// that is not offered on the day says so.
function useOffered(a: Attribute, kept: string[], c: FieldContext) {
	const t = useT();
	const tree = isTree(a);
	return a.choices
		.filter((choice) => !choice.retired || kept.includes(choice.key))
		.map((choice) => {
			const out = kept.includes(choice.key) ? null : outOfDates(choice, c.today);
			return {
				id: choice.key,
				name: tree ? ownName(choice, c.lang) : pick(choice.label, c.lang),
				mark: <Dot colour={choice.colour} />,
				...(choice.closed && !kept.includes(choice.key) ? { disabled: true, detail: choice.closed } : {}),
				...(tree && choice.parent ? { level: depthOf(a, choice.key), path: pathOf(a, choice.parent, c.lang) } : {}),
				...(out
					? {
							disabled: true,
							detail:
								"from" in out
									? t("field.offeredFrom", { date: formatDay(out.from) })
									: t("field.offeredUntil", { date: formatDay(out.until) }),
						}
					: {}),
			};
		});
}

function ChoiceInput({ value, onChange, attribute, context, ...rest }: InputProps) {
	const key = asText(value);
	const options = useOffered(attribute, [key], context);
	const Control = options.length > 12 || !rest.required ? ComboBox : Select;
	return <Control {...rest} options={options} value={key || null} onChange={(k: string | null) => onChange(k)} />;
}

function ChoicesInput({ value, onChange, attribute, context, ...rest }: InputProps) {
	const keys = asKeys(value);
	const options = useOffered(attribute, keys, context);
	if (attribute.free) return <WordsInput {...{ value, onChange, attribute, context, ...rest }} />;
	const Ticks = isTree(attribute) || options.length > 30 ? TreeTicks : CheckboxGroup;
	return <Ticks {...rest} options={options} value={keys} onChange={(v) => onChange(v.length ? v : null)} />;
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

const find = (typed: string, a: Attribute) => named(a, typed);

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
