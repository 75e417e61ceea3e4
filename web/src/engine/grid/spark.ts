/** A series of numbers as a line so small that it stands in a cell beside its value. */

/** One number for each step of time; null where there was none. */
export type Series = readonly (number | null)[];

const WIDTH = 48;
const HEIGHT = 14;
const SPACE = "http://www.w3.org/2000/svg";

/** The line through a series in a box: from its least to its most, flat in the middle where all are one, broken where there is none. */
export function sparkPath(series: Series, width = WIDTH, height = HEIGHT): string {
	const known = series.filter((n): n is number => n !== null);
	const low = Math.min(...known);
	const span = Math.max(...known) - low;
	const step = series.length > 1 ? width / (series.length - 1) : 0;
	let path = "";
	let joined = false;
	series.forEach((n, i) => {
		if (n !== null) {
			const y = span > 0 ? height - ((n - low) / span) * height : height / 2;
			const at = `${round(i * step)} ${round(y)}`;
			// A value alone is a point: a line of no length with round ends.
			path += joined ? `L${at}` : `M${at}h0`;
		}
		joined = n !== null;
	});
	return path;
}

function round(n: number): number {
	return Math.round(n * 10) / 10;
}

/** Draws a series into a cell, after its text; takes the line out where there is none to draw. */
export function paintSpark(cell: HTMLElement, series: Series | undefined): void {
	const last = cell.lastElementChild;
	const before = last?.classList.contains("vg-spark") ? last : undefined;
	if (!series) {
		before?.remove();
		return;
	}
	const drawing = before ?? cell.appendChild(newDrawing(cell.ownerDocument));
	const path = sparkPath(series);
	if (drawing.firstElementChild?.getAttribute("d") !== path) drawing.firstElementChild?.setAttribute("d", path);
}

function newDrawing(document: Document): Element {
	const drawing = document.createElementNS(SPACE, "svg");
	drawing.setAttribute("class", "vg-spark");
	drawing.setAttribute("viewBox", `-2 -2 ${WIDTH + 4} ${HEIGHT + 4}`);
	drawing.setAttribute("aria-hidden", "true");
	drawing.append(document.createElementNS(SPACE, "path"));
	return drawing;
}
