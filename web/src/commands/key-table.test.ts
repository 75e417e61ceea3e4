import { expect, test } from "vitest";
import { KEYS } from "../engine/grid/keys";
import { keyTable, pressesOf } from "./key-table";

const sources = import.meta.glob<string>("../**/*.{ts,tsx}", { query: "?raw", import: "default", eager: true });
const shown = new Set(keyTable.flatMap((part) => part.rows.flatMap(([keys]) => pressesOf(keys))));

// keysOfCommands are those that the sources give to commands.
function keysOfCommands(): string[] {
	return Object.entries(sources)
		.filter(([path]) => !path.includes(".test.") && !path.startsWith("./"))
		.flatMap(([, text]) => [...text.matchAll(/\bkeys: "([^"]+)"/g)].map((m) => m[1] ?? ""));
}

const named = (chord: string) =>
	chord
		.replace("Ctrl+", "Mod+")
		.split("+")
		.map((k) => (k.length === 1 ? k.toUpperCase() : k))
		.join("+");

test("help lists the keys of every command", () => {
	const keys = keysOfCommands();
	expect(keys).toContain("Mod+K");
	expect(keys.length).toBeGreaterThan(10);
	expect(keys.filter((k) => !shown.has(k))).toEqual([]);
});

test("no two commands share a key", () => {
	const keys = keysOfCommands();
	expect(keys.filter((k, i) => keys.indexOf(k) !== i)).toEqual([]);
});

test("help lists no sequence of letters that no command has", () => {
	const letters = [...shown].filter((k) => k.includes(" "));
	expect(letters.filter((k) => !keysOfCommands().includes(k))).toEqual([]);
});

test("help lists every key of the grid", () => {
	const moves = KEYS.filter((k) => k.command.do === "move" && k.command.extend);
	const own = KEYS.filter((k) => !moves.includes(k)).map((k) => named(k.chord));
	expect(own.filter((k) => !shown.has(k))).toEqual([]);
	// The moves that extend the selection are told once for all of them.
	expect(moves.length).toBeGreaterThan(0);
	expect(shown.has("Shift+ArrowDown")).toBe(true);
});
