import { listAfter } from "../format/list-after";
import { TextLink } from "../ui/link";
import { Markdown, TextAreaField, TextField } from "./controls";
import { asText, containing, type FieldKind, type InputProps, read, refuse } from "./kind";
import { paintText } from "./paint";

// What an attribute of text offers are whole texts, one after another behind semicolons.
function TextInput({ value, onChange, attribute, context: _c, ...rest }: InputProps) {
	const typed = asText(value);
	const offered = attribute.choices?.map((c) => c.label.en);
	const more = offered?.length ? { suggestions: listAfter(typed, offered) } : {};
	return <TextField {...rest} {...more} value={typed} onChange={(v) => onChange(v || null)} />;
}

function LongTextInput({ value, onChange, attribute: _a, context: _c, ...rest }: InputProps) {
	return <TextAreaField {...rest} value={asText(value)} onChange={(v) => onChange(v || null)} />;
}

function LinkInput({ value, onChange, attribute: _a, context: _c, ...rest }: InputProps) {
	return (
		<TextField
			{...rest}
			type="url"
			placeholder="https://"
			value={asText(value)}
			onChange={(v) => onChange(v || null)}
		/>
	);
}

const common = {
	align: "start",
	text: asText,
	operators: containing,
	sortKey: (v: unknown) => asText(v) || null,
} as const;

export const text: FieldKind = {
	...common,
	kind: "text",
	width: 220,
	paint: (cell, v) => paintText(cell, asText(v)),
	view: (v) => asText(v),
	Input: TextInput,
	parse: (typed) => read(typed.trim() || null),
};

// longText is Markdown; a cell shows its first words.
export const longText: FieldKind = {
	...common,
	kind: "long_text",
	width: 320,
	paint: (cell, v) => paintText(cell, firstLine(asText(v))),
	view: (v) => (
		<div className="field-prose">
			<Markdown text={asText(v)} />
		</div>
	),
	Input: LongTextInput,
	parse: (typed) => read(typed.trim() || null),
};

export const link: FieldKind = {
	...common,
	kind: "link",
	width: 200,
	paint: (cell, v) => paintText(cell, host(asText(v))),
	view: (v) =>
		safe(asText(v)) ? (
			<TextLink href={asText(v)} external>
				{host(asText(v))}
			</TextLink>
		) : (
			asText(v)
		),
	Input: LinkInput,
	parse: (typed) => {
		const t = typed.trim();
		if (!t) return read(null);
		const full = /^[a-z][a-z0-9+.-]*:/i.test(t) ? t : `https://${t}`;
		return safe(full) ? read(full) : refuse("field.notLink");
	},
};

function firstLine(s: string): string {
	const end = s.indexOf("\n");
	return end < 0 ? s : `${s.slice(0, end)} …`;
}

// safe allows what opens a page or a letter, nothing that runs.
function safe(address: string): boolean {
	try {
		return ["http:", "https:", "mailto:"].includes(new URL(address).protocol);
	} catch {
		return false;
	}
}

function host(address: string): string {
	return address.replace(/^https?:\/\/(www\.)?/, "").replace(/\/$/, "");
}
