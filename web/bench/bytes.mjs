// What the browser fetches before anything is seen, the frame around every page
// included, and what a route adds.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const dist = process.env.VIGIE_DIST || fileURLToPath(new URL("../dist", import.meta.url));

function gz(file) {
	return gzipSync(readFileSync(`${dist}/assets/${file}`)).length / 1024;
}

// importsOf are the chunks that a chunk needs at once, itself included.
function importsOf(file, found = new Set()) {
	if (found.has(file)) return found;
	found.add(file);
	const code = readFileSync(`${dist}/assets/${file}`, "utf8");
	for (const [, name] of code.matchAll(/(?:from|import)\s*"\.\/([^"/]+\.js)"/g)) importsOf(name, found);
	return found;
}

export function bytes() {
	const html = readFileSync(`${dist}/index.html`, "utf8");
	const entry = new Set();
	for (const [, name] of html.matchAll(/assets\/([^"/]+\.js)"/g)) importsOf(name, entry);
	const sum = (files) => [...files].reduce((total, file) => total + gz(file), 0);
	const chunk = (name) => readdirSync(`${dist}/assets`).find((f) => new RegExp(`^${name}-[\\w-]+\\.js$`).test(f));
	const shell = importsOf(chunk("shell"));
	const route = [...importsOf(chunk("portfolio-page"))].filter((file) => !entry.has(file) && !shell.has(file));
	const summary = [...importsOf(chunk("summary-page")), ...importsOf(chunk("drawn"))];
	const dashboard = new Set(summary.filter((file) => !entry.has(file) && !shell.has(file)));
	return {
		"entry and frame, gz KB": sum(new Set([...entry, ...shell])),
		"portfolio route, gz KB": sum(route),
		"dashboard route, gz KB": sum(dashboard),
	};
}
