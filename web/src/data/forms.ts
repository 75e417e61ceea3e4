import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { api } from "../api/client";
import type { Id, Row } from "../api/types";
import type { Bilingual } from "../i18n/lang";
import { keys } from "./query-keys";
import { type Home, pathOf, type RecordKind } from "./registers";

// FormLine is one attribute of a form: whether the page lets it be read only,
// what is said below it, and whether it goes over all columns.
export type FormLine = { attribute: string; read_only?: boolean; hint?: Bilingual; wide?: boolean };

export type FormSection = { title: Bilingual; columns: number; collapsed?: boolean; fields: FormLine[] };

// Fit is the form with which a person reads a project; without an id none fits,
// and the sections are those of the catalogue.
export type Fit = {
	id: Id;
	version: number;
	name: Bilingual;
	sections: FormSection[];
	// asked: what is required and empty, and in no section or there to be read only
	asked: string[];
	// others: how many attributes stand in no section, which all lets be shown too
	others: number;
	all: boolean;
};

// useFit is the form of a project for who is signed in. It is asked for again when
// seen is another.
export function useFit(project: Id, asOf: string, seen: string | undefined) {
	const query = useQuery({
		queryKey: [...keys.forms, "of", project, asOf],
		queryFn: ({ signal }) => api.get<Fit>(`/projects/${project}/form`, { as_of: asOf }, signal),
		enabled: project !== "",
		retry: false,
		staleTime: 60_000,
	});
	const { refetch } = query;
	const last = useRef({ project, asOf, seen });
	useEffect(() => {
		const before = last.current;
		last.current = { project, asOf, seen };
		const same = before.project === project && before.asOf === asOf;
		if (same && before.seen !== undefined && seen !== undefined && before.seen !== seen) void refetch();
	}, [project, asOf, seen, refetch]);
	return query;
}

// useLineFit is the form of a line of a register for who is signed in, asked for again
// when the line is of another version.
export function useLineFit(kind: RecordKind, id: Id, version: number) {
	return useQuery({
		queryKey: [...keys.forms, "line", kind, id, version],
		queryFn: ({ signal }) => api.get<Fit>(`${pathOf(kind)}/${id}/form`, undefined, signal),
		retry: false,
		staleTime: 60_000,
		placeholderData: (before, query) => (query?.queryKey[3] === id ? before : undefined),
	});
}

// NewLine is how a line begins: its form, the type and the status that it has then, and
// the statuses in which one of its type may begin, none for any.
export type NewLine = { form: Fit; values: Record<string, string>; starts: string[] };

// useNewLine is how a line begins in a project or a portfolio; null while it is not
// known where.
export function useNewLine(kind: RecordKind, home: Home | null, type: string, enabled = true) {
	return useQuery({
		queryKey: [...keys.forms, "new-line", kind, home, type],
		queryFn: ({ signal }) => api.get<NewLine>(`${pathOf(kind)}/form`, { ...home, type }, signal),
		enabled: home !== null && enabled,
		retry: false,
		staleTime: 60_000,
		placeholderData: (before) => before,
	});
}

// seenOf is all that the form of a project depends on, beside the forms: the
// project, and what the catalogue asks of it.
export function seenOf(project: Row | undefined, attributes: readonly { version: number }[] | undefined) {
	if (!project || !attributes) return undefined;
	return `${project.version} ${attributes.length} ${attributes.reduce((sum, a) => sum + a.version, 0)}`;
}

// unveiled are the attributes that are shown on a project as it stands.
export function unveiled<A extends { key: string }>(row: Row, attributes: readonly A[]): A[] {
	return attributes.filter((a) => !row.concealed?.includes(a.key));
}

// shownBy are the attributes that a form shows, in the order of the catalogue; all
// of them without one.
export function shownBy<A extends { key: string }>(fit: Fit | undefined, attributes: readonly A[]): readonly A[] {
	if (!fit?.id) return attributes;
	const held = new Set(fit.sections.flatMap((s) => s.fields.map((f) => f.attribute)));
	return attributes.filter((a) => held.has(a.key) || fit.asked.includes(a.key));
}
