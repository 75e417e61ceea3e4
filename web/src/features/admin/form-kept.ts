import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/client";
import { Outdated } from "../../api/problem";
import type { Id, List, Named } from "../../api/types";
import { log } from "../../data/command-log";
import { keys } from "../../data/query-keys";
import type { Bilingual } from "../../i18n/lang";
import type { FormOf, FormRole } from "./form-draft";
import type { LifeObject } from "./life-object";

export type Forms = { items: FormOf[]; roles: FormRole[] };

export type FormPast = {
	id: Id;
	version: number;
	name: Bilingual;
	at: string;
	by: Named | null;
	gone: boolean;
	parts: ("name" | "whole" | "for" | "position" | "sections")[];
};

// useForms are the forms of projects, or of the lines of a register.
export function useForms(object: LifeObject) {
	return useQuery({
		queryKey: [...keys.forms, "all", object],
		queryFn: () => api.get<Forms>("/forms", { object }),
		staleTime: 60_000,
	});
}

export function useFormsPast(object: LifeObject) {
	return useQuery({
		queryKey: [...keys.forms, "past", object],
		queryFn: () => api.get<List<FormPast>>("/forms/history", { object }).then((l) => l.items),
	});
}

// last is the last version of a form, also of one that is gone.
async function last(id: Id): Promise<number> {
	const { items } = await api.get<List<FormPast>>("/forms/history");
	return items.find((p) => p.id === id)?.version ?? 0;
}

// useKeeping changes the forms of an object, each change to be undone and done again
// by keys.
export function useKeeping(object: LifeObject) {
	const queries = useQueryClient();
	const read = () => queries.invalidateQueries({ queryKey: keys.forms });
	const well = (work: () => Promise<unknown>) => async () => {
		const done = await work().then(
			() => true,
			() => false,
		);
		await read();
		return done;
	};
	const keep = async (id: Id, to: number) =>
		api.post<FormOf>(`/forms/${id}/revert`, { to }, { version: await last(id) });
	const drop = async (id: Id) => api.remove(`/forms/${id}`, await last(id));
	return {
		// save makes a form, or changes the one that is stored.
		save: async (stored: FormOf | null, body: object, what: string): Promise<FormOf> => {
			try {
				const now = stored
					? await api.patch<FormOf>(`/forms/${stored.id}`, body, stored.version)
					: await api.post<FormOf>(`/forms?object=${object}`, body);
				if (now.version !== stored?.version)
					log.add({
						what,
						undo: well(() => (stored ? keep(now.id, stored.version) : drop(now.id))),
						redo: well(() => keep(now.id, now.version)),
					});
				await read();
				return now;
			} catch (error) {
				if (error instanceof Outdated) void read();
				throw error;
			}
		},
		remove: async (f: FormOf, what: string) => {
			await api.remove(`/forms/${f.id}`, f.version);
			log.add({ what, undo: well(() => keep(f.id, f.version)), redo: well(() => drop(f.id)) });
			await read();
		},
		order: async (before: Id[], after: Id[], what: string) => {
			const send = (ids: Id[]) => api.post(`/forms/order?object=${object}`, { ids });
			await send(after);
			log.add({ what, undo: well(() => send(before)), redo: well(() => send(after)) });
			await read();
		},
		// back keeps an earlier version again.
		back: async (id: Id, to: number, what: string) => {
			const from = await last(id);
			const now = await keep(id, to);
			log.add({ what, undo: well(() => keep(id, from)), redo: well(() => keep(now.id, to)) });
			await read();
		},
	};
}
