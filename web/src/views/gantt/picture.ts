import type { Line, Tie, Words } from "../../engine/gantt/model";
import { measureOn } from "../../engine/gantt/paint";
import { paletteOf, tonesOf } from "../../engine/gantt/palette";
import { sheetOf } from "../../engine/gantt/print";
import { guessed } from "../../engine/gantt/shapes";
import type { Day } from "../../format/day";
import type { Look } from "./look";

type Picture = {
	host: HTMLElement;
	lines: readonly Line[];
	ties: readonly Tie[];
	levels: readonly number[];
	words: Words;
	today: Day;
	works: (day: Day) => boolean;
	look: Look;
	title: string;
	// names: on the bars too, where several stand on a line
	names?: boolean;
};

// pictureOf is a whole plan as an SVG document, in the colours of paper.
export function pictureOf({ host, look, words, today, works, names = false, ...rest }: Picture): string {
	const context = document.createElement("canvas").getContext("2d");
	const font = getComputedStyle(host).fontFamily;
	const measure = context ? measureOn(context, font) : guessed;
	const { critical, baseline, links } = look;
	const manner = { today, words, measure, works, critical, baseline, links, names };
	return sheetOf({
		...rest,
		manner,
		palette: paletteOf(host, "light", tonesOf(rest.lines)),
		width: 1100,
		rowHeight: 26,
	});
}

// save hands a text to the person as a file.
export function save(text: string, type: string, name: string): void {
	const address = URL.createObjectURL(new Blob([text], { type }));
	const link = document.createElement("a");
	link.href = address;
	link.download = name;
	link.click();
	setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
