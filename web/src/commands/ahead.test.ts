// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from "vitest";
import { gather, take } from "./ahead";

function press(key: string, how: KeyboardEventInit = {}): boolean {
	return document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...how }));
}

afterEach(() => {
	take();
	vi.useRealTimers();
});

test("what is typed is kept from the page until it is taken", () => {
	const heard: string[] = [];
	const onKey = (e: KeyboardEvent) => heard.push(e.key);
	window.addEventListener("keydown", onKey);
	gather();
	for (const key of ["g", "a", "x", "Backspace", "Enter"]) expect(press(key)).toBe(false);
	press("k", { ctrlKey: true });
	press("Tab");
	expect(take()).toEqual({ text: "ga", entered: true });
	press("b");
	window.removeEventListener("keydown", onKey);
	expect(heard).toEqual(["k", "Tab", "b"]);
	expect(take()).toEqual({ text: "", entered: false });
});

test("Esc and time let the keys go again", () => {
	gather();
	press("a");
	press("Escape");
	expect(press("b")).toBe(true);
	expect(take().text).toBe("");
	vi.useFakeTimers();
	gather();
	press("a");
	vi.advanceTimersByTime(10_000);
	expect(press("b")).toBe(true);
});
