import { useMemo, useState } from "react";
import { usePreference } from "../../data/preferences";
import type { SortKey } from "../../engine/grid/model";

// ListLayout is how a list is shown: a saved view's, or what the person last chose.
export type ListLayout = {
	// widths: in pixels, by column; those that were pulled
	readonly widths: Readonly<Record<string, number>>;
	// hidden: columns that are left out
	readonly hidden: readonly string[];
	// sort: undefined for that of the list
	readonly sort: readonly SortKey[] | undefined;
	// table: as a plain table instead of the grid
	readonly table: boolean;
};

const usual: ListLayout = { widths: {}, hidden: [], sort: undefined, table: false };

export type KeptLayout = ListLayout & {
	readonly touched: boolean;
	change(change: Partial<ListLayout>): void;
	reset(): void;
};

// useListLayout is the layout of a list that the person last chose, on every device;
// of one without a name, as long as the page stands.
export function useListLayout(name = ""): KeptLayout {
	const [own, keepOwn] = usePreference<Partial<ListLayout>>(`list.${name || "none"}`, usual);
	const [here, keepHere] = useState<Partial<ListLayout> | null>(null);
	const kept = name ? own : (here ?? usual);
	const keep = name ? keepOwn : keepHere;
	return useMemo(
		() => ({
			...usual,
			...kept,
			touched: kept !== usual,
			change: (change) => keep({ ...kept, ...change }),
			reset: () => keep(null),
		}),
		[kept, keep],
	);
}
