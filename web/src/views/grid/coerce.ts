import type { Attribute } from "../../api/types";
import type { Directory } from "../../data/directory";
import type { FieldContext } from "../../fields/kind";
import { asNamed } from "../../fields/named";
import { asDecimal, asMoney } from "../../fields/number";
import { fieldKind } from "../../fields/registry";
import { lights, weathers } from "../../fields/status";
import { pick, type Translate } from "../../i18n/lang";

export type Coerced = { ok: true; value: unknown } | { ok: false; why: string };

export type Reader = { context: FieldContext; directory: Directory; t: Translate };

// readCell reads pasted text as a value of an attribute, as a person of the
// page's language means it. What it cannot read it refuses, with the reason.
export function readCell(typed: string, attribute: Attribute, reader: Reader): Coerced {
	const text = attribute.kind === "long_text" ? typed.replace(/\r\n?/g, "\n") : typed.replace(/\s+/g, " ").trim();
	if (text.trim() === "") return { ok: true, value: null };
	if (attribute.kind === "user" || attribute.kind === "unit" || attribute.kind === "project") {
		return findNamed(text, attribute.kind, reader);
	}
	const kind = fieldKind(attribute);
	const read = kind.parse(text, attribute, reader.context);
	if (read.ok) return { ok: true, value: withCurrency(read.value, attribute, reader.context) };
	const bare = attribute.kind === "number" && text.replace(/[\s\u00a0\u202f]*[\p{L}/]+\.?$/u, "");
	const again = bare && bare !== text ? kind.parse(bare, attribute, reader.context) : read;
	if (again.ok) return { ok: true, value: again.value };
	if (attribute.kind === "choice" || attribute.kind === "choices") {
		return { ok: false, why: reader.t("editing.notOne", { names: unknownOf(text, attribute, reader).join(", ") }) };
	}
	return { ok: false, why: reader.t(again.why) };
}

function findNamed(text: string, kind: "user" | "unit" | "project", { directory, t }: Reader): Coerced {
	const found = directory.find(kind, text);
	const [only] = found;
	if (only && found.length === 1) return { ok: true, value: { id: only.id, name: only.name } };
	if (!only) return { ok: false, why: t("editing.noneNamed") };
	return { ok: false, why: t("editing.ambiguous", { names: found.map((f) => f.name).join(", ") }) };
}

function unknownOf(text: string, attribute: Attribute, { context }: Reader): string[] {
	const words = attribute.kind === "choice" ? [text] : text.split(/[,;\n]/).map((w) => w.trim());
	return words.filter((w) => w && !fieldKind({ kind: "choice" }).parse(w, attribute, context).ok);
}

// withCurrency gives an amount the row's currency where none was written.
export function withCurrency(value: unknown, attribute: Attribute, context: FieldContext): unknown {
	const money = attribute.kind === "money" && asMoney(value);
	return money ? { ...money, currency: money.currency || context.currency } : value;
}

// convert brings a value of one attribute into another: as it is where it fits,
// else as the text that is shown for it.
export function convert(value: unknown, from: Attribute | undefined, to: Attribute, reader: Reader): Coerced {
	if (value === null || value === undefined) return { ok: true, value: null };
	if (from && kinOf(from) === kinOf(to) && fits(value, to)) return { ok: true, value };
	const shown = from ? fieldKind(from).text(value, from, reader.context) : String(value);
	return readCell(shown, to, reader);
}

// kinOf puts together the kinds whose values are written alike.
function kinOf({ kind, gives }: Attribute): string {
	if (kind === "computed") return gives ?? "";
	return kind === "percent" ? "number" : kind === "long_text" ? "text" : kind;
}

// fits tells whether something is a value of an attribute; the clipboard may hold anything.
export function fits(value: unknown, attribute: Attribute): boolean {
	const text = typeof value === "string" ? value : null;
	switch (attribute.kind) {
		case "number":
		case "percent":
			return asDecimal(value) !== null;
		case "money":
			return asMoney(value) !== null;
		case "date":
			return text !== null && /^\d{4}-\d\d-\d\d$/.test(text);
		case "month":
			return text !== null && /^\d{4}-\d\d$/.test(text);
		case "yes_no":
			return typeof value === "boolean";
		case "choice":
			return attribute.choices.some((c) => c.key === value && !c.retired);
		case "choices":
			return Array.isArray(value) && value.every((v) => isOption(v, attribute));
		case "light":
			return lights.some((s) => s.word === value);
		case "weather":
			return weathers.some((s) => s.word === value);
		case "user":
		case "unit":
		case "project":
			return asNamed(value) !== null;
		case "computed":
			return false;
		default:
			return text !== null;
	}
}

function isOption(value: unknown, { choices }: Attribute): boolean {
	if (typeof value !== "string") return false;
	return choices.length === 0 || choices.some((c) => c.key === value && !c.retired);
}

export function labelOf(attribute: Attribute, context: FieldContext): string {
	return pick(attribute.label, context.lang);
}
