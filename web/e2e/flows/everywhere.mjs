import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect } from "../harness.mjs";
import { chief, firstAccount, signIn } from "../people.mjs";

// The pages, from where they are declared: one that is added is walked too.
const features = new URL("../../src/features/", import.meta.url);
const declared = readdirSync(features)
	.map((name) => new URL(`${name}/routes.tsx`, features))
	.filter((file) => existsSync(file))
	.flatMap((file) => [...readFileSync(file, "utf8").matchAll(/path: "(\/[^"$]*)"/g)].map((m) => m[1]));
const shown = ["display=board", "display=timeline", "display=table", "display=cards", "group=stage", "as_of=2026-10-31"];
const registers = ["milestones", "risks", "actions", "decisions"];
const places = [...new Set(["/", ...declared, ...registers.map((kind) => `/${kind}`), ...shown.map((q) => `/portfolio?${q}`)])];

// Some looks are tried on the page as it stands open: another theme is a matter of
// colours, and 200 % of 1440 px of room.
const looks = [
	{ lang: "fr", mode: "light", also: { name: "contrast", theme: "contrast", rules: ["color-contrast"] } },
	{ lang: "en", mode: "dark", also: { name: "720", width: 720, height: 450, rules: [] } },
	{ lang: "fr", mode: "light", width: 320, height: 640, touch: true },
];

export const flows = looks.map(({ mode, also, ...look }) => {
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
				for (const place of [...places, `/project/${one}`]) {
					await page.goto(place);
					await page.getByRole("heading", { level: 1 }).first().waitFor();
					await judge(place, `${mode}-${size}`);
					if (also?.theme) await page.evaluate((theme) => (document.documentElement.dataset.theme = theme), also.theme);
					if (also?.width) await page.setViewportSize(also);
					if (also) await judge(place, also.name, also.rules);
					if (also?.width) await page.setViewportSize({ width: 1440, height: 900 });
				}
				if (wrong.length) throw new Error(wrong.join("\n"));
				const moving = await page.evaluate(() => matchMedia("(prefers-reduced-motion: reduce)").matches && document.getAnimations().filter((a) => a.effect?.getTiming().duration > 120).length);
				expect("movements although none are wanted", moving, 0);
			});
		},
	};
});

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
