import { useQuery } from "@tanstack/react-query";
import { api } from "../../api/client";
import type { List } from "../../api/types";
import { keys } from "../../data/query-keys";
import type { Bilingual } from "../../i18n/lang";
import type { FieldUse } from "./field-uses";

export type Moved = { project: { id: string; name: string }; was: unknown; now: unknown };
export type ConstantPreview = {
	attributes: { key: string; label: Bilingual; gives: string; projects: number; some: Moved[] }[];
	projects: number;
};

export type ConstantUse = Pick<FieldUse, "key" | "places">;

// useConstantUses reads what names each constant, by its key.
export function useConstantUses() {
	return useQuery({
		queryKey: [...keys.constants, "uses"],
		queryFn: async () => {
			const { items } = await api.get<List<ConstantUse>>("/constants/uses");
			return new Map(items.map((u) => [u.key, u]));
		},
		staleTime: 0,
	});
}

// keyFor makes a key of a name, as the server would.
export function keyFor(name: string): string {
	return name
		.normalize("NFD")
		.replace(/\p{M}/gu, "")
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, "_")
		.replace(/^[^a-z]+|_+$/g, "")
		.slice(0, 40);
}
