import type { Grant, Role, Unit } from "../../api/types";

// above are the ids of a unit and of all above it, from below; without a unit, none.
export function above(id: string | null | undefined, units: Unit[]): string[] {
	const by = new Map(units.map((u) => [u.id, u]));
	const out: string[] = [];
	for (let at = id ? by.get(id) : undefined; at && !out.includes(at.id); at = at.parent ? by.get(at.parent) : undefined)
		out.push(at.id);
	return out;
}

export type Given = { who: string; isGroup: boolean; role: string; where: string };

// givenOn are the roles given on some units, with who holds them; whereOf is what a unit
// is called.
export function givenOn(ids: string[], grants: Grant[], units: Unit[], nameOf: (role: string) => string): Given[] {
	return grants
		.filter((g) => g.unit && ids.includes(g.unit.id))
		.map((g) => ({
			who: g.group?.name ?? g.user?.name ?? "",
			isGroup: !!g.group,
			role: nameOf(g.role),
			where: units.find((u) => u.id === g.unit?.id)?.name ?? g.unit?.name ?? "",
		}));
}

// moving is what putting a unit under another does to rights: the roles that no longer
// reach it, and those that do from then on. Those given on what is above both stay.
export function moving(
	unit: Unit,
	to: string | null,
	grants: Grant[],
	units: Unit[],
	nameOf: (role: string) => string,
): { lost: Given[]; won: Given[] } {
	const was = above(unit.parent, units);
	const now = above(to, units);
	return {
		lost: givenOn(
			was.filter((id) => !now.includes(id)),
			grants,
			units,
			nameOf,
		),
		won: givenOn(
			now.filter((id) => !was.includes(id)),
			grants,
			units,
			nameOf,
		),
	};
}

export type Place = { name: string; holders: string[] };

// places are where a role is given, with who holds it there; the widest first.
export function places(role: Role["id"], grants: Grant[]): Place[] {
	const out = new Map<string, string[]>();
	for (const g of grants) {
		if (g.role !== role) continue;
		const name = g.node?.name ?? g.project?.name ?? g.unit?.name ?? "";
		out.set(name, [...(out.get(name) ?? []), g.group?.name ?? g.user?.name ?? ""]);
	}
	return [...out]
		.map(([name, holders]) => ({ name, holders }))
		.sort((a, b) => b.holders.length - a.holders.length || a.name.localeCompare(b.name));
}
