// What is measured, in the order in which it is done. Each answers its figures by
// name; a name that budgets.mjs knows is judged.
import { columns } from "./server.mjs";
import { askedIn, cost, lists, loadCost, median, rounds, settle, slowest } from "./page.mjs";

const grid = (page) => page.locator('[role="grid"], [role="treegrid"]').first();

async function signIn({ page }, url) {
	await page.goto(`${url}/`);
	await page.getByRole("button", { name: /Bureau des projets/ }).first().click();
	await page.getByRole("navigation").getByRole("link", { name: "Portefeuille" }).waitFor();
}

// firstLoad opens the portfolio as if for the first time: nothing is cached.
async function firstLoad(open, url) {
	const { page, cdp } = open;
	await cdp.send("Network.enable");
	const loads = [];
	for (let i = 0; i < 3; i++) {
		await cdp.send("Network.clearBrowserCache");
		await page.goto("about:blank");
		const load = loadCost(open, async () => {
			await page.goto(`${url}/portfolio?cols=${columns}`);
			await grid(page).locator(".vg-body .cell-name").first().waitFor();
		});
		loads.push(await load);
	}
	return { "first load": Math.min(...loads), "DOM nodes": await page.evaluate(() => document.querySelectorAll("*").length) };
}

// gridReady holds the rows back until the screen around them stands, so that what
// they cost is counted alone; what it costs to receive them and to read their JSON is
// counted by itself and taken off: the grid begins once its data are there.
async function gridReady(open, url) {
	const { page } = open;
	let release = () => undefined;
	const held = new Promise((resolve) => (release = resolve));
	let asked = () => undefined;
	const first = new Promise((resolve) => (asked = resolve));
	let address = "";
	await page.route(lists, async (route) => {
		asked();
		address ||= route.request().url();
		const answer = await route.fetch({ url: askedIn(open.way, route.request().url()) });
		await held;
		await route.fulfill({ response: answer });
	});
	await page.goto(`${url}/portfolio?cols=${columns}`);
	await first;
	await page.waitForTimeout(1500);
	open.pending.clear();
	const ready = await cost({ ...open, pending: new Set() }, async () => {
		release();
		await grid(page).locator(".vg-body .cell-name").first().waitFor();
	});
	const read = (url) => fetch(url).then(async (answer) => void (await answer.json()));
	const data = await cost({ ...open, pending: new Set() }, () => page.evaluate(read, address));
	await page.unrouteAll({ behavior: "wait" });
	if (open.way) await page.route(lists, (route) => route.continue({ url: askedIn(open.way, route.request().url()) }));
	return { "grid ready": ready - data, "its data": data };
}

async function flick(open) {
	const { page, cdp } = open;
	const box = await grid(page).boundingBox();
	const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
	const run = async (distance, axis) => {
		await page.evaluate(() => {
			window.benchFrames = 0;
			const count = () => {
				window.benchFrames++;
				window.benchCounting = requestAnimationFrame(count);
			};
			window.benchCounting = requestAnimationFrame(count);
		});
		const ms = await cost(open, () =>
			cdp.send("Input.synthesizeScrollGesture", { ...at, [axis]: distance, speed: 6000, gestureSourceType: "mouse" }),
		);
		const frames = await page.evaluate(() => {
			cancelAnimationFrame(window.benchCounting);
			return window.benchFrames;
		});
		return { ms, frames };
	};
	const down = await run(-12_000, "yDistance");
	const across = await run(-3000, "xDistance");
	await run(3000, "xDistance");
	await run(12_000, "yDistance");
	return { "flick, a frame": down.ms / down.frames, "flick sideways, a frame": across.ms / across.frames };
}

async function arrows(open) {
	const { page } = open;
	await grid(page).focus();
	await page.keyboard.press("Control+Home");
	await settle(open);
	await slowest(open);
	const presses = 40;
	const ms = await cost(open, async () => {
		for (let i = 0; i < presses; i++) await page.keyboard.press(i % 2 ? "ArrowRight" : "ArrowDown");
	});
	return { "arrow key": ms / presses, "arrow key, until painted": await slowest(open) };
}

async function sorting(open) {
	const { page } = open;
	await page.keyboard.press("Control+Home");
	await grid(page).evaluate((element) => element.scrollTo(0, 0));
	await settle(open);
	const header = page.getByRole("columnheader", { name: "Météo" });
	await slowest(open);
	const sort = await cost(open, () => header.click());
	return { sort, "sort, until painted": await slowest(open) };
}

async function filtering(open) {
	const { page } = open;
	const field = page.getByRole("searchbox").first();
	await field.click();
	await slowest(open);
	const times = [];
	for (const letter of "portail") times.push(await cost(open, () => page.keyboard.press(letter)));
	const painted = await slowest(open);
	await field.fill("");
	await settle(open);
	return { "filter keystroke": median(times), "filter keystroke, until painted": painted };
}

// typing opens the editor of a cell by a letter, and gives it up.
async function typing(open) {
	const { page } = open;
	await grid(page).focus();
	await page.keyboard.press("Control+Home");
	await page.keyboard.press("ArrowRight");
	await settle(open);
	await slowest(open);
	const ms = await cost(open, async () => {
		await page.keyboard.press("x");
		await page.locator(".vg-editor input").waitFor();
	});
	const painted = await slowest(open);
	await page.keyboard.press("Escape");
	await settle(open);
	return { "open an editor": ms, "open an editor, until painted": painted };
}

async function grouping(open, url) {
	const { page } = open;
	const apart = await loadCost(open, async () => {
		await page.goto(`${url}/portfolio?cols=${columns}&group=unit`);
		await page.locator(".vg-group").first().waitFor();
	});
	const row = page.locator(".vg-body .vg-group").first();
	const folding = await rounds(4, async () => {
		await slowest(open);
		const fold = await cost(open, () => row.click({ position: { x: 14, y: 14 } }));
		return { "fold a group": fold, "fold a group, until painted": await slowest(open) };
	});
	return { "load, grouped": apart, ...folding };
}

async function routes(open) {
	const { page } = open;
	const link = (name) => page.getByRole("navigation").getByRole("link", { name });
	const go = (name) => cost(open, () => link(name).click());
	await go("Imports");
	await go("Portefeuille");
	const least = await rounds(3, async () => {
		await slowest(open);
		return { away: await go("Imports"), back: await go("Portefeuille"), painted: await slowest(open) };
	});
	return { "route change": Math.max(least.away, least.back), "route change, until painted": least.painted };
}

// walk measures everything on one page.
export async function walk(open, url) {
	await signIn(open, url);
	const out = {};
	Object.assign(out, await firstLoad(open, url));
	Object.assign(out, await rounds(2, () => gridReady(open, url)));
	await settle(open);
	Object.assign(out, await rounds(3, () => arrows(open)));
	Object.assign(out, await rounds(3, () => sorting(open)));
	Object.assign(out, await rounds(2, () => filtering(open)));
	Object.assign(out, await rounds(2, () => typing(open)));
	Object.assign(out, await rounds(2, () => flick(open)));
	Object.assign(out, await grouping(open, url));
	await open.page.goto(`${url}/portfolio`);
	Object.assign(out, await routes(open));
	return out;
}
