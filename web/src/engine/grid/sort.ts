/** How a press on a header changes the order asked for. Pure. */

import type { SortKey } from "./model";

/** Ascending, then descending, then unsorted. `add` keeps the other keys. */
export function nextSort(sort: readonly SortKey[], key: string, add: boolean): SortKey[] {
	const present = sort.find((one) => one.key === key);
	const next = turned(key, present);
	if (!add) return next ? [next] : [];
	if (!present) return next ? [...sort, next] : [...sort];
	return sort.flatMap((one) => (one !== present ? [one] : next ? [next] : []));
}

function turned(key: string, from: SortKey | undefined): SortKey | undefined {
	if (!from) return { key, direction: "ascending" };
	return from.direction === "ascending" ? { key, direction: "descending" } : undefined;
}
