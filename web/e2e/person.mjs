// A person is someone in front of a browser window of their own: a page, and
// everything the browser complained about while they used it.
import { readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
export const shots = fileURLToPath(new URL("shots/", import.meta.url));

const pictures = process.env.SHOTS ? process.env.SHOTS !== "0" : !process.env.CI;

// slowness is how many times slower than this machine the browser is to be
// (SLOW=6): what only passes on a quick machine shows itself.
const slowness = Number(process.env.SLOW ?? 1);

// newPerson opens a window. look: { lang: "fr" | "en", theme: "light" | "dark",
// width, height, touch }.
export async function newPerson(browser, house, look = {}) {
	const { lang = "fr", theme = "light", width = 1440, height = 900, touch = false } = look;
	const context = await browser.newContext({
		baseURL: house.url,
		locale: lang === "fr" ? "fr-FR" : "en-GB",
		timezoneId: "Europe/Paris",
		colorScheme: theme,
		reducedMotion: "reduce",
		viewport: { width, height },
		hasTouch: touch,
	});
	const person = { context, complaints: [], allowed: new Set(["401 /api/v1/me"]), seen: 0 };
	await context.exposeBinding("vigieComplains", (_source, what) => person.complaints.push(what));
	await context.addInitScript(() => {
		document.addEventListener("securitypolicyviolation", (e) =>
			window.vigieComplains(`CSP: ${e.violatedDirective} refused ${e.blockedURI || "inline"} ${e.sourceFile}:${e.lineNumber}`),
		);
	});
	const page = await context.newPage();
	page.setDefaultTimeout(30_000 * slowness);
	if (slowness > 1) await (await context.newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: slowness });
	watch(page, person, house);
	person.page = page;
	// expects announces an answer that is right here: "422 /api/v1/imports".
	person.expects = (...answers) => {
		for (const a of answers) person.allowed.add(a);
	};
	person.look = (name, rules) => lookAt(person, name, rules);
	person.leave = () => context.close();
	return person;
}

function watch(page, person, house) {
	const complain = (what) => person.complaints.push(what);
	page.on("pageerror", (e) => complain(`error: ${e.message}`));
	page.on("console", (m) => {
		if (m.type() !== "error" && m.type() !== "warning") return;
		// Answers are judged below, by their status and address.
		if (m.text().startsWith("Failed to load resource")) return;
		complain(`console: ${m.text()}`);
	});
	page.on("request", (r) => {
		const to = new URL(r.url());
		if (to.protocol !== "data:" && to.protocol !== "blob:" && to.origin !== house.url) complain(`other host: ${r.url()}`);
	});
	page.on("requestfailed", (r) => {
		const why = r.failure()?.errorText ?? "";
		if (why !== "net::ERR_ABORTED") complain(`failed: ${r.method()} ${r.url()} ${why}`);
	});
	page.on("response", (r) => {
		if (r.status() < 400) return;
		const path = new URL(r.url()).pathname;
		const allowed = [...person.allowed].some((a) => `${r.status()} ${path}`.startsWith(a));
		if (!allowed) complain(`answer: ${r.status()} ${r.request().method()} ${path}`);
	});
}

// lookAt takes a picture of the page, unless nobody is there to open it, and has axe
// judge it, by all its rules or by some.
async function lookAt(person, name, rules) {
	await settled(person.page);
	if (pictures) {
		await mkdir(shots, { recursive: true });
		await person.page.screenshot({ path: `${shots}${name}.png` });
	}
	const found = rules?.length === 0 ? [] : await judge(person.page, rules);
	if (found.length > 0) person.complaints.push(`axe on ${name}:\n${found.join("\n")}`);
}

// settled waits until nothing on the page says that it is still coming.
export async function settled(page) {
	await page.waitForFunction(() => {
		const coming = document.querySelector('[role="dialog"]') ? '[class*="skeleton"]' : '[class*="skeleton"], [data-pending]';
		const undrawn = document.querySelector(".vg-head .vg-row:empty, .vg-body .vg-row:empty");
		return document.fonts.status === "loaded" && document.querySelector("h1") && !document.querySelector(coming) && !undrawn;
	});
}

async function judge(page, only) {
	if (!(await page.evaluate("typeof axe === 'object'"))) await page.evaluate(axeSource);
	const violations = await page.evaluate(async (only) => {
		const tags = only ?? ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
		// React Aria's own hidden region keeps sentences about controls that are gone.
		const page = { exclude: [["[data-live-announcer]"]] };
		// Experimental in axe: it takes the cells of a grid for controls with a caption.
		const rules = { "label-content-name-mismatch": { enabled: false } };
		const { violations } = await window.axe.run(page, { runOnly: tags, rules: only ? {} : rules, resultTypes: ["violations"] });
		// What a bar that sticks to an edge covers is reached by scrolling, where it stands free.
		const free = (node) => {
			const e = document.querySelector(node.target[0]);
			e?.scrollIntoView({ block: "center", behavior: "instant" });
			const box = e?.getBoundingClientRect();
			if (!box || box.width < 24 || box.height < 24) return false;
			const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
			return [-11, 11].every((d) => e.contains(document.elementFromPoint(x + d, y)) && e.contains(document.elementFromPoint(x, y + d)));
		};
		const places = [scrollX, scrollY];
		for (const v of violations.filter((v) => v.id === "target-size")) v.nodes = v.nodes.filter((n) => !/obscured/.test(n.failureSummary) || !free(n));
		scrollTo(...places);
		return violations.filter((v) => v.nodes.length > 0).map((v) => ({
			id: v.id,
			help: v.help,
			at: v.nodes.slice(0, 4).map((n) => `${n.target.join(" ")} — ${n.failureSummary?.split("\n")[1]?.trim() ?? ""}`),
		}));
	}, only);
	return violations.map((v) => `  ${v.id}: ${v.help}\n    ${v.at.join("\n    ")}`);
}
