// The frame of the flows: a browser, steps that are counted, and what people do
// in every flow.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { openHouse } from "./house.mjs";
import { newPerson, shots } from "./person.mjs";

const flags = [
	"--headless",
	"--no-sandbox",
	"--disable-gpu",
	"--no-first-run",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
	"--disable-quic",
];

// shell is the same engine without windows, menus and their processes: a third less
// work in each flow. whole is what people have, for figures and pictures.
const shell = "/usr/bin/chromium-headless-shell";
const whole = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

// findBrowser is the browser of this machine, or undefined; a whole one where asked for.
export function findBrowser(entire = false) {
	const browsers = [process.env.CHROMIUM, ...(entire ? whole : [shell, ...whole])];
	return browsers.find((path) => path && existsSync(path));
}

export function launch(entire = false) {
	return chromium.launch({ executablePath: findBrowser(entire), args: flags });
}

const shared = fileURLToPath(new URL("../../../shared/data/portfolios/", import.meta.url));

// realFile is a file of the shared data, or null where they are not.
export function realFile(name) {
	const path = join(process.env.VIGIE_SHARED_DATA ? join(process.env.VIGIE_SHARED_DATA, "portfolios") : shared, name);
	return existsSync(path) ? path : null;
}

export class Stopped extends Error {}

// runFlow plays one flow in a house of its own and answers what came of it.
export async function runFlow(browser, flow, report) {
	const house = await openHouse();
	const people = [];
	const flowName = flow.name;
	const stage = {
		house,
		person: async (look) => {
			const someone = await newPerson(browser, house, look);
			people.push(someone);
			return someone;
		},
		step: (title, act) => step(report, flowName, title, act, people),
	};
	try {
		await flow.play(stage);
		const complaints = people.flatMap((p) => p.complaints.splice(0));
		await stage.step("the browser has nothing to complain about", () => {
			if (complaints.length > 0) throw new Error(complaints.join("\n"));
		});
	} catch (error) {
		if (!(error instanceof Stopped)) report.failed(flowName, "the flow itself", error);
	} finally {
		await Promise.all(people.map((p) => p.leave().catch(() => undefined)));
		await house.close();
	}
}

async function step(report, flow, title, act, people) {
	const began = performance.now();
	try {
		const value = await act();
		report.passed(flow, title, performance.now() - began);
		return value;
	} catch (error) {
		const last = people.at(-1);
		const picture = join(dirname(shots), "shots", `failed-${flow.replace(/\W+/g, "-")}.png`);
		await last?.page.screenshot({ path: picture }).catch(() => undefined);
		report.failed(flow, title, error, people.flatMap((p) => p.complaints));
		throw new Stopped(title);
	}
}

// expect fails with both values when they differ.
export function expect(what, got, want) {
	if (want instanceof RegExp ? want.test(String(got)) : got === want) return;
	throw new Error(`${what}: got ${JSON.stringify(got)}, want ${want instanceof RegExp ? want : JSON.stringify(want)}`);
}

// plain makes all spaces of a text ordinary ones, to compare figures.
export function plain(text) {
	return (text ?? "").replace(/[\u00a0\u202f\u2009]/g, " ").trim();
}
