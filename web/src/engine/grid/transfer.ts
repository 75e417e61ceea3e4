/** Copying and pasting by the browser's own clipboard events, which need no permission and no TLS. */

import { formatTsv, parseTsv } from "./clipboard";
import type { GridEvents } from "./model";
import { type Scene, textOf } from "./scene";

export type Copied = {
	readonly text: string;
	readonly rows: number;
	readonly columns: number;
	/** Rows that were not loaded and are not in the text. */
	readonly missing: number;
};

/** The last selected range as text, row by row. Undefined when nothing is selected. */
export function copyOf(scene: Scene): Copied | undefined {
	const range = scene.selection.ranges.at(-1);
	if (!range) return undefined;
	const laid = scene.columns.slice(range.left, range.right + 1);
	const matrix: string[][] = [];
	let missing = 0;
	for (let index = range.top; index <= range.bottom; index++) {
		const row = scene.source.row(index);
		if (!row) {
			missing++;
			continue;
		}
		const texts = laid.map(({ column }) => textOf(row, column, scene.state?.(row, column)));
		const label = scene.treeColumn - range.left;
		if (row.kind === "group" && label in texts) texts[label] = row.label ?? "";
		matrix.push(texts);
	}
	const rows = matrix.length;
	return { text: formatTsv(matrix), rows, columns: laid.length, missing };
}

/** Listens on the page, since browsers differ in whom they tell; acts only while the grid has the focus. */
export function listenToClipboard(root: HTMLElement, scene: Scene, events: GridEvents, signal: AbortSignal): void {
	const document = root.ownerDocument;
	const mine = () => document.activeElement === root;
	document.addEventListener(
		"copy",
		(event) => {
			if (mine()) copy(event, scene, events);
		},
		{ signal },
	);
	document.addEventListener(
		"paste",
		(event) => {
			if (mine()) paste(event, events);
		},
		{ signal },
	);
}

function copy(event: ClipboardEvent, scene: Scene, events: GridEvents): void {
	const copied = copyOf(scene);
	if (!copied || !event.clipboardData) return;
	event.preventDefault();
	event.clipboardData.setData("text/plain", copied.text);
	const { rows, columns, missing } = copied;
	events.onCopy?.({ rows, columns, missing });
}

function paste(event: ClipboardEvent, events: GridEvents): void {
	const text = event.clipboardData?.getData("text/plain") ?? "";
	if (text === "" || !events.onPaste) return;
	event.preventDefault();
	events.onPaste(parseTsv(text));
}
