import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client";
import { dayFromISO, formatDay } from "../format/day";
import { formatNumber } from "../format/number";
import type { Bilingual } from "../i18n/lang";
import { keys } from "./query-keys";

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

export const readConstants = () => api.get<Constants>("/constants");

// useConstants reads the constants of the platform.
export function useConstants(enabled = true) {
	return useQuery({ enabled, queryKey: keys.constants, queryFn: readConstants, staleTime: 60_000 });
}

// valueText is a value of a constant as people read it: "650 EUR", "12.5 %".
export function valueText(of: Pick<ConstantSays, "kind" | "measure" | "currency">, value: string | null): string {
	if (value === null || value === "") return "—";
	if (of.kind === "text") return value;
	if (of.kind === "date") return formatDay(dayFromISO(value));
	const unit = { number: of.measure, money: of.currency, percent: "%" }[of.kind];
	return unit ? `${formatNumber(value)}\u00a0${unit}` : formatNumber(value);
}
