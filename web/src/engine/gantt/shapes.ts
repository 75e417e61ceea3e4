// What is drawn, before it is known on what: the same list is painted on a canvas and
// written as SVG.

/** The colours by what they say; the page, the paper and the file give each its own. */
export type Ink =
	| "surface"
	| "ground"
	| "off"
	| "line"
	| "edge"
	| "text"
	| "quiet"
	| "task"
	| "taskLine"
	| "done"
	| "critical"
	| "criticalSoft"
	| "phase"
	| "milestone"
	| "base"
	| "link"
	| "today"
	| "late"
	| "early"
	| "chosen"
	| "accent"
	| Tone;

/** A colour of the page by its token: of a light, a weather, a value of a list. */
export type Tone = `--${string}`;

export interface Stroke {
	readonly ink: Ink;
	readonly width: number;
	readonly dash?: readonly number[];
}

export type Shape =
	| {
			readonly kind: "rect";
			readonly x: number;
			readonly y: number;
			readonly w: number;
			readonly h: number;
			readonly r?: number;
			readonly fill?: Ink;
			readonly stroke?: Stroke;
			/** 0 to 1 */
			readonly alpha?: number;
	  }
	| {
			readonly kind: "path";
			/** x, y one after the other */
			readonly points: readonly number[];
			readonly closed?: boolean;
			/** how round corners are, in pixels */
			readonly round?: number;
			readonly fill?: Ink;
			readonly stroke?: Stroke;
			readonly alpha?: number;
	  }
	| {
			readonly kind: "text";
			/** of the left end, or the right one, and the middle of the letters */
			readonly x: number;
			readonly y: number;
			readonly text: string;
			readonly ink: Ink;
			readonly size: number;
			readonly bold?: boolean;
			/** what is under it does not shine through its edges */
			readonly halo?: boolean;
	  };

/** How wide a text is, in pixels. */
export type Measure = (text: string, size: number, bold: boolean) => number;

/** The width that texts have about, for where no letters can be measured. */
export const guessed: Measure = (text, size, bold) => text.length * size * (bold ? 0.56 : 0.53);
