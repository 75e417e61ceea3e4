import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const worthwhile = /\.(?:js|css|svg|json|txt|webmanifest)$/;

// gzipAssets writes name.gz beside every text file of the build, so that the
// server sends it as it is. The index is not among them: it changes by answer.
export function gzipAssets(): Plugin {
	let out = "dist";
	return {
		name: "gzip-assets",
		apply: "build",
		configResolved(config) {
			out = config.build.outDir;
		},
		closeBundle() {
			for (const file of filesUnder(out)) {
				if (!worthwhile.test(file) || statSync(file).size < 512) continue;
				writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
			}
		},
	};
}

function filesUnder(folder: string): string[] {
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const path = join(folder, entry.name);
		return entry.isDirectory() ? filesUnder(path) : [path];
	});
}
