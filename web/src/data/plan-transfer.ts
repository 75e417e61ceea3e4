import { keepPreviousData, type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { addressOf, send } from "../api/client";
import type { components } from "../api/schema";
import { log } from "./command-log";
import { keys } from "./query-keys";

export type PlanImported = components["schemas"]["PlanImported"];
export type PlanDifference = components["schemas"]["PlanDifference"];
export type PlanLoss = components["schemas"]["PlanLoss"];

// Wanted is how the plan of a file is brought in.
export type Wanted = {
	dates: "keep" | "recompute";
	key_dates: "keep" | "delete";
	part: number;
	// fields: where custom fields go, by their ids: the key of an attribute, "+" for one
	// that is made, "" where they are left out; one that is absent goes where it is called so
	fields: Readonly<Record<string, string>>;
};

export type PlanCustom = components["schemas"]["PlanCustom"];

// largestPlan is what the server takes, in bytes.
export const largestPlan = 100 * 1024 * 1024;

const foreseen = "import";

function post(project: string, file: File, { fields, ...wanted }: Wanted, apply: boolean, more = {}) {
	const form = new FormData();
	form.set("file", file);
	form.set("fields", JSON.stringify(fields));
	const query = apply ? { ...wanted, apply } : wanted;
	return send<PlanImported>("POST", `/projects/${project}/plan/import`, { query, body: form, ...more });
}

// useForeseenPlan is what bringing a file in would do. Nothing is kept.
export function useForeseenPlan(project: string, file: File, wanted: Wanted) {
	return useQuery({
		queryKey: [...keys.plans, project, foreseen, file.name, file.size, file.lastModified, wanted],
		queryFn: ({ signal }) => post(project, file, wanted, false, { signal }),
		placeholderData: keepPreviousData,
		staleTime: 0,
		gcTime: 0,
		retry: false,
		refetchOnWindowFocus: false,
	});
}

// readPlans reads again what a plan that was brought in changes. What the file would bring
// is not among it: that would send the file once more, and compute it, before one goes on.
export async function readPlans(queries: QueryClient): Promise<void> {
	await Promise.all(
		[keys.plans, keys.milestones, keys.calendars, keys.fields].map((queryKey) =>
			queries.invalidateQueries({ queryKey, predicate: (query) => query.queryKey[2] !== foreseen }),
		),
	);
}

// useBringPlan brings a file in, and remembers it to be taken back.
export function useBringPlan(project: string) {
	const queries = useQueryClient();
	const read = () => readPlans(queries);
	return async (file: File, wanted: Wanted, mark: string, what: string): Promise<PlanImported> => {
		const made = await post(project, file, wanted, true, { version: mark });
		let last = made.change ?? 0;
		const turn = async () => {
			const now = await send<{ gone_by?: number }>("POST", `/changes/${last}/undo`, { body: {} });
			last = now.gone_by ?? last;
			await read();
			return true;
		};
		if (last) log.add({ what, undo: turn, redo: turn });
		await read();
		return made;
	};
}

export const planFormats = ["mspdi", "xlsx", "csv"] as const;

// fetchPlan saves a plan as a file.
export function fetchPlan(project: string, format: (typeof planFormats)[number], lang: string): void {
	const link = document.createElement("a");
	link.href = addressOf(`/projects/${project}/plan/export`, { format, lang });
	link.download = "";
	link.click();
}
