import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect } from "../harness.mjs";
import { chief, firstAccount, signIn } from "../people.mjs";
import { words } from "../words.mjs";

// The pages, from where they are declared: one that is added is walked too.
const features = new URL("../../src/features/", import.meta.url);
const declared = readdirSync(features)
	.map((name) => new URL(`${name}/routes.tsx`, features))
	.filter((file) => existsSync(file))
	.flatMap((file) => [...readFileSync(file, "utf8").matchAll(/path: "(\/[^"$]*)"/g)].map((m) => m[1]));
const shown = ["display=board", "display=timeline", "display=table", "display=cards", "group=stage", "as_of=2026-10-31"];
const colours = ["color-contrast"];
const registers = ["milestones", "risks", "actions", "decisions"];
const places = [...new Set(["/", ...declared, ...registers.map((kind) => `/${kind}`), ...shown.map((q) => `/portfolio?${q}`)])];

// Two languages, three themes and three widths, each judged by what it can change:
// another theme is a matter of colours, another language of room, and both are tried
// on the page as it stands open where that is enough. One comes to each page afresh,
// the others as by a link.
const looks = [
	{ lang: "fr", mode: "light", also: [{ theme: "contrast", rules: colours }, { theme: "dark", rules: colours }, { width: 720, height: 450, rules: [] }] },
	{ lang: "en", mode: "dark", rules: [] },
	{ lang: "fr", mode: "light", width: 320, height: 640, touch: true, afresh: true },
];

export const flows = looks.map(({ mode, rules, also = [], afresh = false, ...look }) => {
	const size = look.width ?? 1440;
	return {
		name: `Every page in ${look.lang}, ${mode}, ${size} px: nothing for axe to say, and it fits`,
		long: 1,
		async play({ house, person, step }) {
			const one = await furnish(await firstAccount(house));
			const someone = await person({ ...look, theme: mode });
			const { page } = someone;
			await signIn(page, chief);
			await page.request.patch("/api/v1/me", { data: { language: look.lang, theme: mode } });
			await step(`${places.length + 1} pages`, async () => {
				const wrong = [];
				const judge = async (place, as, rules) => {
					await someone.look(`all-${place.replace(/\W+/g, "-")}-${look.lang}-${as}`, rules);
					wrong.push(...someone.complaints.splice(0).map((c) => `${place} ${as}: ${c}`));
					const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
					if (wide > 0) wrong.push(`${place} ${as}: ${wide} px wider than the window`);
					const cut = await page.evaluate(cutButtons);
					if (cut.length) wrong.push(`${place} ${as}: cut off: ${cut.join(", ")}`);
				};
				await page.reload(); // in the language that was chosen
				for (const place of [...places, `/project/${one}`]) {
					await (afresh ? page.goto(place) : follow(page, place));
					await page.getByRole("heading", { level: 1 }).first().waitFor();
					expect("the language of the page", await page.locator("html").getAttribute("lang"), look.lang);
					await judge(place, `${mode}-${size}`, rules);
					for (const { theme, width, height, rules } of also) {
						await page.evaluate((theme) => (document.documentElement.dataset.theme = theme), theme ?? mode);
						if (width) await page.setViewportSize({ width, height });
						await judge(place, theme ?? width, rules);
						if (width) await page.setViewportSize({ width: 1440, height: 900 });
					}
				}
				await page.goto("/nowhere");
				await page.getByRole("heading", { name: words(look.lang)("error.notFound.title") }).waitFor();
				if (wrong.length) throw new Error(wrong.join("\n"));
				const moving = await page.evaluate(() => matchMedia("(prefers-reduced-motion: reduce)").matches && document.getAnimations().filter((a) => a.effect?.getTiming().duration > 120).length);
				expect("movements although none are wanted", moving, 0);
			});
		},
	};
});

// follow goes to a place without loading the program again; a new
// title says that it is there; where two paths share one the page is loaded.
async function follow(page, place) {
	const to = new URL(place, page.url());
	if (to.pathname === new URL(page.url()).pathname) return page.goto(place);
	const before = await page.title();
	await page.evaluate((to) => history.pushState({}, "", to), place);
	await page.waitForFunction((before) => document.title !== before, before, { timeout: 5000 }).catch(() => page.goto(place));
}

// furnish puts a few projects into an empty house, and returns one.
async function furnish(api) {
	const unit = (await api("GET", "/units")).items.find((u) => !u.parent).id;
	for (const [i, stage] of ["idea", "build", "build", "done"].entries()) {
		const p = await api("POST", "/projects", { name: `Projet numéro ${i}, au nom plutôt long pour une ligne`, unit, stage, start: "2026-01-05", end: "2027-03-31", end_baseline: "2027-01-31", weather: "rainy", light: "red", total_cost: { amount: "1250000", currency: "EUR" } });
		await api("POST", `/projects/${p.id}/milestones`, { name: "Mise en service", date: `2026-12-0${i + 1}` });
	}
	return (await api("GET", "/projects?limit=1")).items[0].id;
}

// cutButtons are the buttons and tabs whose words do not fit in them.
function cutButtons() {
	return [...document.querySelectorAll("main button, main [role=tab], nav a")].flatMap((e) => {
		const box = e.getBoundingClientRect();
		const cut = box.width > 0 && e.scrollWidth > e.clientWidth + 2 && getComputedStyle(e).textOverflow !== "ellipsis";
		const inner = [...e.querySelectorAll("*")].some((c) => getComputedStyle(c).textOverflow === "ellipsis");
		return cut && !inner && getComputedStyle(e).overflow !== "visible" ? [e.textContent.trim().slice(0, 40)] : [];
	});
}
