// Plays the flows in a real browser: node web/e2e/run.mjs [words of a flow's name].
// VIGIE_BIN names the program (bin/vigie); CHROMIUM the browser; SLOW=6 slows it down;
// SHOTS=1 takes pictures under CI too, SHOTS=0 never.
// ABREAST=1 plays one flow after the other, else two at a time where there are two cores.
import { existsSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { findBrowser, launch, runFlow } from "./harness.mjs";
import { closeAll, program } from "./house.mjs";
import { shots } from "./person.mjs";

const wanted = process.argv.slice(2).join(" ").toLowerCase();
const strict = process.env.CI === "true" || process.env.CI === "1";
const few = 4;

function leftOut(why) {
	console.log(`left out: the flows in the browser (${why})`);
	process.exit(strict ? 1 : 0);
}

if (!findBrowser()) leftOut("Chromium is not here");
if (!existsSync(program)) leftOut(`${program} is not built`);

const count = { passed: 0, failed: 0 };

// reportOf keeps what a flow says until it is over: two at a time would mix.
function reportOf(flow) {
	const lines = [flow.name];
	const say = (line) => lines.push(line);
	const own = { passed: 0, failed: 0 };
	return {
		own,
		say,
		passed(_flow, title, ms) {
			own.passed++;
			say(`  ok    ${title} (${Math.round(ms)} ms)`);
		},
		failed(_flow, title, error, complaints = []) {
			own.failed++;
			say(`  FAIL  ${title}\n        ${String(error?.message ?? error).replaceAll("\n", "\n        ")}`);
			for (const c of complaints) say(`        · ${c}`);
		},
		print: () => console.log(lines.join("\n")),
	};
}

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

async function play(flow) {
	const report = reportOf(flow);
	const missing = (flow.needs ?? []).find((path) => !path.file);
	if (missing) {
		report.say(`  left out: ${missing.name} is not here`);
		if (strict) report.own.failed++;
	} else {
		await runFlow(browser, flow, report);
	}
	report.print();
	return report.own;
}

// once plays a flow, and remembers one that failed.
const again = [];
async function once(flow) {
	const own = await play(flow);
	if (own.failed > 0 && strict) return again.push(flow);
	count.passed += own.passed;
	count.failed += own.failed;
}

// twice plays what failed a second time, by itself, when nothing else is under way: what
// only fails on a machine that is busy is named and does not decide, what fails twice does.
// More than a few are no accident.
async function twice() {
	if (again.length > few) {
		count.failed += again.length;
		return;
	}
	for (const flow of again) {
		const own = await play(flow);
		count.passed += own.passed;
		count.failed += own.failed;
		if (own.failed === 0) console.log(`  UNSTEADY: failed once and passed by itself: ${flow.name}`);
	}
}

// The long ones begin, so that none is left alone at the end.
const waiting = chosen.toSorted((a, b) => (b.long ?? 0) - (a.long ?? 0));
const abreast = Number(process.env.ABREAST ?? Math.min(2, availableParallelism()));
const player = async () => {
	for (let flow = waiting.shift(); flow; flow = waiting.shift()) await once(flow);
};
try {
	await Promise.all(Array.from({ length: abreast }, player));
	await twice();
} finally {
	await stop();
}

console.log(`${count.passed} passed, ${count.failed} failed`);
process.exit(count.failed > 0 || chosen.length === 0 ? 1 : 0);
