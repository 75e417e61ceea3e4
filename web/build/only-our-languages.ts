import type { Plugin } from "vite";

const catalogue = /[\\/]intl[\\/].*[\\/]([a-z]{2}-[A-Z]{2})\.(?:mjs|js)$/;

// onlyOurLanguages leaves out of the bundle the thirty languages in which React
// Aria speaks to screen readers, but for those Vigie speaks itself.
export function onlyOurLanguages(kept: string[]): Plugin {
	return {
		name: "only-our-languages",
		apply: "build",
		enforce: "pre",
		load(id) {
			const found = id.match(catalogue);
			if (!found || kept.includes(found[1] ?? "")) return null;
			return "export default {};";
		},
	};
}
