import { useQuery } from "@tanstack/react-query";
import { addressOf, api, type Query } from "../api/client";
import type { components } from "../api/schema";

export type Master = components["schemas"]["MasterOut"];
export type ReportKind = "summary" | "project" | "review";
export type ReportForm = "pdf" | "pptx" | "xlsx";

export const masterKey = ["slide_master"] as const;

type Masters = { items: Master[]; total: number; can_edit: boolean };

// useMasters reads the PowerPoint templates that a kind of report can fill.
export function useMasters(kind: ReportKind, enabled: boolean) {
	return useQuery({
		queryKey: [...masterKey, kind],
		queryFn: ({ signal }) => api.get<Masters>("/slide-masters", { kind }, signal),
		enabled,
		staleTime: 60_000,
	});
}

// takeReport lets the browser save a report. The address tells everything, so
// that it can be sent to a colleague.
export function takeReport(kind: ReportKind, query: Query): void {
	take(addressOf(`/reports/${kind}`, query));
}

// takeMaster lets the browser save a template: one of the organisation, or the
// one of the house to start from.
export function takeMaster(id: string, query?: Query): void {
	take(addressOf(`/slide-masters/${id}`, query));
}

function take(address: string): void {
	const link = document.createElement("a");
	link.href = address;
	link.download = "";
	link.click();
}
