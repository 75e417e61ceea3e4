import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api } from "../../api/client";
import type { Choice, Formula, Kind, List, Row } from "../../api/types";
import { keys } from "../../data/query-keys";
import type { Bilingual, Lang } from "../../i18n/lang";

// Preview is what a formula gives on some projects, or of a condition the projects
// that do not fulfil it: how many, and the filter that finds them.
export type Preview = {
	problem: { at: number; message: string } | null;
	gives: string;
	items: Row[];
	total: number;
	filter: string;
};

// Purpose is what a formula is to be, and of which attribute; of none, of a new one.
export type Purpose = { as: "formula" | "required_if" | "rule" | "shown_if"; of?: string; own?: OwnAttribute };

// OwnAttribute is a new attribute as it is being made, which its conditions may name.
export type OwnAttribute = { key?: string; label: Bilingual; kind: Kind; choices?: Choice[] };

// useFunctions are all the functions of formulas.
export function useFunctions(enabled: boolean) {
	return useQuery({
		queryKey: [...keys.fields, "functions"],
		queryFn: () => api.get<List<Formula>>("/fields/functions").then((l) => l.items),
		staleTime: Number.POSITIVE_INFINITY,
		enabled,
	});
}

const pause = 350;

// usePreview asks, when the typing pauses, what a formula would give. What was
// answered before stays until then.
export function usePreview(formula: string, lang: Lang, purpose: Purpose = { as: "formula" }, object = "project") {
	const settled = useSettled(formula.trim());
	return useQuery({
		queryKey: [...keys.projects, "preview", settled, lang, purpose, object],
		queryFn: () => api.post<Preview>(`/fields/preview?object=${object}`, { formula: settled, ...purpose }),
		enabled: settled !== "",
		placeholderData: (before) => before,
		staleTime: 60_000,
		retry: false,
	});
}

function useSettled(text: string): string {
	const [settled, setSettled] = useState(text);
	useEffect(() => {
		const wait = setTimeout(() => setSettled(text), pause);
		return () => clearTimeout(wait);
	}, [text]);
	return settled;
}

// parts cuts a formula at the place where something is wrong, counted in
// characters from 1: what stands before, the word there, what follows.
export function parts(formula: string, at: number): [string, string, string] {
	const all = [...formula];
	const start = Math.min(Math.max(at - 1, 0), all.length);
	let end = start;
	while (end < all.length && /[\p{L}\p{N}_.]/u.test(all[end] ?? "")) end++;
	if (end === start) end = Math.min(start + 1, all.length);
	return [all.slice(0, start).join(""), all.slice(start, end).join(""), all.slice(end).join("")];
}

// named is how an attribute stands in a formula: by its label, in brackets when
// it is not one word.
export function named(label: string): string {
	return /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(label) ? label : `[${label}]`;
}
