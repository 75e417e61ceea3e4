import type { ReactNode } from "react";
import type { MemorySource } from "../../data/row-source";
import type { Grid } from "../../engine/grid/grid";
import type { SortKey } from "../../engine/grid/model";
import type { MenuGroup } from "../../ui/menu";
import type { ListColumn } from "./list-column";
import type { KeptLayout } from "./list-layout";
import type { Listed } from "./list-rows";

export type ListGridProps<T extends Listed> = {
	// label: what the list is called, for those who hear it
	label: string;
	columns: readonly ListColumn<T>[];
	rows: readonly T[];
	// sort: the order at first
	sort?: readonly SortKey[];
	// find: only rows in whose cells these words stand
	find?: string;
	// open: the row shown beside the list; the arrows then go from one to the next
	open?: string | null;
	// onOpen: Enter, Ctrl+Enter, Space or a click on a row
	onOpen?: (row: T) => void;
	// onEdit saves a value; what it throws is shown at the cell. Undo comes with it, and is
	// told apart (undone): the value is the one before.
	onEdit?: (row: T, key: string, value: unknown, undone: boolean) => Promise<unknown> | undefined;
	onSelect?: (rows: T[]) => void;
	// menu: what can be done with a row
	menu?: (row: T) => MenuGroup[];
	// groups: a name per level under which rows stand
	groups?: readonly ((row: T) => string)[];
	// parentOf: makes the list a tree
	parentOf?: (row: T) => string | null | undefined;
	// rowClass: for a row that is out of use, late, new
	rowClass?: (row: T) => string | undefined;
	// empty: what stands where no row is
	empty?: ReactNode;
	// fit: as high as its rows, instead of filling the page
	fit?: boolean;
	// keep: the name under which widths, order, what is hidden and the plain table are
	// kept for the person
	keep?: string;
	// layout: how it is shown, where a saved view says so
	layout?: KeptLayout;
	// footless: nothing stands below the rows
	footless?: boolean;
	// gridName: what the plain table stands in the place of, where it is more than the grid
	gridName?: string;
	// headerHeight: in pixels, where something beside it has a higher header
	headerHeight?: number;
	// onGrid: the engine, for what stands beside the list row by row
	onGrid?: (grid: Grid, source: MemorySource) => (() => void) | undefined;
};
