import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/client";
import { Outdated } from "../../api/problem";
import type { Id, List } from "../../api/types";
import { log } from "../../data/command-log";
import type { Guide, GuidePast, GuideSays } from "../../data/guides";
import { keys } from "../../data/query-keys";

const readPast = () => api.get<List<GuidePast>>("/guides/history").then((l) => l.items);

export function useGuidesPast() {
	return useQuery({ queryKey: [...keys.guides, "past"], queryFn: readPast });
}

// last is the last version of a guide, also of one that is gone.
async function last(id: Id): Promise<number> {
	return (await readPast()).find((p) => p.id === id)?.version ?? 0;
}

// useKeepingGuides changes the guides, each change to be undone and done again by keys.
export function useKeepingGuides() {
	const queries = useQueryClient();
	const read = () => queries.invalidateQueries({ queryKey: keys.guides });
	const well = (work: () => Promise<unknown>) => async () => {
		const done = await work().then(
			() => true,
			() => false,
		);
		await read();
		return done;
	};
	const keep = async (id: Id, to: number) =>
		api.post<Guide>(`/guides/${id}/revert`, { to }, { version: await last(id) });
	const drop = async (id: Id) => api.remove(`/guides/${id}`, await last(id));
	return {
		// save makes a guide, or changes the one that is stored.
		save: async (stored: Guide | null, says: Partial<GuideSays>, what: string): Promise<Guide> => {
			try {
				const now = stored
					? await api.patch<Guide>(`/guides/${stored.id}`, says, stored.version)
					: await api.post<Guide>("/guides", says);
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
		remove: async (g: Guide, what: string) => {
			await api.remove(`/guides/${g.id}`, g.version);
			log.add({ what, undo: well(() => keep(g.id, g.version)), redo: well(() => drop(g.id)) });
			await read();
		},
		order: async (before: Id[], after: Id[], what: string) => {
			const send = (ids: Id[]) => api.post("/guides/order", { ids });
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
