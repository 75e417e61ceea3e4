import { useQuery } from "@tanstack/react-query";
import { api } from "../../api/client";
import type { List } from "../../api/types";
import { keys } from "../../data/query-keys";
import { dayFromISO, formatDay } from "../../format/day";
import { formatNumber } from "../../format/number";
import type { Bilingual } from "../../i18n/lang";
import type { FieldUse } from "./field-uses";

export const constantKinds = ["number", "money", "percent", "date", "text"] as const;

// ConstantSays is what a constant is, whatever its key; each value holds from a day on,
// the first ever since where it names none.
export type ConstantSays = {
	label: Bilingual;
	help?: Bilingual;
	kind: (typeof constantKinds)[number];
	measure?: string;
	currency?: string;
	values: { from?: string; value: string }[];
};
export type Constant = ConstantSays & { key: string; now: string | null };
export type Constants = { version: number; can_edit: boolean; items: Constant[]; total: number };
export type Moved = { project: { id: string; name: string }; was: unknown; now: unknown };
export type ConstantPreview = {
	attributes: { key: string; label: Bilingual; gives: string; projects: number; some: Moved[] }[];
	projects: number;
};

export const readConstants = () => api.get<Constants>("/constants");

// useConstants reads the constants of the platform.
export function useConstants() {
	return useQuery({ queryKey: keys.constants, queryFn: readConstants, staleTime: 60_000 });
}

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

// valueText is a value of a constant as people read it: "650 EUR", "12.5 %".
export function valueText(of: Pick<ConstantSays, "kind" | "measure" | "currency">, value: string | null): string {
	if (value === null || value === "") return "—";
	if (of.kind === "text") return value;
	if (of.kind === "date") return formatDay(dayFromISO(value));
	const unit = { number: of.measure, money: of.currency, percent: "%" }[of.kind];
	return unit ? `${formatNumber(value)}\u00a0${unit}` : formatNumber(value);
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
