import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client";
import type { Id, Named } from "../api/types";
import type { Bilingual } from "../i18n/lang";
import { keys } from "./query-keys";

// GuideSays is what a guide says, and of what: keys, "" for nothing in particular;
// readers are the keys of the roles that are shown it, everybody when there are none.
export type GuideSays = {
	title: Bilingual;
	text: Bilingual;
	type: string;
	stage: string;
	role: string;
	readers: string[];
};
export type Guide = GuideSays & { id: Id; version: number; key: string; left_out: boolean };
export type GuideRole = { key: string; label: Bilingual };
export type Guides = { items: Guide[]; can_edit: boolean; roles: GuideRole[] };

export type GuidePart = "title" | "text" | "about" | "readers" | "position";
export type GuidePast = {
	id: Id;
	version: number;
	title: Bilingual;
	text: Bilingual;
	at: string;
	by: Named | null;
	gone: boolean;
	parts: GuidePart[];
};

const both = (t: Partial<Bilingual> | undefined): Bilingual => ({ en: t?.en ?? "", fr: t?.fr ?? "" });

// readGuides reads the guides that the person is shown, in their order.
export async function readGuides(): Promise<Guides> {
	const all = await api.get<Guides>("/guides");
	return { ...all, items: all.items.map((g) => ({ ...g, title: both(g.title), text: both(g.text) })) };
}

export function useGuides() {
	return useQuery({ queryKey: keys.guides, queryFn: readGuides, staleTime: 60_000 });
}

// guideId is the anchor of a guide on the page of the method.
export const guideId = (key: string) => `guide.${key}`;
