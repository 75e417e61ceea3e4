import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client";
import type { components } from "../api/schema";
import type { Id, List, Named, Row } from "../api/types";
import type { Bilingual } from "../i18n/lang";
import { rememberChange } from "./changed";
import { tellOwn } from "./live";
import { keys } from "./query-keys";

// Whole is a shape of the API in which texts have both languages, as the server always
// gives them.
type Whole<T> = T extends (infer U)[]
	? Whole<U>[]
	: T extends object
		? keyof T extends "en" | "fr"
			? Bilingual
			: { [K in keyof T]: Whole<T[K]> }
		: T;

export type Template = Whole<components["schemas"]["TemplateOut"]>;
export type TemplateSays = Whole<components["schemas"]["TemplateSays"]>;
export type TemplatePart = Whole<components["schemas"]["TemplatePart"]>;
export type TemplateSection = Whole<components["schemas"]["TemplateSection"]>;
export type TemplateUse = Whole<components["schemas"]["TemplateUse"]>;
export type DraftSection = Whole<components["schemas"]["DraftSection"]>;
export type DraftLine = Whole<components["schemas"]["DraftLine"]>;
export type DraftValue = Whole<components["schemas"]["DraftValue"]>;
export type Plan = Whole<components["schemas"]["PlanOut"]>;
export type PlanItem = Whole<components["schemas"]["PlanItem"]>;
export type ManyLine = {
	project: Named;
	add: number;
	change: number;
	remove: number;
	left: number;
	why?: string;
};

export type Templates = { items: Template[]; can_edit: boolean };

// useTemplates are the templates of projects, also those out of use for whom sees to them.
export function useTemplates(retired = false) {
	return useQuery({
		queryKey: [...keys.templates, "all", retired],
		queryFn: ({ signal }) => api.get<Templates>("/templates", { retired }, signal),
		staleTime: 60_000,
	});
}

// useTemplateSections say what templates can hold.
export function useTemplateSections() {
	return useQuery({
		queryKey: [...keys.fields, "template"],
		queryFn: ({ signal }) =>
			api.get<List<TemplateSection>>("/templates/sections", undefined, signal).then((l) => l.items),
		staleTime: 60_000,
	});
}

// useTemplatesOf are the templates that were applied to a project.
export function useTemplatesOf(project: Id) {
	return useQuery({
		queryKey: [...keys.projects, "templates", project],
		queryFn: ({ signal }) =>
			api.get<List<TemplateUse>>(`/projects/${project}/templates`, undefined, signal).then((l) => l.items),
	});
}

// fitting puts the templates for a type of project first, and of them the one that is
// proposed; those for other types are left out.
export function fitting(all: readonly Template[], type: unknown, variant?: unknown): Template[] {
	const fits = all.filter((t) => (!t.type || t.type === type) && (!t.variant || !variant || t.variant === variant));
	const weight = (t: Template) => (t.proposed ? 4 : 0) + (t.variant ? 2 : 0) + (t.type ? 1 : 0);
	return [...fits].sort((a, b) => weight(b) - weight(a));
}

export type Asked = {
	project?: Id;
	values?: Record<string, unknown>;
	start?: string;
	// insert: to bring in the plan alone, with its key dates
	insert?: { under?: Id; from?: string; replace?: boolean };
	items?: string[];
	match?: string;
};

export function previewTemplate(id: Id, asked: Asked, signal?: AbortSignal): Promise<Plan> {
	return api.post<Plan>(`/templates/${id}/preview`, asked, { signal });
}

// applyTemplate does what was chosen, and remembers it to be undone.
export async function applyTemplate(id: Id, asked: Asked, what: string): Promise<Plan> {
	const done = await api.post<{ change: number; plan: Plan }>(`/templates/${id}/apply`, asked);
	const { project } = asked;
	rememberChange(done.change, what, () => project && tellOwn("project", [project]));
	return done.plan;
}

export type Many = { items: ManyLine[]; change?: number };

export function tryMany(id: Id, projects: readonly Id[]): Promise<Many> {
	return api.post<Many>(`/templates/${id}/many`, { projects, dry: true });
}

export async function applyMany(id: Id, projects: readonly Id[], what: string): Promise<Many> {
	const done = await api.post<Many>(`/templates/${id}/many`, { projects });
	rememberChange(done.change, what, () => tellOwn("project", projects));
	return done;
}

export function createFromTemplate(id: Id, asked: Asked, once: string): Promise<Row> {
	return api.post<Row>(`/templates/${id}/create`, asked, { once });
}
