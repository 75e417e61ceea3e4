import { onReturn } from "./connection";
import { onChange } from "./live";
import type { LiveRows } from "./project-rows";
import { edits } from "./projects";

// keptFor is how long a list is kept after the page that showed it was left, in ms.
const keptFor = 120_000;

type Parked = { key: string; rows: LiveRows; drop: () => void };

let parked: Parked | undefined;

// park keeps the list of a page that is left, for when one comes back. Anything that
// changes meanwhile, or may have changed unheard, has it forgotten.
export function park(key: string, rows: LiveRows): void {
	parked?.drop();
	const stops = [onChange(() => drop()), onReturn(() => drop()), edits.subscribe(() => drop())];
	const timer = setTimeout(() => drop(), keptFor);
	const own: Parked = { key, rows, drop };
	function drop(): void {
		for (const stop of stops) stop();
		clearTimeout(timer);
		if (parked === own) parked = undefined;
	}
	parked = own;
}

// unpark is the list that was shown last, where it is the one asked for and still as
// it is on the server.
export function unpark(key: string): LiveRows | undefined {
	if (parked?.key !== key) return undefined;
	const { rows, drop } = parked;
	drop();
	return rows;
}
