import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api, send } from "../../api/client";
import type { Id, List } from "../../api/types";
import { log } from "../../data/command-log";
import { type HierarchyNode, hierarchyKeys, type NodePast } from "../../data/hierarchies";
import { keys } from "../../data/query-keys";

export function usePast(id: Id) {
	return useQuery({
		queryKey: [...hierarchyKeys.nodes, id, "past"],
		queryFn: () => api.get<List<NodePast>>(`/hierarchies/${id}/history`).then((l) => l.items),
	});
}

// useNodes changes the nodes of a hierarchy, each change to be undone and done again
// by keys.
export function useNodes(hierarchy: Id) {
	const queries = useQueryClient();
	const path = `/hierarchies/${hierarchy}/nodes`;
	const read = () =>
		Promise.all(
			[hierarchyKeys.nodes, hierarchyKeys.all, keys.fields].map((queryKey) => queries.invalidateQueries({ queryKey })),
		);
	const well = (work: () => Promise<unknown>) => async () => {
		const done = await work().then(
			() => true,
			() => false,
		);
		await read();
		return done;
	};
	const restore = (id: Id, version: number) => api.post<HierarchyNode>(`${path}/${id}/restore`, { version });
	const drop = async (id: Id) => {
		const { items } = await api.get<List<NodePast>>(`/hierarchies/${hierarchy}/history`);
		await api.remove(`${path}/${id}`, items.find((p) => p.id === id)?.version ?? 0);
	};
	return {
		// save makes a node, or changes the one that is stored.
		save: async (stored: HierarchyNode | null, body: object, what: string): Promise<HierarchyNode> => {
			try {
				const now = stored
					? await api.patch<HierarchyNode>(`${path}/${stored.id}`, body, stored.version)
					: await api.post<HierarchyNode>(path, body);
				log.add({
					what,
					undo: well(() => (stored ? restore(now.id, stored.version) : drop(now.id))),
					redo: well(() => restore(now.id, now.version)),
				});
				return now;
			} finally {
				await read();
			}
		},
		// remove deletes a node; by is the one that takes its place. That is not undone by
		// keys: what held it holds the other.
		remove: async (node: HierarchyNode, by: Id | null, what: string) => {
			await send("DELETE", `${path}/${node.id}`, { version: node.version, query: { by } });
			if (!by) log.add({ what, undo: well(() => restore(node.id, node.version)), redo: well(() => drop(node.id)) });
			if (by) void queries.invalidateQueries({ queryKey: keys.projects });
			await read();
		},
		back: async (id: Id, version: number) => {
			await restore(id, version);
			await read();
		},
	};
}
