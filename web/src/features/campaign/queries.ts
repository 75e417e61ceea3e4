import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, send } from "../../api/client";
import type { components } from "../../api/schema";
import type { Id, List } from "../../api/types";
import { keys } from "../../data/query-keys";
import { tellError } from "../../ui/toast-store";

// A day is written as text, whatever the description of the API says.
export type CampaignLine = Omit<components["schemas"]["CampaignLine"], "due"> & { due: string };
export type Campaign = Omit<components["schemas"]["CampaignOut"], "items" | "due"> & { items: Item[]; due: string };
export type Item = components["schemas"]["CampaignItem"];
export type Outcome = components["schemas"]["CampaignOutcome"];
export type Preview = components["schemas"]["CampaignPreview"];
export type Answer = "" | "keep" | "withdraw";

const one = (id: Id) => [...keys.campaigns, "one", id] as const;

export function useCampaigns() {
	return useQuery({
		queryKey: [...keys.campaigns, "list"],
		queryFn: ({ signal }) => api.get<List<CampaignLine>>("/access-campaigns", undefined, signal).then((l) => l.items),
	});
}

export function useCampaign(id: Id) {
	return useQuery({
		queryKey: one(id),
		queryFn: ({ signal }) => api.get<Campaign>(`/access-campaigns/${id}`, undefined, signal),
	});
}

// useAnswer confirms some rights, says that they be withdrawn, or takes that back.
export function useAnswer(id: Id) {
	const queries = useQueryClient();
	return useMutation({
		mutationFn: (said: { items: Id[]; answer: Answer }) => api.post<Campaign>(`/access-campaigns/${id}/answers`, said),
		onSuccess: (c) => {
			queries.setQueryData(one(id), c);
			void queries.invalidateQueries({ queryKey: [...keys.campaigns, "list"] });
		},
		onError: (e) => {
			tellError(e);
			void queries.invalidateQueries({ queryKey: one(id) });
		},
		scope: { id: `campaign-${id}` },
	});
}

// useTake withdraws rights, or brings them back, and says what became of each.
export function useTake(id: Id, way: "withdraw" | "bring-back") {
	const queries = useQueryClient();
	return useMutation({
		mutationFn: (items: Id[]) =>
			api.post<List<Outcome>>(`/access-campaigns/${id}/${way}`, { items }).then((l) => l.items),
		onSettled: () => queries.invalidateQueries({ queryKey: keys.campaigns }),
		onError: (e) => tellError(e),
	});
}

export function useRemind(id: Id) {
	const queries = useQueryClient();
	return useMutation({
		mutationFn: () => api.post<{ people: number }>(`/access-campaigns/${id}/remind`, {}),
		onSettled: () => queries.invalidateQueries({ queryKey: keys.campaigns }),
		onError: (e) => tellError(e),
	});
}

export function useClose(c: Campaign) {
	const queries = useQueryClient();
	return useMutation({
		mutationFn: () => send<Campaign>("POST", `/access-campaigns/${c.id}/close`, { version: c.version }),
		onSettled: () => queries.invalidateQueries({ queryKey: keys.campaigns }),
		onError: (e) => tellError(e),
	});
}
