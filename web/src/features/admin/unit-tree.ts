import type { Unit } from "../../api/types";

// under are a unit and all below it: none of them may become its parent.
export function under(id: string, units: Unit[]): Set<string> {
	const found = new Set([id]);
	for (let grown = true; grown; ) {
		const before = found.size;
		for (const u of units) if (u.parent && found.has(u.parent)) found.add(u.id);
		grown = found.size > before;
	}
	return found;
}
