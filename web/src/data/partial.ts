import type { Group } from "./rows";

// Missing says where totals leave out projects that the reader may not see. It
// follows from his rights alone, never from what is hidden.
export type Missing = {
	// programmes: those with children that he may not see
	programmes: readonly string[];
	// units: those of which he sees every project
	units: readonly string[];
};

// lacks tells whether the total of a group may leave out projects, inside one for
// which that is given; as the server does.
export function lacks(key: string, value: unknown, above: boolean, missing: Missing): boolean {
	const id = (value as { id?: string } | null)?.id;
	if (!above || !id) return above;
	if (key === "unit") return !missing.units.includes(id);
	if (key === "programme") return missing.programmes.includes(id);
	return above;
}

// markPartial notes which groups, grouped by "unit,-stage", may leave out projects.
export function markPartial(groups: Group[] | null, group: string, missing: Missing | null): Group[] | null {
	if (!groups || !missing) return groups;
	const keys = group.split(",").map((level) => level.trim().replace(/^-/, ""));
	const mark = (all: readonly Group[], level: number, above: boolean): Group[] =>
		all.map((g) => {
			const partial = lacks(keys[level] ?? "", g.value, above, missing);
			const inside = g.groups ? { groups: mark(g.groups, level + 1, partial) } : {};
			return { ...g, ...inside, partial };
		});
	return mark(groups, 0, true);
}
