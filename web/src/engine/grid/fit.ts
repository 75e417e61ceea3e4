/** How wide a column would like to be. */

import type { CellView } from "./cell";
import { clamp } from "./geometry";

/** Beyond it a column does not grow by itself, in pixels. */
const WIDEST = 480;

/** The width that shows these cells whole: what is painted now, not every row. */
export function widthFor(cells: readonly CellView[], least: number): number {
	const widest = cells.reduce((width, cell) => Math.max(width, contentWidth(cell.element)), 0);
	return clamp(Math.ceil(widest), least, Math.max(least, WIDEST));
}

function contentWidth(element: HTMLElement): number {
	const range = element.ownerDocument.createRange();
	range.selectNodeContents(element);
	const style = element.ownerDocument.defaultView?.getComputedStyle(element);
	const left = Number.parseFloat(style?.paddingLeft ?? "0");
	const right = Number.parseFloat(style?.paddingRight ?? "0");
	return range.getBoundingClientRect().width + left + right + 2;
}
