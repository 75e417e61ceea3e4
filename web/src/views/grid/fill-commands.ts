import { useCommands } from "../../commands/registry";
import { type Fill, fillWithin, seriesWithin } from "../../engine/grid/fill";
import type { Range } from "../../engine/grid/selection";
import { tellError } from "../../ui/toast-store";
import type { Desk } from "./cell-actions";

// useFillCommands offers in the palette what the grid's keys fill.
export function useFillCommands(desk: () => Desk | null): void {
	const only = (): Range | undefined => {
		const ranges = desk()?.grid.selection.ranges ?? [];
		return ranges.length === 1 ? ranges[0] : undefined;
	};
	const run = (of: (range: Range) => Fill | undefined, series: boolean) => () => {
		const at = desk();
		const range = only();
		const asked = range && of(range);
		if (!at || !asked) return;
		import("./cell-actions").then((a) => a.fill(at, asked, series)).catch(tellError);
	};
	const tall = () => (only()?.bottom ?? 0) > (only()?.top ?? 0);
	const wide = () => (only()?.right ?? 0) > (only()?.left ?? 0);
	useCommands([
		{
			id: "grid.fillDown",
			title: "editing.fillDown",
			group: "do",
			when: tall,
			run: run((r) => fillWithin(r, "down"), false),
		},
		{
			id: "grid.fillRight",
			title: "editing.fillRight",
			group: "do",
			when: wide,
			run: run((r) => fillWithin(r, "right"), false),
		},
		{
			id: "grid.series",
			title: "editing.series",
			group: "do",
			when: tall,
			run: run((r) => seriesWithin(r, "down"), true),
		},
	]);
}
