// Measures the interface beside its budgets: node web/bench/run.mjs
// VIGIE_BIN names the program (bin/vigie), VIGIE_BENCH_DATA a folder in which the
// made-up projects are kept, VIGIE_BENCH_PROJECTS how many ("10000,3000"),
// VIGIE_BENCH_WAYS how the browser has them ("whole,windows").
import { existsSync } from "node:fs";
import { findBrowser, launch } from "../e2e/harness.mjs";
import { budgetOf, table } from "./budgets.mjs";
import { bytes } from "./bytes.mjs";
import { plan } from "./gantt.mjs";
import { openPage } from "./page.mjs";
import { openMany, program } from "./server.mjs";
import { walk } from "./walk.mjs";

if (!findBrowser(true) || !existsSync(program)) {
	console.log(`left out: the figures of the browser (${findBrowser(true) ? `${program} is not built` : "Chromium is not here"})`);
	process.exit(process.env.CI ? 1 : 0);
}

const sizes = (process.env.VIGIE_BENCH_PROJECTS ?? "10000,3000").split(",").map(Number);
const throttles = (process.env.VIGIE_BENCH_THROTTLES ?? "1,4").split(",").map(Number);
const browser = await launch(true);
let over = 0;

// held is up to how many projects the browser holds a list whole by itself.
const held = 3000;
const ways = (process.env.VIGIE_BENCH_WAYS ?? "whole,windows").split(",");
const said = { whole: "held whole", windows: "in windows of 200" };

function print(title, columns, figures, judged = true) {
	const names = [...new Set(figures.flatMap((f) => Object.keys(f)))];
	const rows = names.map((name) => ({ name, values: figures.map((f) => f[name]) }));
	if (judged) over += rows.filter(({ name, values }) => values[0] > (budgetOf(name) ?? Number.POSITIVE_INFINITY)).length;
	console.log(table(title, columns, rows, judged));
}

async function timeline(url) {
	const figures = [];
	for (const throttle of throttles) {
		const open = await openPage(browser, url, throttle);
		figures.push(await plan(open, url));
		await open.leave();
	}
	print("A plan of 5,000 tasks and 5,000 links", throttles.map((t) => (t === 1 ? "CPU ms" : `${t} x slower`)), figures);
}

try {
	print("What is fetched", ["measured"], [bytes()]);
	for (const size of sizes) {
		const server = await openMany(size);
		try {
			for (const way of ways) {
				const figures = [];
				for (const throttle of throttles) {
					const open = await openPage(browser, server.url, throttle, way);
					figures.push(await walk(open, server.url));
					await open.leave();
				}
				const columns = throttles.map((t) => (t === 1 ? "CPU ms" : `${t} x slower`));
				const usual = way === (size > held ? "windows" : "whole");
				print(`${size} projects, 40 columns, ${said[way]}${usual ? "" : " (not as it is by itself)"}`, columns, figures, usual);
			}
			if (size === sizes.at(-1)) await timeline(server.url);
		} finally {
			await server.close();
		}
	}
} finally {
	await browser.close();
}
console.log(over ? `\n${over} over budget` : "\nall within budget");
process.exit(over ? 1 : 0);
