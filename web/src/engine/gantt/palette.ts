import type { Line } from "./model";
import type { Ink, Tone } from "./shapes";

/** Each ink as CSS writes colours. */
export type Palette = Readonly<Record<Exclude<Ink, Tone>, string> & { [tone: Tone]: string }>;

/** The colour of an ink; that of what is done for a tone that the page does not know. */
export const colourOf = (palette: Palette, ink: Ink): string => palette[ink] ?? palette.done;

// The tokens of the page, by what the timeline says.
const tokens: Record<Exclude<Ink, Tone>, string> = {
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
export function paletteOf(element: HTMLElement, scheme?: "light", tones: readonly Tone[] = []): Palette {
	const probe = element.ownerDocument.createElement("span");
	probe.style.display = "none";
	if (scheme) probe.style.colorScheme = scheme;
	element.append(probe);
	const out: Partial<Record<Ink, string>> = {};
	const known = Object.entries(tokens) as [Ink, string][];
	for (const [ink, token] of [...known, ...tones.map((tone) => [tone, tone] as const)]) {
		probe.style.color = `var(${token}, #888888)`;
		out[ink] = getComputedStyle(probe).color;
	}
	probe.remove();
	return out as Palette;
}

/** The tones that some lines have. */
export function tonesOf(lines: readonly Line[]): Tone[] {
	const out = new Set<Tone>();
	for (const { bars } of lines) for (const { tone } of bars) if (tone) out.add(tone);
	return [...out];
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
