import type { Attribute, Id } from "../../api/types";
import { type AttributeGroup, inGroups } from "../../data/attribute-groups";
import type { FormLine, FormSection } from "../../data/forms";
import { type Bilingual, type Lang, pick } from "../../i18n/lang";
import { lineSections } from "../../views/register/line-parts";
import { type LifeObject, lifeObjects } from "./life-object";

export type FormOf = {
	id: Id;
	version: number;
	object: LifeObject;
	name: Bilingual;
	open: boolean;
	types: string[];
	stages: string[];
	variants: string[];
	roles: Id[];
	sections: FormSection[];
	projects: number;
	some: { id: Id; name: string }[];
};

export type FormRole = { id: Id; label: Bilingual; people: number };

// Part is a section while it is designed; id is its name on this screen alone.
export type Part = { id: string; fr: string; en: string; columns: number; collapsed: boolean; fields: FormLine[] };

export type Draft = {
	fr: string;
	en: string;
	open: boolean;
	types: string[];
	stages: string[];
	variants: string[];
	roles: Id[];
	parts: Part[];
};

// Spot is where a line stands, or is to stand: in which section, and before which.
export type Spot = { part: string; at: number };

// ListName is what a list says whose values a form may be for.
export type ListName = "type" | "stage" | "variant";
export const manyOf = { type: "types", stage: "stages", variant: "variants" } as const;

// listsOf are those of an object, each with the attribute that it is there.
export function listsOf(object: LifeObject): { name: ListName; key: string }[] {
	const { type, stage } = lifeObjects[object];
	const all: { name: ListName; key: string }[] = [
		{ name: "type", key: type },
		{ name: "stage", key: stage },
	];
	return object === "project" ? [...all, { name: "variant", key: "variant" }] : all;
}

// freshDraft is a form that shows what the pages show without one.
export function freshDraft(
	attributes: readonly Attribute[],
	groups: readonly AttributeGroup[],
	object: LifeObject = "project",
): Draft {
	const sections = object === "project" ? inGroups(attributes, groups) : lineSections(attributes, groups);
	const parts = sections.map((g, i) => ({
		id: `p${i}`,
		fr: g.label?.fr || g.label?.en || "Autres attributs",
		en: g.label?.en || g.label?.fr || "Other attributes",
		columns: 2,
		collapsed: false,
		fields: g.attributes.map((a) => ({ attribute: a.key, ...(a.kind === "long_text" ? { wide: true } : {}) })),
	}));
	return { fr: "", en: "", open: false, types: [], stages: [], variants: [], roles: [], parts };
}

export function draftOf(f: FormOf): Draft {
	const { open, types, stages, variants, roles } = f;
	const parts = f.sections.map((s, i) => ({
		id: `p${i}`,
		fr: s.title.fr,
		en: s.title.en,
		columns: s.columns,
		collapsed: s.collapsed === true,
		fields: s.fields.map((l) => ({ ...l })),
	}));
	return { fr: f.name.fr, en: f.name.en, open, types, stages, variants, roles, parts };
}

// bodyOf is a draft as the server takes it.
export function bodyOf(d: Draft): object {
	const { open, types, stages, variants, roles } = d;
	const sections = d.parts.map((p) => ({
		title: { fr: p.fr, en: p.en },
		columns: p.columns,
		collapsed: p.collapsed,
		fields: p.fields,
	}));
	return { name: { fr: d.fr, en: d.en }, open, types, stages, variants, roles, sections };
}

// triedBody is a draft to be tried: what has no name yet gets one for now.
export function triedBody(d: Draft): object {
	const named = <T extends { fr: string; en: string }>(of: T): T => (of.fr || of.en ? of : { ...of, fr: "…", en: "…" });
	return bodyOf({ ...named(d), parts: d.parts.map(named) });
}

// spotOf is where an attribute stands; null where it does not.
export function spotOf(parts: readonly Part[], key: string): Spot | null {
	for (const p of parts) {
		const at = p.fields.findIndex((l) => l.attribute === key);
		if (at >= 0) return { part: p.id, at };
	}
	return null;
}

