import { useRouterState } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { announce } from "../ui/announce";

// patience is how long a page may take to show its heading before it is given up.
const patience = 8000;

// useArrival takes the focus along to each new page: to what the address names,
// else to the heading, which is said with it. A page that takes the focus itself
// keeps it, and so does a change of the address within a page.
export function useArrival(): void {
	const path = useRouterState({ select: (s) => s.location.pathname });
	const hash = useRouterState({ select: (s) => s.location.hash });
	const first = useRef(true);
	// biome-ignore lint/correctness/useExhaustiveDependencies: each path is an arrival
	useEffect(() => {
		const begun = first.current;
		first.current = false;
		if (begun && !hash) return;
		const main = document.getElementById("main");
		if (!main) return;
		if (!begun && free(main)) main.focus({ preventScroll: true });
		return whenThere(main, hash, (target) => {
			if (hash) target.scrollIntoView({ block: "start" });
			else main.scrollTop = 0;
			if (!free(main)) return announce(target.textContent ?? "");
			if (!target.hasAttribute("tabindex")) target.tabIndex = -1;
			target.focus({ preventScroll: true });
		});
	}, [path, hash]);
}

// free tells whether the focus is nobody's: on nothing, or left on what led here.
function free(main: HTMLElement): boolean {
	const on = document.activeElement;
	if (!on || on === document.body || on === main) return true;
	if (on.closest('[role="dialog"], [role="alertdialog"]')) return false;
	return !main.contains(on);
}

// whenThere calls once with what the address names, or the heading, when it has come.
function whenThere(main: HTMLElement, hash: string, then: (target: HTMLElement) => void): () => void {
	const find = () => (hash ? document.getElementById(hash) : main.querySelector<HTMLElement>("h1"));
	let done = false;
	const look = () => {
		const target = find();
		if (!target || done) return;
		end();
		then(target);
	};
	const watch = new MutationObserver(look);
	const timer = setTimeout(() => end(), patience);
	const end = () => {
		done = true;
		watch.disconnect();
		clearTimeout(timer);
	};
	watch.observe(main, { childList: true, subtree: true });
	// The page before is still there in this moment.
	requestAnimationFrame(look);
	return end;
}
