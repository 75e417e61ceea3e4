/** Copying and pasting by the browser's own clipboard events, which need no permission and no TLS. */

import { formatHtml, formatTsv, type Marked, parseHtml, parseTsv } from "./clipboard";
import type { Column, GridEvents, GridRow, Pasted } from "./model";
import { cellValue, type Scene, textOf } from "./scene";

export type Copied = {
	readonly text: string;
	readonly html: string;
	/** The values themselves, for another grid of Vigie. */
	readonly own: string;
	readonly rows: number;
	readonly columns: number;
	/** Rows that were not loaded and are not in the text. */
	readonly missing: number;
};

/** Values as they are, from grid to grid; other programs see the text. */
const OWN = "application/x-vigie-cells";

/** The last selected range, row by row. Undefined when nothing is selected. */
export function copyOf(scene: Scene): Copied | undefined {
	const range = scene.selection.ranges.at(-1);
	if (!range) return undefined;
	const laid = scene.columns.slice(range.left, range.right + 1).map(({ column }) => column);
	const matrix: Marked[][] = [];
	const values: unknown[][] = [];
	let missing = 0;
	for (let index = range.top; index <= range.bottom; index++) {
		const row = scene.source.row(index);
		if (!row) {
			missing++;
			continue;
		}
		matrix.push(clipsOf(scene, laid, row, scene.treeColumn - range.left));
		if (row.kind === "data") values.push(laid.map((column) => cellValue(row, column) ?? null));
	}
	const text = formatTsv(matrix.map((row) => row.map((cell) => cell.text)));
	const own = JSON.stringify({ keys: laid.map((column) => column.key), values });
	return { text, html: formatHtml(matrix), own, rows: matrix.length, columns: laid.length, missing };
}

function clipsOf(scene: Scene, columns: readonly Column[], row: GridRow, label: number): Marked[] {
	return columns.map((column, at) => {
		if (row.kind === "group" && at === label) return { text: row.label ?? "" };
		const state = scene.state?.(row, column);
		const value = cellValue(row, column);
		if (state?.unread !== undefined || row.kind === "group") return { text: textOf(row, column, state) };
		return column.clip?.(value, row) ?? { text: column.text(value, row) };
	});
}

/** Listens on the page, since browsers differ in whom they tell; acts only while the grid has the focus. */
export function listenToClipboard(root: HTMLElement, scene: Scene, events: GridEvents, signal: AbortSignal): void {
	const document = root.ownerDocument;
	const listen = (name: "copy" | "cut" | "paste", act: (event: ClipboardEvent) => void) => {
		const mine = (event: ClipboardEvent) => document.activeElement === root && act(event);
		document.addEventListener(name, mine, { signal });
	};
	listen("copy", (event) => copy(event, scene, events));
	listen("cut", (event) => {
		if (events.onCut && copy(event, scene, events)) events.onCut();
	});
	listen("paste", (event) => paste(event, events));
}

function copy(event: ClipboardEvent, scene: Scene, events: GridEvents): boolean {
	const copied = copyOf(scene);
	if (!copied || !event.clipboardData) return false;
	event.preventDefault();
	event.clipboardData.setData("text/plain", copied.text);
	event.clipboardData.setData("text/html", copied.html);
	event.clipboardData.setData(OWN, copied.own);
	const { rows, columns, missing } = copied;
	events.onCopy?.({ rows, columns, missing });
	return true;
}

function paste(event: ClipboardEvent, events: GridEvents): void {
	const data = event.clipboardData;
	if (!data || !events.onPaste) return;
	const text = data.getData("text/plain");
	const matrix = text !== "" ? parseTsv(text) : parseHtml(data.getData("text/html"));
	if (matrix.length === 0) return;
	event.preventDefault();
	events.onPaste({ matrix, ...readOwn(data.getData(OWN)) });
}

/** What another grid copied; whoever takes it looks whether each value fits. */
function readOwn(text: string): Pick<Pasted, "values" | "keys"> {
	try {
		const { values, keys } = JSON.parse(text) as Partial<Pasted>;
		const rows = Array.isArray(values) && values.length > 0 && values.every((row) => Array.isArray(row));
		return rows && Array.isArray(keys) ? { values, keys: keys.map(String) } : {};
	} catch {
		return {};
	}
}
