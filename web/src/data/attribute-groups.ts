import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client";
import type { List } from "../api/types";
import type { Bilingual } from "../i18n/lang";
import { keys } from "./query-keys";

// AttributeGroup is a heading under which attributes stand wherever they are listed;
// rest is the one of what stands in no other.
export type AttributeGroup = { key: string; label: Bilingual; rest?: boolean };

export type AttributeGroups = { version: number; can_edit: boolean; items: AttributeGroup[]; total: number };

export const readAttributeGroups = () => api.get<AttributeGroups>("/attribute-groups");

// useAttributeGroups are the groups of attributes, in their order: of those who do not
// define attributes, the ones in which something stands that they may read.
export function useAttributeGroups(enabled = true) {
	return useQuery({ enabled, queryKey: keys.attributeGroups, queryFn: readAttributeGroups, staleTime: 300_000 });
}

// PlaceKind is what names attributes.
export type PlaceKind =
	| "view"
	| "formula"
	| "portfolio"
	| "dashboard"
	| "mapping"
	| "trust"
	| "round"
	| "slide_master"
	| "template"
	| "form"
	| "lifecycle";

export type GroupUse = {
	key: string;
	attributes: { object: string; key: string; label: Bilingual }[];
	places: { kind: PlaceKind; count: number; names: Bilingual[] }[];
};

// useGroupUses are the attributes that stand in each group, and what names them, by
// the key of the group.
export function useGroupUses() {
	return useQuery({
		queryKey: [...keys.attributeGroups, "uses"],
		queryFn: async () => {
			const { items } = await api.get<List<GroupUse>>("/attribute-groups/uses");
			return new Map(items.map((u) => [u.key, u]));
		},
	});
}

export type Grouped<A> = { key: string; label: Bilingual | null; attributes: A[] };

// inGroups are attributes under their groups, those without any left out; what stands
// in a group that is not known comes last, under none.
export function inGroups<A extends { section?: string }>(
	attributes: readonly A[],
	groups: readonly AttributeGroup[],
): Grouped<A>[] {
	const known = new Map<string, Grouped<A>>(groups.map((g) => [g.key, { key: g.key, label: g.label, attributes: [] }]));
	const others: Grouped<A> = { key: "", label: null, attributes: [] };
	for (const a of attributes) (known.get(a.section ?? "") ?? others).attributes.push(a);
	return [...known.values(), others].filter((g) => g.attributes.length > 0);
}
