import type { Attribute } from "../../api/types";
import { type Item, isChip, readFilter } from "./tree";

// keysIn are the attributes that a filter names, as far as the browser reads it.
export function keysIn(filter: string, attributes: readonly Attribute[]): string[] {
	const item = readFilter(filter, attributes);
	const keys = item ? keysOf(item) : [];
	for (const a of attributes) if (new RegExp(`\\b${a.key}\\b`).test(filter)) keys.push(a.key);
	return [...new Set(keys)];
}

function keysOf(item: Item): string[] {
	if (isChip(item)) return [item.key];
	return item.kind === "raw" || item.kind === "has" ? [] : item.items.flatMap(keysOf);
}
