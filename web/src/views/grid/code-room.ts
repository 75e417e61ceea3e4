import { useEffect, useState } from "react";
import type { RowSource } from "../../engine/grid/model";

// CodeRoom is what the first column has to hold: the widest code, in pixels, and,
// in a tree, how many levels lie one in the other; -1 where there are none.
export type CodeRoom = { code: number; depth: number };

const none: CodeRoom = { code: 0, depth: -1 };
const most = 5000; // rows that are looked at

// useCodeRoom follows the rows that are there. It grows and does not shrink, so
// that columns stand still while branches are opened and folded.
export function useCodeRoom(source: RowSource, tree: string): CodeRoom {
	const [held, setHeld] = useState({ source, tree, room: none });
	const room = held.source === source && held.tree === tree ? held.room : none;
	useEffect(() => {
		let due = 0;
		const look = () => {
			due = 0;
			const now = roomOf(source);
			setHeld((old) => {
				const before = old.source === source && old.tree === tree ? old.room : none;
				const next = { code: Math.max(before.code, now.code), depth: Math.max(before.depth, now.depth) };
				const same = old.source === source && old.tree === tree && next.code === before.code;
				return same && next.depth === before.depth ? old : { source, tree, room: next };
			});
		};
		const soon = () => {
			due ||= window.setTimeout(look, 0);
		};
		soon();
		const stop = source.onChange(soon);
		return () => {
			stop();
			clearTimeout(due);
		};
	}, [source, tree]);
	return room;
}

export function roomOf(source: RowSource, measure: (text: string) => number = widthOf): CodeRoom {
	let [longest, depth] = ["", -1];
	for (let i = 0; i < Math.min(source.count, most); i++) {
		const row = source.row(i);
		if (!row || row.kind === "group") continue;
		const code = String(row.data.code ?? "");
		if (code.length > longest.length) longest = code;
		if (source.tree) depth = Math.max(depth, row.level);
	}
	return { code: longest ? Math.ceil(measure(longest)) : 0, depth };
}

let pen: CanvasRenderingContext2D | null | undefined;

function widthOf(text: string): number {
	pen ??= document.createElement("canvas").getContext("2d");
	if (!pen) return text.length * 9;
	const { fontFamily, fontSize } = getComputedStyle(document.querySelector(".vg") ?? document.body);
	pen.font = `${fontSize} ${fontFamily}`;
	// Figures of one width, and codes of capitals, are wider than the text alone says.
	return pen.measureText(text.replace(/\d/g, "0")).width * 1.04;
}

const mark = 18; // pixels of the mark that opens and folds
const step = 16; // pixels of a level
const sides = 18; // pixels left and right of a code
const widest = 240; // pixels of a code

// roomFor is how wide a column is that would be width wide, at a place in the list.
export function roomFor(key: string, width: number, first: boolean, room: CodeRoom): number {
	const own = key === "code" ? Math.max(width, Math.min(room.code, widest) + sides) : width;
	if (!first || room.depth < 0) return own;
	// What indents take is added to what the text needs, not to air beside it.
	const text = key === "code" && room.code > 0 ? Math.min(room.code, widest) + sides : own;
	return Math.max(own, text + mark + room.depth * step);
}
