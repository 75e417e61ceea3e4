import { useEffect, useRef, useState } from "react";
import { jump } from "./logic";
import type { At } from "./types";

type Keys = {
	pages: readonly At[];
	go: (to: At) => void;
	turn: (by: number) => void;
	// press: what the letters do; false when it does nothing here
	press: (key: "b" | "n" | "d" | "t" | "a" | "f" | "escape") => void;
};

// useStageKeys reads the keys of a presentation: arrows and space turn pages, a
// number and Enter leads to one, letters open what they stand for. It answers the
// number as it is typed. While somebody types a text no key does anything else.
export function useStageKeys(keys: Keys): string {
	const [typed, setTyped] = useState("");
	const last = useRef({ ...keys, typed });
	last.current = { ...keys, typed };
	useEffect(() => {
		const down = (e: KeyboardEvent) => {
			const now = last.current;
			if (e.key === "Escape") {
				setTyped("");
				return now.press("escape");
			}
			if (e.ctrlKey || e.metaKey || e.altKey || isTyping(e.target)) return;
			const does = act(e.key, now);
			if (!does) return;
			e.preventDefault();
			does(setTyped);
		};
		window.addEventListener("keydown", down);
		return () => window.removeEventListener("keydown", down);
	}, []);
	return typed;
}

type Set = (typed: string) => void;

function act(key: string, now: Keys & { typed: string }): ((set: Set) => void) | null {
	if (/^\d$/.test(key)) return (set) => set((now.typed + key).slice(-3));
	if (key === "Enter" && now.typed) {
		const to = jump(now.pages, now.typed);
		return (set) => {
			set("");
			if (to) now.go(to);
		};
	}
	const by = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }[key];
	if (by) return () => now.turn(by);
	if (key === "Home") return () => now.go("opening");
	if (key === "End") return () => now.go("end");
	const letter = key.toLowerCase();
	if (letter === "b" || letter === "n" || letter === "d" || letter === "t" || letter === "a" || letter === "f")
		return () => now.press(letter);
	return null;
}

function isTyping(target: EventTarget | null): boolean {
	if (!(target instanceof HTMLElement)) return false;
	return (
		target.isContentEditable ||
		["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName) ||
		!!target.closest("[role=listbox], [role=menu]")
	);
}
