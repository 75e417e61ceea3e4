// A page whose work is counted: CPU time of the whole renderer process's main
// thread, as the browser itself accounts for it, never the clock on the wall.
import { newPerson } from "../e2e/person.mjs";

// openPage is a window on a Vigie; throttle is by how much the CPU is slowed, and way
// how the browser has lists: "whole" or in "windows", whatever their length.
export async function openPage(browser, url, throttle, way) {
	const person = await newPerson(browser, { url }, { lang: "fr" });
	const { page } = person;
	const cdp = await page.context().newCDPSession(page);
	await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
	if (throttle > 1) await cdp.send("Emulation.setCPUThrottlingRate", { rate: throttle });
	await page.addInitScript(watchInteractions);
	const open = { page, cdp, way, pending: new Set(), last: 0, leave: person.leave };
	if (way) await page.route(lists, (route) => route.continue({ url: askedIn(way, route.request().url()) }));
	const mine = (r) => r.url().includes("/api/") && !r.url().includes("/events");
	page.on("request", (r) => mine(r) && open.pending.add(r));
	const done = (r) => {
		open.pending.delete(r);
		open.last = Date.now();
	};
	page.on("requestfinished", done);
	page.on("requestfailed", done);
	return open;
}

// lists are the addresses of lists of projects.
export const lists = "**/api/v1/projects?*";

// askedIn is the address of a list as the browser asks for it to have it in a way.
export function askedIn(way, address) {
	const url = new URL(address);
	if (way && url.searchParams.has("whole")) {
		if (way === "whole") url.searchParams.set("whole", "20000");
		else url.searchParams.delete("whole");
	}
	return url.href;
}

// watchInteractions keeps how long each interaction took until it was painted.
function watchInteractions() {
	window.benchInteractions = [];
	new PerformanceObserver((list) => {
		for (const entry of list.getEntries())
			if (entry.interactionId) window.benchInteractions.push([entry.name, entry.duration]);
	}).observe({ type: "event", durationThreshold: 16, buffered: true });
}

// settle waits until nothing is asked of the server and nothing is painted.
export async function settle({ page, pending, ...rest }, quiet = 150) {
	for (let tries = 0; tries < 400; tries++) {
		await page.evaluate(
			(ms) => new Promise((done) => setTimeout(() => requestAnimationFrame(() => setTimeout(done, 0)), ms)),
			quiet,
		);
		if (pending.size === 0 && Date.now() - (rest.last ?? 0) > quiet) return;
	}
}

// loadCost is the CPU time, in ms, of a page that is opened anew: the browser
// then counts from nothing.
export async function loadCost(open, act) {
	await act();
	await settle(open);
	return (await times(open)).Task;
}

// cost is the CPU time, in ms, that something takes until it has settled.
export async function cost(open, act, quiet) {
	await settle(open);
	const before = await times(open);
	await act();
	await settle(open, quiet);
	const after = await times(open);
	const spent = Object.fromEntries(parts.map((part) => [part, after[part] - before[part]]));
	if (process.env.VIGIE_BENCH_DETAIL) console.log("   ", parts.map((p) => `${p} ${spent[p].toFixed(1)}`).join(", "));
	return spent.Task;
}

const parts = ["Task", "Script", "Layout", "RecalcStyle", "V8Compile"];

async function times({ cdp }) {
	const { metrics } = await cdp.send("Performance.getMetrics");
	const of = (name) => (metrics.find((m) => m.name === `${name}Duration`)?.value ?? 0) * 1000;
	return Object.fromEntries(parts.map((part) => [part, of(part)]));
}

// slowest is the longest interaction since last asked, in ms; 0 when all were
// shorter than a frame.
export async function slowest({ page }) {
	return page.evaluate(() => {
		const all = window.benchInteractions.splice(0);
		return Math.max(0, ...all.map(([, ms]) => ms));
	});
}

// least is the smallest of several, name by name.
export function least(rounds) {
	const names = Object.keys(rounds[0] ?? {});
	return Object.fromEntries(names.map((name) => [name, Math.min(...rounds.map((round) => round[name]))]));
}

// rounds does something a few times, and keeps the least of each figure.
export async function rounds(times, act) {
	const out = [];
	for (let i = 0; i < times; i++) out.push(await act(i));
	return least(out);
}

export function median(values) {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
