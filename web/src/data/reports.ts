import { useQuery } from "@tanstack/react-query";
import { addressOf, api, type Query } from "../api/client";
import type { components } from "../api/schema";

export type Template = components["schemas"]["TemplateOut"];
export type ReportKind = "summary" | "project" | "review";
export type ReportForm = "pdf" | "pptx" | "xlsx";

export const templateKey = ["template"] as const;

type Templates = { items: Template[]; total: number; can_edit: boolean };

// useTemplates reads the PowerPoint templates that a kind of report can fill.
export function useTemplates(kind: ReportKind, enabled: boolean) {
	return useQuery({
		queryKey: [...templateKey, kind],
		queryFn: ({ signal }) => api.get<Templates>("/templates", { kind }, signal),
		enabled,
		staleTime: 60_000,
	});
}

// takeReport lets the browser save a report. The address tells everything, so
// that it can be sent to a colleague.
export function takeReport(kind: ReportKind, query: Query): void {
	take(addressOf(`/reports/${kind}`, query));
}

// takeTemplate lets the browser save a template: one of the organisation, or the
// one of the house to start from.
export function takeTemplate(id: string, query?: Query): void {
	take(addressOf(`/templates/${id}`, query));
}

function take(address: string): void {
	const link = document.createElement("a");
	link.href = address;
	link.download = "";
	link.click();
}
