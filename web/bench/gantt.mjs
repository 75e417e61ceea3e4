// The timeline of a large plan: 5,000 tasks and as many links, on the page of parts,
// where a plan is made by the page itself, so that the server's time is not in it.
import { cost, rounds, settle } from "./page.mjs";

const tasks = 5000;

// ready is the CPU time from the data to the painted grid and timeline.
async function ready({ page, ...open }, url) {
	await page.goto(`${url}/design?design&tasks=${tasks}`);
	const button = page.getByRole("button", { name: String(tasks), exact: true });
	await button.waitFor();
	await button.scrollIntoViewIfNeeded();
	await settle({ page, ...open });
	return cost({ page, ...open }, async () => {
		await button.click();
		await page.locator(".vt-canvas").waitFor();
		await page.locator(".vg-body .vg-row").first().waitFor();
	});
}

async function flick(open) {
	const { page, cdp } = open;
	await page.locator(".vt").scrollIntoViewIfNeeded();
	const box = await page.locator(".vt").boundingBox();
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
		return ms / frames;
	};
	const down = await run(-12_000, "yDistance");
	const across = await run(-3000, "xDistance");
	await run(3000, "xDistance");
	await run(12_000, "yDistance");
	return { "timeline flick, a frame": down, "timeline flick sideways, a frame": across };
}

// plan measures a large plan on one page.
export async function plan(open, url) {
	const least = await rounds(3, async () => ({ "timeline ready": await ready(open, url) }));
	return { ...least, ...(await rounds(2, () => flick(open))) };
}
