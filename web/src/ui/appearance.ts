import type { Density, Theme } from "../api/types";

const remembered = "vigie.appearance";

// The same is done by public/first.js before anything is painted.

// applyAppearance turns the page to a theme and a density, and remembers them on
// this device for the next start, before anyone has signed in.
export function applyAppearance(theme: Theme, density: Density): void {
	const root = document.documentElement;
	if (theme === "system") delete root.dataset.theme;
	else root.dataset.theme = theme;
	root.dataset.density = density;
	localStorage.setItem(remembered, JSON.stringify({ theme, density }));
}

export function rememberedAppearance(): { theme: Theme; density: Density } {
	try {
		const kept = JSON.parse(localStorage.getItem(remembered) ?? "{}") as { theme?: Theme; density?: Density };
		return { theme: kept.theme ?? "system", density: kept.density ?? "normal" };
	} catch {
		return { theme: "system", density: "normal" };
	}
}
