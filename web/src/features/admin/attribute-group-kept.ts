import { useQueryClient } from "@tanstack/react-query";
import { api, send } from "../../api/client";
import { type AttributeGroup, type AttributeGroups, readAttributeGroups } from "../../data/attribute-groups";
import { log } from "../../data/command-log";
import { keys } from "../../data/query-keys";
import { useT } from "../../i18n/use-lang";

export type NamedAttribute = { object: string; key: string };

// regroup puts attributes into a group.
export const regroup = (group: string, attributes: readonly NamedAttribute[]) =>
	attributes.length > 0
		? api.post<{ moved: number }>(`/attribute-groups/${encodeURIComponent(group)}/attributes`, {
				attributes: attributes.map(({ object, key }) => ({ object, key })),
			})
		: Promise.resolve({ moved: 0 });

// GroupIn is a group as it is sent; without a key it is a new one.
export type GroupIn = Pick<AttributeGroup, "label"> & { key?: string };

// useKeepingGroups keeps groups, each time so that it can be taken back.
export function useKeepingGroups() {
	const t = useT();
	const queries = useQueryClient();
	const read = async () => {
		await queries.invalidateQueries({ queryKey: keys.attributeGroups });
		await queries.invalidateQueries({ queryKey: keys.fields });
	};
	// turn keeps a version again, over the one that holds now.
	const turn = async (to: number) => {
		const now = await readAttributeGroups();
		const done = await api.post("/attribute-groups/revert", { to }, { version: now.version }).then(
			() => true,
			() => false,
		);
		await read();
		return done;
	};
	// keep sends all the groups in their order; into says which takes the attributes of
	// one that is left out.
	const keep = async (from: AttributeGroups, items: readonly GroupIn[], into: Record<string, string> = {}) => {
		const body = { items: items.map(({ key, label }) => (key ? { key, label } : { label })), into };
		const now = await send<AttributeGroups>("PUT", "/attribute-groups", { body, version: from.version });
		queries.setQueryData(keys.attributeGroups, now);
		log.add({
			what: t("attributeGroup.title"),
			undo: () => turn(from.version),
			redo: () => turn(now.version),
		});
		await read();
		return now;
	};
	// put moves attributes, each to the group that is said of it.
	const put = async (moves: readonly { to: string; from: string; attribute: NamedAttribute }[]) => {
		const move = async (way: "to" | "from") => {
			for (const group of new Set(moves.map((m) => m[way]))) {
				const some = moves.filter((m) => m[way] === group);
				await regroup(
					group,
					some.map((m) => m.attribute),
				);
			}
			await read();
		};
		const again = (way: "to" | "from") =>
			move(way).then(
				() => true,
				() => false,
			);
		if (moves.length === 0) return;
		await move("to");
		log.add({ what: t("attributeGroup.title"), undo: () => again("from"), redo: () => again("to") });
	};
	return { keep, put, turn };
}
