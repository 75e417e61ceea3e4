import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client";
import type { Attribute, List, Role } from "../api/types";
import { shipped } from "../format/conventions";
import { fold } from "../format/fold";
import { type Bilingual, type Lang, type MessageKey, pick } from "../i18n/lang";
import { useLang } from "../i18n/use-lang";
import { complete } from "./catalogue";
import type { Types } from "./lifecycles";
import { useMe } from "./me";
import { keys } from "./query-keys";
import { recordKinds } from "./registers";
import type { Templates } from "./templates";

// SettingKind is what a thing that can be set is.
export type SettingKind =
	| "attribute"
	| "choice"
	| "type"
	| "form"
	| "view"
	| "template"
	| "guide"
	| "role"
	| "term"
	| "hierarchy"
	| "constant"
	| "attributeGroup"
	| "convention";

// SettingThing is something that administrators set, with the place where they do.
export type SettingThing = {
	id: string;
	kind: SettingKind;
	label: Bilingual;
	// of: what it belongs to
	of?: Bilingual;
	href: string;
};

type Named = { id: string; label: Bilingual };
type Forms = { items: { id: string; object: string; name: Bilingual }[] };
type Terms = {
	terms: { key: string; shipped_en: Noun; shipped_fr: Noun; en?: Noun | null; fr?: Noun | null }[] | null;
};
type Noun = { one: string };
type Views = { items: { id: string; label: Bilingual; mine: boolean; scope: string }[] };

const at = (place: string, open: string) => `${place}?open=${encodeURIComponent(open)}`;

// ofAttributes are the attributes of projects, and the values of their lists.
export function ofAttributes(all: readonly Attribute[]): SettingThing[] {
	return all.flatMap((a) => [
		{ id: `attribute-${a.key}`, kind: "attribute" as const, label: a.label, href: at("/admin/fields", a.key) },
		...a.choices.map((c) => ({
			id: `choice-${a.key}-${c.key}`,
			kind: "choice" as const,
			label: c.label,
			of: a.label,
			href: at("/admin/fields", a.key),
		})),
	]);
}

// ofTerms are the nouns of the interface, as shipped and as the organisation says them.
export function ofTerms(found: Terms): SettingThing[] {
	return (found.terms ?? []).map((x) => ({
		id: `term-${x.key}`,
		kind: "term" as const,
		label: { en: x.en?.one || x.shipped_en.one, fr: x.fr?.one || x.shipped_fr.one },
		// As shipped, where it is said otherwise.
		...(x.en?.one || x.fr?.one ? { of: { en: x.shipped_en.one, fr: x.shipped_fr.one } } : {}),
		href: at("/admin/vocabulary", x.key),
	}));
}

// readCatalogue reads what whoever edits the catalogue may set.
async function readCatalogue(): Promise<SettingThing[]> {
	const [constants, groups, fields, types, forms, templates, guides, trees, terms, views] = await Promise.all([
		api.get<{ items: { key: string; label: Bilingual }[] }>("/constants"),
		api.get<{ items: { key: string; label: Bilingual }[] }>("/attribute-groups"),
		api.get<List<Attribute>>("/fields", { object: "project", whole: "true" }),
		api.get<Types>("/types"),
		Promise.all(["project", ...recordKinds].map((object) => api.get<Forms>("/forms", { object }))),
		api.get<Templates>("/templates"),
		api.get<List<{ id: string; title: Bilingual }>>("/guides"),
		api.get<List<Named>>("/hierarchies"),
		api.get<Terms>("/vocabulary"),
		api.get<Views>("/views", { object: "project" }),
	]);
	const thing = (kind: SettingKind, id: string, label: Bilingual, href: string): SettingThing => ({
		id: `${kind}-${id}`,
		kind,
		label,
		href,
	});
	return [
		...ofAttributes(fields.items.map(complete)),
		...types.items.map((x) => thing("type", x.key, x.label, `/admin/types?type=${encodeURIComponent(x.key)}`)),
		...forms
			.flatMap((of) => of.items)
			.map((x) =>
				thing("form", x.id, x.name, at("/admin/forms", x.id) + (x.object === "project" ? "" : `&object=${x.object}`)),
			),
		...templates.items.map((x) => thing("template", x.id, x.name, at("/admin/templates", x.id))),
		...guides.items.map((x) => thing("guide", x.id, x.title, at("/admin/guides", x.id))),
		...trees.items.map((x) => thing("hierarchy", x.id, x.label, `/admin/hierarchies?hierarchy=${x.id}`)),
		...constants.items.map((x) => thing("constant", x.key, x.label, at("/admin/constants", x.key))),
		...groups.items.map((x) => thing("attributeGroup", x.key, x.label, at("/admin/attribute-groups", x.key))),
		...ofTerms(terms),
		...views.items
			.filter((v) => v.scope !== "personal")
			.map((v) => thing("view", v.id, v.label, `/portfolio?view=${v.id}`)),
	];
}

// useSettingIndex is everything that the person may set, once something is looked for.
export function useSettingIndex(wanted: boolean): SettingThing[] {
	const { t } = useLang();
	const { permissions } = useMe();
	const edits = permissions.includes("catalogue.edit");
	const gives = permissions.includes("role.manage");
	const catalogue = useQuery({
		queryKey: [...keys.fields, "settings"],
		queryFn: readCatalogue,
		enabled: wanted && edits,
		staleTime: 60_000,
	});
	const roles = useQuery({
		queryKey: [...keys.roles, "settings"],
		queryFn: () => api.get<List<Role>>("/roles"),
		enabled: wanted && gives,
		staleTime: 60_000,
	});
	const said = (key: MessageKey): Bilingual => ({ en: t(key), fr: t(key) });
	return [
		...(catalogue.data ?? []),
		...(roles.data?.items ?? []).map((r) => ({
			id: `role-${r.id}`,
			kind: "role" as const,
			label: r.label,
			href: at("/admin/roles", r.id),
		})),
		...(edits ? (Object.keys(shipped) as (keyof typeof shipped)[]) : []).map((key) => ({
			id: `convention-${key}`,
			kind: "convention" as const,
			label: said(`convention.${key}`),
			href: "/admin/conventions",
		})),
	];
}

// foundAmong are the things whose names hold every word that is typed, in either
// language; those whose name begins with it come first.
export function foundAmong(all: readonly SettingThing[], typed: string, lang: Lang, most = 40): SettingThing[] {
	const wanted = fold(typed).trim();
	const words = wanted.split(/\s+/).filter(Boolean);
	if (words.length === 0) return [];
	const texts = all.map((x) => fold([x.label.fr, x.label.en, x.of?.fr, x.of?.en].join(" ")));
	const hits = all.filter((_, i) => words.every((w) => texts[i]?.includes(w)));
	const first = (x: SettingThing) =>
		fold(x.label.fr).startsWith(wanted) || fold(x.label.en).startsWith(wanted) ? 0 : 1;
	return hits
		.sort((a, b) => first(a) - first(b) || pick(a.label, lang).localeCompare(pick(b.label, lang), lang))
		.slice(0, most);
}
