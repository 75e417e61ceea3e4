import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

// layerOrder puts the one order of the cascade at the top of every style sheet of
// the build: whichever the browser gets first, the layers are in their places.
export function layerOrder(file: string): Plugin {
	const order = readFileSync(file, "utf8").match(/@layer [^;{]+;/)?.[0] ?? "";
	return {
		name: "layer-order",
		apply: "build",
		enforce: "post",
		generateBundle(_options, bundle) {
			for (const asset of Object.values(bundle)) {
				if (asset.type === "asset" && asset.fileName.endsWith(".css")) asset.source = order + asset.source;
			}
		},
	};
}