// put places an attribute at a spot, from wherever it stands now; one that stands
// nowhere comes in.
export function put(parts: readonly Part[], key: string, to: Spot): Part[] {
	const from = spotOf(parts, key);
	const line = parts.flatMap((p) => p.fields).find((l) => l.attribute === key) ?? { attribute: key };
	const before = from?.part === to.part && from.at < to.at ? to.at - 1 : to.at;
	return without(parts, key).map((p) =>
		p.id === to.part ? { ...p, fields: [...p.fields.slice(0, before), line, ...p.fields.slice(before)] } : p,
	);
}

export function without(parts: readonly Part[], key: string): Part[] {
	return parts.map((p) => ({ ...p, fields: p.fields.filter((l) => l.attribute !== key) }));
}

// step is where an attribute goes by one line up or down: over the edge of its
// section into the next one. null where there is no further.
export function step(parts: readonly Part[], key: string, by: 1 | -1): Spot | null {
	const from = spotOf(parts, key);
	const index = parts.findIndex((p) => p.id === from?.part);
	const part = parts[index];
	if (!from || !part) return null;
	const at = from.at + by;
	if (at >= 0 && at < part.fields.length) return { part: part.id, at: by > 0 ? at + 1 : at };
	const next = parts[index + by];
	return next ? { part: next.id, at: by > 0 ? 0 : next.fields.length } : null;
}

// leap is the end of the section before or after that of an attribute.
export function leap(parts: readonly Part[], key: string, by: 1 | -1): Spot | null {
	const index = parts.findIndex((p) => p.id === spotOf(parts, key)?.part);
	const next = index < 0 ? undefined : parts[index + by];
	return next ? { part: next.id, at: next.fields.length } : null;
}

// moved is a list with one of its items by some places further.
export function moved<T>(items: readonly T[], at: number, by: number): T[] {
	const to = at + by;
	const item = items[at];
	if (item === undefined || to < 0 || to >= items.length) return [...items];
	const rest = items.filter((_, i) => i !== at);
	return [...rest.slice(0, to), item, ...rest.slice(to)];
}

export function freshPart(parts: readonly Part[], title: Bilingual): Part {
	const last = Math.max(-1, ...parts.map((p) => Number(p.id.slice(1))));
	return { id: `p${last + 1}`, fr: title.fr, en: title.en, columns: 1, collapsed: false, fields: [] };
}

export function changePart(parts: readonly Part[], id: string, change: Partial<Part>): Part[] {
	return parts.map((p) => (p.id === id ? { ...p, ...change } : p));
}

export function changeLine(parts: readonly Part[], key: string, change: Partial<FormLine>): Part[] {
	return parts.map((p) => ({
		...p,
		fields: p.fields.map((l) => (l.attribute === key ? { ...l, ...change } : l)),
	}));
}

// leftOut are the attributes that stand in no section, in the order of the catalogue.
export function leftOut(attributes: readonly Attribute[], parts: readonly Part[]): Attribute[] {
	const held = new Set(parts.flatMap((p) => p.fields.map((l) => l.attribute)));
	return attributes.filter((a) => !held.has(a.key));
}

// titleOf is a section as the reader of this page calls it.
export function titleOf(p: Part, lang: Lang): string {
	return pick({ fr: p.fr, en: p.en }, lang);
}

type Whom = Pick<FormOf, "types" | "stages" | "variants" | "roles">;

// whomOf names what a form of an object is for, list by list; empty for all and every reader.
export function whomOf(
	f: Whom,
	object: LifeObject,
	attributes: readonly Attribute[],
	roles: readonly FormRole[],
	lang: Lang,
): string[] {
	const named = listsOf(object).flatMap(({ name, key: list }) => {
		const of = attributes.find((a) => a.key === list);
		const names = f[manyOf[name]].map((key) => pick(of?.choices.find((c) => c.key === key)?.label, lang) || key);
		return names.length > 0 ? [names.join(", ")] : [];
	});
	const held = f.roles.map((id) => pick(roles.find((r) => r.id === id)?.label, lang) || "?");
	return held.length > 0 ? [...named, held.join(", ")] : named;
}
