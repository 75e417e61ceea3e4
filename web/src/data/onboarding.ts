import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, send } from "../api/client";
import type { components } from "../api/schema";
import { useCan } from "./me";
import { keys } from "./query-keys";

export type SetUp = components["schemas"]["OnboardingOut"];
export type SetUpStep = components["schemas"]["OnboardingStep"];

// placeOf is the screen on which a step is done.
export const placeOf: Record<SetUpStep["key"], string> = {
	attributes: "/admin/configuration",
	types: "/admin/types",
	conventions: "/admin/conventions",
	units: "/admin/units",
	users: "/admin/users",
	grants: "/admin/grants",
	projects: "/import",
	portfolios: "/import",
	reviews: "/reviews",
	held: "/reviews",
};

export const setUpPage = "/admin/set-up";

// useSetUp is how far the set-up of the PMO is, for those who do it.
export function useSetUp() {
	const may = useCan("catalogue.edit");
	return useQuery({
		queryKey: keys.setUp,
		queryFn: ({ signal }) => api.get<SetUp>("/onboarding", {}, signal),
		enabled: may,
		retry: false,
		// What is there changes on other screens.
		staleTime: 0,
	});
}

export function useSkipStep() {
	const queries = useQueryClient();
	return useMutation({
		mutationFn: ({ step, skipped }: { step: string; skipped: boolean }) =>
			send<SetUp>("PUT", `/onboarding/${step}`, { body: { skipped } }),
		onSuccess: (now) => queries.setQueryData(keys.setUp, now),
	});
}

// The step that one went to do, remembered in this tab so that one finds back.
const remembered = "vigie.set-up";

export const beginStep = (key: string) => sessionStorage.setItem(remembered, key);
export const stepBegun = () => sessionStorage.getItem(remembered);
export const leaveStep = () => sessionStorage.removeItem(remembered);

// nextStep is the first one that waits.
export const nextStep = (all: SetUp): SetUpStep | undefined => all.steps?.find((s) => !s.done && !s.skipped);
