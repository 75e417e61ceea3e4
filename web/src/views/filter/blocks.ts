import { type Group, type Item, isChip, isGroup, isLinked } from "./tree";

// What a person does to blocks. Every change makes a new tree; a place is the way
// down to an item, by its index in each group.
export type Place = readonly number[];

// asGroup is a filter as the builder shows it: always a group at the top.
export function asGroup(item: Item | null): Group {
	if (item && isGroup(item)) return item;
	return { kind: "all", not: false, items: item ? [item] : [] };
}

// changed is a tree in which the item at a place is another; null takes it out.
export function changed(group: Group, place: Place, change: (item: Item) => Item | null): Group {
	const [at = 0, ...below] = place;
	const items = group.items.flatMap((item, i) => {
		if (i !== at) return [item];
		const next = below.length && isGroup(item) ? changed(item, below, change) : change(item);
		return next ? [next] : [];
	});
	return { ...group, items };
}

// added is a tree with an item at the end of the group at a place.
export function added(group: Group, place: Place, item: Item): Group {
	if (!place.length) return { ...group, items: [...group.items, item] };
	return changed(group, place, (at) => (isGroup(at) ? { ...at, items: [...at.items, item] } : at));
}

// tidy is a tree without conditions that lack a value still, without empty groups,
// and without groups of one that say nothing.
export function tidy(item: Item): Item | null {
	if (isChip(item)) return item.values.length || item.op === "is empty" || item.op === "is not empty" ? item : null;
	if (isLinked(item)) return { ...item, item: item.item && tidy(item.item) };
	if (!isGroup(item)) return item.text.trim() ? item : null;
	const items = item.items.flatMap((one) => tidy(one) ?? []);
	const [only] = items;
	if (!only) return null;
	return items.length === 1 && !item.not ? only : { ...item, items };
}
