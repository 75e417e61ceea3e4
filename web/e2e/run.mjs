// Plays the flows in a real browser: node web/e2e/run.mjs [words of a flow's name].
// VIGIE_BIN names the program (bin/vigie); CHROMIUM the browser; SLOW=6 slows it down.
import { existsSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { findBrowser, launch, runFlow } from "./harness.mjs";
import { closeAll, program } from "./house.mjs";
import { shots } from "./person.mjs";

const wanted = process.argv.slice(2).join(" ").toLowerCase();
const strict = process.env.CI === "true" || process.env.CI === "1";

function leftOut(why) {
	console.log(`left out: the flows in the browser (${why})`);
	process.exit(strict ? 1 : 0);
}

if (!findBrowser()) leftOut("Chromium is not here");
if (!existsSync(program)) leftOut(`${program} is not built`);

const count = { passed: 0, failed: 0 };
const report = {
	passed(flow, title, ms) {
		count.passed++;
		console.log(`  ok    ${title} (${Math.round(ms)} ms)`);
	},
	failed(flow, title, error, complaints = []) {
		count.failed++;
		console.log(`  FAIL  ${title}\n        ${String(error?.message ?? error).replaceAll("\n", "\n        ")}`);
		for (const c of complaints) console.log(`        · ${c}`);
	},
};

const files = (await readdir(new URL("flows/", import.meta.url))).filter((f) => f.endsWith(".mjs")).sort();
const flows = (await Promise.all(files.map((f) => import(`./flows/${f}`)))).flatMap((m) => m.flows);
const chosen = flows.filter((f) => f.name.toLowerCase().includes(wanted));

await rm(shots, { recursive: true, force: true });
const browser = await launch();
const stop = async () => {
	await browser.close().catch(() => undefined);
	await closeAll();
};
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => void stop().then(() => process.exit(130)));

try {
	for (const flow of chosen) {
		console.log(flow.name);
		const missing = (flow.needs ?? []).find((path) => !path.file);
		if (missing) {
			console.log(`  left out: ${missing.name} is not here`);
			if (strict) count.failed++;
			continue;
		}
		await runFlow(browser, flow, report);
	}
} finally {
	await stop();
}

console.log(`${count.passed} passed, ${count.failed} failed`);
process.exit(count.failed > 0 || chosen.length === 0 ? 1 : 0);
