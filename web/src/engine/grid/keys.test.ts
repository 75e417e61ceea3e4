import { expect, test } from "vitest";
import { chordOf, commandOf, KEYS, type KeyPress, typedText } from "./keys";

function press(key: string, ...held: ("ctrl" | "meta" | "alt" | "shift" | "altgr")[]): KeyPress {
	const altgr = held.includes("altgr");
	return {
		key,
		ctrlKey: held.includes("ctrl") || altgr,
		metaKey: held.includes("meta"),
		altKey: held.includes("alt") || altgr,
		shiftKey: held.includes("shift"),
		getModifierState: (name) => name === "AltGraph" && altgr,
	};
}

test("no chord has two meanings in one mode", () => {
	const seen = KEYS.map((binding) => `${binding.mode} ${binding.chord}`);
	expect(new Set(seen).size).toBe(seen.length);
});

test("the browser's own keys are left alone", () => {
	const chords = new Set(KEYS.map((binding) => binding.chord));
	for (const own of ["Alt+ArrowLeft", "Alt+ArrowRight", "Ctrl+t", "Ctrl+w", "Ctrl+Shift+r", "F5", "Tab"])
		expect(chords.has(own) && commandOf(press(own), "navigate") !== undefined).toBe(false);
	expect(commandOf(press("Tab"), "navigate")).toBeUndefined();
});

test("chords are read with their modifiers, Command being Ctrl", () => {
	expect(chordOf(press("ArrowDown", "ctrl", "shift"))).toBe("Ctrl+Shift+ArrowDown");
	expect(chordOf(press("A", "meta"))).toBe("Ctrl+a");
	expect(commandOf(press(" "), "navigate")).toEqual({ do: "peek" });
	expect(commandOf(press("Tab", "shift"), "edit")).toEqual({ do: "commit", move: "left" });
});

test("an input method that is composing keeps its keys", () => {
	expect(commandOf({ ...press("Enter"), isComposing: true }, "edit")).toBeUndefined();
});

test("characters type, chords do not, dead keys open an empty field", () => {
	expect(typedText(press("é"))).toBe("é");
	expect(typedText(press("€", "altgr"))).toBe("€");
	expect(typedText(press("Dead"))).toBe("");
	expect(typedText(press("c", "ctrl"))).toBeUndefined();
	expect(typedText(press("F3"))).toBeUndefined();
});
