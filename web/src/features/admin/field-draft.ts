import type { Attribute, Choice, Kind } from "../../api/types";
import { pick, type Translate } from "../../i18n/lang";
import type { Replaced } from "./choice-list";
import type { Into } from "./field-conversion";
import { rulesOf } from "./field-rules";
import type { OwnAttribute } from "./formula";

// Draft is an attribute as it is being typed.
export type Draft = {
	key: string;
	kind: Kind;
	pattern: string;
	uniqueIn: string;
	// into: what texts are read as where the kind changes
	into: Into;
	fr: string;
	en: string;
	helpFr: string;
	helpEn: string;
	unit: string;
	required: boolean;
	perMonth: boolean;
	consolidation: string;
	weight: string | null;
	choices: Choice[];
	replaced: Replaced;
	free: boolean;
	hierarchy: string;
	grants: boolean;
	formula: string;
	section: string;
	// conditional, ruled: the conditions are shown to be typed
	searchable: boolean;
	shownSometimes: boolean;
	shownIf: string;
	conditional: boolean;
	requiredIf: string;
	ruled: boolean;
	rule: string;
	messageFr: string;
	messageEn: string;
	// limited, held: only some roles read it, or write it
	limited: boolean;
	readers: string[];
	held: boolean;
	writers: string[];
	// pastLimited, pastHeld: of one kept by month, past months are read or written by some
	pastLimited: boolean;
	pastReaders: string[];
	pastHeld: boolean;
	pastWriters: string[];
};

// fresh stands for an attribute that is not there yet.
export const fresh = { key: "", kind: "text" } as Attribute;

// proposedChoice is a value of a list that a text becomes.
export function proposedChoice(text: string): Choice {
	return { key: "", label: { fr: text, en: text }, colour: "", icon: "", retired: false };
}

// keyHelp says what the key is for, and which others answer too.
export function keyHelp(a: Attribute | null, t: Translate): string {
	const aliases = a?.aliases ?? [];
	return aliases.length > 0 ? t("attribute.keyAliases", { keys: aliases.join(", ") }) : t("attribute.keyHelp");
}

export function draftOf(a: Attribute | null, lang: "fr" | "en"): Draft {
	return {
		key: a?.key ?? "",
		into: {},
		pattern: a?.pattern ?? "",
		uniqueIn: a?.unique_in ?? "",
		kind: a?.kind ?? "text",
		fr: a?.label.fr ?? "",
		en: a?.label.en ?? "",
		helpFr: a?.help?.fr ?? "",
		helpEn: a?.help?.en ?? "",
		unit: a?.unit ?? "",
		required: a?.required ?? false,
		perMonth: a?.per_month ?? false,
		consolidation: a?.consolidation || "none",
		weight: a?.weight || null,
		choices: a?.choices ?? [],
		replaced: {},
		free: a?.free ?? false,
		hierarchy: a?.hierarchy ?? "",
		grants: a?.grants ?? false,
		formula: pick(a?.formula, lang),
		section: a?.section || "more",
		searchable: a?.searchable ?? false,
		shownSometimes: !!a?.shown_if,
		shownIf: pick(a?.shown_if, lang),
		conditional: !!a?.required_if,
		requiredIf: pick(a?.required_if, lang),
		ruled: !!a?.rule,
		rule: pick(a?.rule, lang),
		messageFr: a?.message?.fr ?? "",
		messageEn: a?.message?.en ?? "",
		limited: !!a?.readers?.length,
		readers: a?.readers ?? [],
		held: !!a?.writers?.length,
		writers: a?.writers ?? [],
		pastLimited: !!a?.past_readers?.length,
		pastReaders: a?.past_readers ?? [],
		pastHeld: !!a?.past_writers?.length,
		pastWriters: a?.past_writers ?? [],
	};
}

// maySearch reports whether the search over everything can read an attribute.
export const maySearch = (field: Attribute | null, kind: Kind) =>
	["text", "long_text", "link", "choice", "choices"].includes(kind) &&
	(!field || field.may_search === true || field.kind !== kind);

// madeOf is a new attribute as its conditions may name it.
export function madeOf(d: Draft): OwnAttribute {
	return {
		label: { fr: d.fr, en: d.en },
		kind: d.kind,
		...(d.key ? { key: d.key } : {}),
		...(d.choices.length > 0 ? { choices: d.choices } : {}),
	};
}

const drawn = (d: Draft) =>
	d.hierarchy ? { hierarchy: d.hierarchy, grants: d.grants } : { choices: d.choices, free: d.free };

// valuesOf says what changes. A formula is sent as typed: the server reads it in
// the language of the request.
export function valuesOf(d: Draft, field: Attribute | null): object {
	return {
		...(field ? {} : { per_month: d.perMonth }),
		...(d.kind !== field?.kind ? { kind: d.kind, into: d.into } : {}),
		...(d.key && d.key !== field?.key ? { key: d.key } : {}),
		...(d.pattern !== (field?.pattern ?? "") ? { pattern: d.pattern } : {}),
		...(d.uniqueIn !== (field?.unique_in ?? "") ? { unique_in: d.uniqueIn } : {}),
		label: { fr: d.fr, en: d.en },
		help: { fr: d.helpFr, en: d.helpEn },
		unit: d.unit,
		required: d.required,
		section: d.section,
		consolidation: d.consolidation,
		...(d.consolidation === "weighted_mean" ? { weight: d.weight ?? "" } : {}),
		...(d.kind === "choice" || d.kind === "choices" ? drawn(d) : {}),
		...(Object.keys(d.replaced).length > 0 ? { replace: d.replaced } : {}),
		readers: d.limited ? d.readers : [],
		writers: d.held && d.kind !== "computed" ? d.writers : [],
		past_readers: d.perMonth && d.pastLimited ? d.pastReaders : [],
		past_writers: d.perMonth && d.pastHeld ? d.pastWriters : [],
		...(d.searchable !== (field?.searchable ?? false) ? { searchable: d.searchable && maySearch(field, d.kind) } : {}),
		...(d.kind === "computed" ? { formula: d.formula } : {}),
		...rulesOf(d, field, d.kind === "computed"),
	};
}
