/** The one table of the grid's keys. The help screen lists it, the grid obeys it. Pure. */

import type { Direction } from "./model";
import type { Motion } from "./selection";

export type Mode = "navigate" | "edit";

export type Command =
	| { readonly do: "move"; readonly motion: Motion; readonly extend: boolean }
	| { readonly do: "edit" }
	/** Edit with the cell emptied first. */
	| { readonly do: "overwrite" }
	| { readonly do: "commit"; readonly move: Direction }
	/** Commit to every selected cell. */
	| { readonly do: "commit-all" }
	/** Commit with a reason, where the host keeps one. */
	| { readonly do: "commit-why" }
	| { readonly do: "fill"; readonly direction: "down" | "right"; readonly series: boolean }
	| { readonly do: "cancel" }
	| { readonly do: "activate"; readonly add: boolean }
	| { readonly do: "peek" }
	| { readonly do: "open" }
	| { readonly do: "menu" }
	| { readonly do: "clear" }
	/** On a header: the column moves by one place, or changes its width by a step. */
	| { readonly do: "shift"; readonly by: number }
	| { readonly do: "widen"; readonly by: number }
	| { readonly do: "select"; readonly what: "all" | "rows" | "columns" };

export type KeyBinding = {
	/** Modifiers in the order Ctrl, Alt, Shift, then the key's name. Ctrl is Command on a Mac. */
	readonly chord: string;
	readonly mode: Mode;
	readonly command: Command;
};

const MOTIONS: readonly (readonly [string, Motion])[] = [
	["ArrowLeft", "left"],
	["ArrowRight", "right"],
	["ArrowUp", "up"],
	["ArrowDown", "down"],
	["PageUp", "page-up"],
	["PageDown", "page-down"],
	["Home", "row-start"],
	["End", "row-end"],
	["Ctrl+ArrowLeft", "row-start"],
	["Ctrl+ArrowRight", "row-end"],
	["Ctrl+ArrowUp", "column-top"],
	["Ctrl+ArrowDown", "column-bottom"],
	["Ctrl+Home", "grid-start"],
	["Ctrl+End", "grid-end"],
];

function navigate(chord: string, command: Command): KeyBinding {
	return { chord, mode: "navigate", command };
}

function edit(chord: string, command: Command): KeyBinding {
	return { chord, mode: "edit", command };
}

export const KEYS: readonly KeyBinding[] = [
	...MOTIONS.map(([key, motion]) => navigate(key, { do: "move", motion, extend: false })),
	...MOTIONS.map(([key, motion]) => navigate(withShift(key), { do: "move", motion, extend: true })),
	navigate("Enter", { do: "activate", add: false }),
	navigate("Shift+Enter", { do: "activate", add: true }),
	navigate("F2", { do: "edit" }),
	navigate("Backspace", { do: "overwrite" }),
	navigate("Space", { do: "peek" }),
	navigate("Ctrl+Enter", { do: "open" }),
	navigate("ContextMenu", { do: "menu" }),
	navigate("Shift+F10", { do: "menu" }),
	navigate("Delete", { do: "clear" }),
	navigate("Ctrl+Alt+ArrowLeft", { do: "shift", by: -1 }),
	navigate("Ctrl+Alt+ArrowRight", { do: "shift", by: 1 }),
	navigate("Ctrl+Alt+Shift+ArrowLeft", { do: "widen", by: -1 }),
	navigate("Ctrl+Alt+Shift+ArrowRight", { do: "widen", by: 1 }),
	navigate("Ctrl+d", { do: "fill", direction: "down", series: false }),
	navigate("Ctrl+r", { do: "fill", direction: "right", series: false }),
	navigate("Ctrl+Shift+d", { do: "fill", direction: "down", series: true }),
	navigate("Ctrl+a", { do: "select", what: "all" }),
	navigate("Shift+Space", { do: "select", what: "rows" }),
	navigate("Ctrl+Space", { do: "select", what: "columns" }),
	edit("Enter", { do: "commit", move: "down" }),
	edit("Shift+Enter", { do: "commit", move: "up" }),
	edit("Tab", { do: "commit", move: "right" }),
	edit("Shift+Tab", { do: "commit", move: "left" }),
	edit("Ctrl+Enter", { do: "commit-all" }),
	edit("Ctrl+Shift+Enter", { do: "commit-why" }),
	edit("Escape", { do: "cancel" }),
];

function withShift(chord: string): string {
	return chord.startsWith("Ctrl+") ? `Ctrl+Shift+${chord.slice(5)}` : `Shift+${chord}`;
}

const BY_MODE: Readonly<Record<Mode, ReadonlyMap<string, Command>>> = {
	navigate: tableOf("navigate"),
	edit: tableOf("edit"),
};

function tableOf(mode: Mode): ReadonlyMap<string, Command> {
	const own = KEYS.filter((binding) => binding.mode === mode);
	return new Map(own.map((binding) => [binding.chord, binding.command]));
}

/** The parts of a keyboard event that say which key it was. */
export type KeyPress = {
	readonly key: string;
	readonly ctrlKey: boolean;
	readonly metaKey: boolean;
	readonly altKey: boolean;
	readonly shiftKey: boolean;
	readonly isComposing?: boolean;
	getModifierState?(key: string): boolean;
};

export function chordOf(press: KeyPress): string {
	const name = press.key === " " ? "Space" : press.key;
	const key = name.length === 1 ? name.toLowerCase() : name;
	const ctrl = press.ctrlKey || press.metaKey ? "Ctrl+" : "";
	const alt = press.altKey ? "Alt+" : "";
	return `${ctrl}${alt}${press.shiftKey ? "Shift+" : ""}${key}`;
}

/** What a key means in a mode; undefined when it means nothing to the grid. Editors of the host ask here too. */
export function commandOf(press: KeyPress, mode: Mode): Command | undefined {
	return press.isComposing ? undefined : BY_MODE[mode].get(chordOf(press));
}

/** The text a key types: a character, "" for a dead key or an input method that only starts one, undefined otherwise. */
export function typedText(press: KeyPress): string | undefined {
	if (press.key === "Dead" || press.key === "Process") return "";
	const altGraph = press.getModifierState?.("AltGraph") ?? false;
	if (!altGraph && (press.ctrlKey || press.metaKey || press.altKey)) return undefined;
	return [...press.key].length === 1 ? press.key : undefined;
}
