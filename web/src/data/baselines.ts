import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { type Query, send } from "../api/client";
import type { components } from "../api/schema";
import { rememberChange } from "./changed";
import { keys } from "./query-keys";

export type Baselines = components["schemas"]["BaselinesOut"];
export type Baseline = components["schemas"]["BaselineOut"];
export type Compared = components["schemas"]["BaselineCompared"];
export type ComparedLine = components["schemas"]["ComparedLine"];
export type ShiftAsked = components["schemas"]["ShiftInBody"];
export type Shifted = components["schemas"]["ShiftOut"];
export type Trend = components["schemas"]["TrendOut"];
export type TrendLine = components["schemas"]["TrendLine"];
export type Taken = components["schemas"]["TakenOut"];
type Done = components["schemas"]["BaselineDone"];
type Gone = components["schemas"]["BaselineGone"];

// useBaselines are the baselines of a project, latest first.
export function useBaselines(project: string) {
	return useQuery({
		queryKey: [...keys.baselines, project, "list"],
		queryFn: ({ signal }) => send<Baselines>("GET", `/projects/${project}/baselines`, { signal }),
	});
}

// useCompared is a plan beside a baseline of it; nothing is asked without one. mark is that
// of the plan as it is shown, which is compared anew when it is another; without one what
// was then is wanted alone, which stays.
export function useCompared(project: string, baseline: string, mark = "") {
	return useQuery({
		queryKey: [...keys.baselines, project, "compared", baseline, mark],
		queryFn: ({ signal }) => send<Compared>("GET", `/projects/${project}/baselines/${baseline}`, { signal }),
		enabled: baseline !== "",
	});
}

// useTrend is for when key dates were expected, from day to day.
export function useTrend(asked: Query) {
	return useQuery({
		queryKey: [...keys.milestones, "trend", asked],
		queryFn: ({ signal }) => send<Trend>("GET", "/milestones/trend", { query: asked, signal }),
	});
}

// readAgain is what a baseline touches: itself, the plan beside it, and the dates that the
// reference gives.
function readAgain(queries: QueryClient): void {
	for (const queryKey of [keys.baselines, keys.plans, keys.milestones, keys.projects]) {
		void queries.invalidateQueries({ queryKey });
	}
}

// useBaselineActs change the baselines of a project; each can be taken back.
export function useBaselineActs(project: string) {
	const queries = useQueryClient();
	return useMemo(() => {
		const path = `/projects/${project}/baselines`;
		const told = () => readAgain(queries);
		return {
			take: async (name: string, reference: boolean, what: string) => {
				const done = await send<Done>("POST", path, { body: { name, reference } });
				rememberChange(done.change, what, told);
				return done;
			},
			change: async (b: Baseline, to: { name?: string; reference?: boolean }, what: string) => {
				const done = await send<Done>("PATCH", `${path}/${b.id}`, { body: to, version: b.version });
				rememberChange(done.change, what, told);
			},
			remove: async (b: Baseline, what: string) => {
				const done = await send<Gone>("DELETE", `${path}/${b.id}`, { version: b.version });
				rememberChange(done.change, what, told);
			},
			// shift says what a shift would move, or carries it out.
			shift: async (mark: string, asked: ShiftAsked, what?: string) => {
				const query = what === undefined ? { preview: true } : {};
				const options = { body: asked, version: mark, query };
				const done = await send<Shifted>("POST", `/projects/${project}/plan/shift`, options);
				if (what !== undefined) rememberChange(done.change, what, told);
				return done;
			},
		};
	}, [project, queries]);
}

// takeOfList keeps a baseline of each project of a list, as one change.
export async function takeOfList(asked: Query, name: string, reference: boolean, what: string): Promise<Taken> {
	const done = await send<Taken>("POST", "/baselines", { body: { ...asked, name, reference } });
	rememberChange(done.change, what, () => undefined);
	return done;
}
