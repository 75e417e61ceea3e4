import type { Attribute, Row } from "../../api/types";
import type { Grid } from "../../engine/grid/grid";
import type { CellPlace } from "../../engine/grid/model";
import type { MenuPlace } from "../../ui/menu";

// placeIn is a cell of a row that is not in the grid.
export function placeIn(row: Row, { key }: Attribute): CellPlace {
	const column = { key, title: "", width: 0, text: () => "" };
	return { rowIndex: 0, row: { id: row.id, kind: "data", data: row, level: 0 }, column };
}

// placeOf is where a cell is seen in the window.
export function placeOf(
	rect: { left: number; top: number; width: number; height: number },
	grid: Grid | null,
): MenuPlace {
	const box = grid?.element.getBoundingClientRect();
	return {
		left: rect.left + (box?.left ?? 0),
		top: rect.top + (box?.top ?? 0),
		width: rect.width,
		height: rect.height,
	};
}
