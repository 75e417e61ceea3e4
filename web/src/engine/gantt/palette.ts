import type { Ink } from "./shapes";

/** Each ink as CSS writes colours. */
export type Palette = Readonly<Record<Ink, string>>;

// The tokens of the page, by what the timeline says.
const tokens: Record<Ink, string> = {
	surface: "--surface",
	ground: "--ground",
	off: "--sunken",
	line: "--line",
	edge: "--line-strong",
	text: "--ink",
	quiet: "--ink-2",
	task: "--accent-soft",
	taskLine: "--accent",
	done: "--accent",
	critical: "--bad-fill",
	criticalSoft: "--bad-soft",
	phase: "--ink-2",
	milestone: "--ink",
	base: "--control-line",
	link: "--ink-3",
	today: "--focus",
	late: "--bad",
	early: "--good",
	chosen: "--accent-soft",
	accent: "--accent",
};

/** The colours of an element, as its theme has them: a token says two, and the browser which. */
export function paletteOf(element: HTMLElement, scheme?: "light"): Palette {
	const probe = element.ownerDocument.createElement("span");
	probe.style.display = "none";
	if (scheme) probe.style.colorScheme = scheme;
	element.append(probe);
	const out: Partial<Record<Ink, string>> = {};
	for (const ink of Object.keys(tokens) as Ink[]) {
		probe.style.color = `var(${tokens[ink]}, #888888)`;
		out[ink] = getComputedStyle(probe).color;
	}
	probe.remove();
	return out as Palette;
}

/** Calls back when colours are others: another theme, or the system's. The answer stops it. */
export function onPalette(document: Document, then: () => void): () => void {
	const watch = new MutationObserver(then);
	watch.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme", "class", "style"] });
	const stop = new AbortController();
	for (const query of ["(prefers-color-scheme: dark)", "(prefers-contrast: more)", "(forced-colors: active)"]) {
		document.defaultView?.matchMedia(query).addEventListener("change", then, { signal: stop.signal });
	}
	return () => {
		watch.disconnect();
		stop.abort();
	};
}
