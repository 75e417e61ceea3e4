import { expect, test } from "vitest";
import { pressName, Sequence, showKeys } from "./shortcuts";

const press = (key: string, held: Partial<Record<"ctrlKey" | "metaKey" | "altKey" | "shiftKey", boolean>> = {}) =>
	pressName({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

test("a press is named as commands write their keys", () => {
	expect(press("k", { ctrlKey: true })).toBe("Mod+K");
	expect(press("k", { metaKey: true })).toBe("Mod+K");
	expect(press("Z", { ctrlKey: true, shiftKey: true })).toBe("Mod+Shift+Z");
	expect(press("?", { shiftKey: true })).toBe("?");
	expect(press("ArrowUp", { altKey: true })).toBe("Alt+ArrowUp");
});

test("two letters make a sequence only when they follow at once", () => {
	const sequence = new Sequence();
	expect(sequence.next("g", 0)).toEqual(["g"]);
	expect(sequence.next("p", 500)).toEqual(["g p", "p"]);
	sequence.next("g", 1000);
	expect(sequence.next("p", 5000)).toEqual(["p"]);
});

test("keys are shown as they are engraved", () => {
	expect(showKeys("Mod+Enter")).toBe("Ctrl+↵");
	expect(showKeys("g p")).toBe("G P");
});
