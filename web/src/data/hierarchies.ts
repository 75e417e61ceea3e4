import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client";
import type { Id, List, Named } from "../api/types";
import type { Bilingual } from "../i18n/lang";

// HierarchyNode is one value that attributes may draw from a hierarchy.
export type HierarchyNode = {
	id: Id;
	key: string;
	label: Bilingual;
	parent: Id | null;
	colour: string;
	icon: string;
	retired: boolean;
	from: string;
	until: string;
	version: number;
	projects: number;
	grants: number;
};

export type Hierarchy = {
	id: Id;
	key: string;
	label: Bilingual;
	help: Bilingual;
	version: number;
	count: number;
	attributes: { object: string; key: string; label: Bilingual; grants: boolean }[];
	nodes?: HierarchyNode[];
};

export type NodePast = {
	entity: "hierarchy" | "node";
	id: Id;
	version: number;
	at: string;
	by: Named | null;
	gone: boolean;
	node: HierarchyNode | null;
	parts: ("made" | "label" | "place" | "key" | "colour" | "dates" | "retired" | "revived")[];
};

export const hierarchyKeys = { all: ["hierarchy"] as const, nodes: ["node"] as const };

export function useHierarchies() {
	return useQuery({
		queryKey: hierarchyKeys.all,
		queryFn: () => api.get<List<Hierarchy>>("/hierarchies").then((l) => l.items),
		staleTime: 60_000,
	});
}

// useHierarchy reads one with its nodes, in the order of the tree.
export function useHierarchy(id: Id | null) {
	return useQuery({
		queryKey: [...hierarchyKeys.nodes, id],
		queryFn: () => api.get<Hierarchy>(`/hierarchies/${id}`),
		enabled: !!id,
		staleTime: 60_000,
	});
}
