import { useMemo, useState } from "react";
import type { SortKey } from "../../engine/grid/model";
import type { Translate } from "../../i18n/lang";
import type { MenuGroup } from "../../ui/menu";
import type { KeptLayout } from "../grid/list-layout";

// useTreeLayout is the layout of the list beside a timeline: which columns and how wide is
// kept for the person, in which order only while the page stands, for a plan has its own.
export function useTreeLayout(kept: KeptLayout | undefined): KeptLayout | undefined {
	const [sort, setSort] = useState<readonly SortKey[]>();
	return useMemo(
		() =>
			kept && {
				...kept,
				sort,
				change: ({ sort: by, ...rest }) => {
					if (by) setSort(by);
					if (Object.keys(rest).length > 0) kept.change(rest);
				},
			},
		[kept, sort],
	);
}

// columnsGroup is the choice of the columns, but for the first, which says what a line is.
export function columnsGroup(
	t: Translate,
	layout: KeptLayout,
	columns: readonly { key: string; label: string }[],
): MenuGroup {
	const { hidden } = layout;
	const others = columns.slice(1);
	return {
		id: "columns",
		title: t("gantt.show.columns"),
		ticked: others.filter((c) => !hidden.includes(c.key)).map((c) => c.key),
		entries: others.map(({ key, label }) => ({
			id: key,
			name: label,
			run: () => layout.change({ hidden: hidden.includes(key) ? hidden.filter((k) => k !== key) : [...hidden, key] }),
		})),
	};
}

// firstSplit is how wide the list is at first, in pixels: near to 45 % of the room, where
// a column ends.
export function firstSplit(
	room: number,
	columns: readonly { key: string; width?: number }[],
	layout?: Pick<KeptLayout, "widths" | "hidden">,
): number {
	const wished = Math.round(room * 0.45);
	let [end, best] = [0, 0];
	for (const { key, width = 0 } of columns) {
		if (layout?.hidden.includes(key)) continue;
		end += layout?.widths[key] ?? width;
		if (Math.abs(end - wished) < Math.abs(best - wished)) best = end;
	}
	return Math.abs(best - wished) > room * 0.1 ? wished : best;
}
