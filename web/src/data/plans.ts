import { type QueryClient, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { send } from "../api/client";
import type { components } from "../api/schema";
import { whileSaving } from "./plan-saving";
import { keys } from "./query-keys";

export type PlanShown = components["schemas"]["PlanShown"];
export type PlanLine = components["schemas"]["PlanLine"];
export type PlanEdit = components["schemas"]["PlanEdit"];
export type PlanChanged = components["schemas"]["PlanChanged"];
export type CalendarYear = components["schemas"]["YearOut"];

const keyOf = (project: string) => [...keys.plans, project] as const;

// latest is the newer of two readings of a plan: what was asked for before a change may
// answer after it.
export function latest(known: PlanShown | undefined, read: PlanShown): PlanShown {
	const version = (plan: PlanShown) => Number.parseInt(plan.mark, 10) || 0;
	return known && version(known) > version(read) ? known : read;
}

// readPlan reads a plan; where a newer one has come meanwhile, that one stays.
export async function readPlan(queries: QueryClient, project: string, signal?: AbortSignal): Promise<PlanShown> {
	const read = await send<PlanShown>("GET", `/projects/${project}/plan`, signal ? { signal } : {});
	return latest(queries.getQueryData<PlanShown>(keyOf(project)), read);
}

// usePlan is the plan of a project, with the dates that follow.
export function usePlan(project: string) {
	const queries = useQueryClient();
	return useQuery({
		queryKey: keyOf(project),
		queryFn: ({ signal }) => readPlan(queries, project, signal),
	});
}

// useCalendarYears are the years of some calendars, by "id year"; a calendar that may not
// be seen is left out.
export function useCalendarYears(ids: readonly string[], years: readonly number[]): ReadonlyMap<string, CalendarYear> {
	const asked = ids.flatMap((id) => years.map((year) => ({ id, year })));
	return useQueries({
		queries: asked.map(({ id, year }) => ({
			queryKey: [...keys.calendars, id, "year", year],
			queryFn: ({ signal }: { signal: AbortSignal }) =>
				send<CalendarYear>("GET", `/calendars/${id}/year`, { query: { year }, signal }),
			retry: false,
		})),
		combine: (answers) =>
			new Map(
				answers.flatMap(({ data }, i) => {
					const of = asked[i];
					return data && of ? [[`${of.id} ${of.year}`, data] as const] : [];
				}),
			),
	});
}

// useChangePlan changes a plan by a batch of edits: one after the other, each on what
// came of the last. The plan that comes back is shown at once.
export function useChangePlan(project: string) {
	const queries = useQueryClient();
	return useMemo(() => {
		let last: Promise<unknown> = Promise.resolve();
		const change = async (editsOf: (now: PlanShown) => readonly PlanEdit[]): Promise<PlanChanged | undefined> => {
			const now = queries.getQueryData<PlanShown>(keyOf(project));
			const edits = now && editsOf(now);
			if (!now || !edits?.length) return undefined;
			await queries.cancelQueries({ queryKey: keyOf(project) });
			try {
				const made = await send<PlanChanged>("PATCH", `/projects/${project}/plan`, {
					body: { edits },
					version: now.mark,
				});
				queries.setQueryData<PlanShown>(keyOf(project), (known) => latest(known, made));
				return made;
			} catch (error) {
				void queries.invalidateQueries({ queryKey: keyOf(project) });
				throw error;
			}
		};
		return (editsOf: (now: PlanShown) => readonly PlanEdit[]) => {
			const next = () => whileSaving(project, () => change(editsOf));
			const turn = last.then(next, next);
			last = turn;
			return turn;
		};
	}, [project, queries]);
}
