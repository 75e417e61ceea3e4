import { iso } from "../day.mjs";
import { expect, plain } from "../harness.mjs";
import { account, firstAccount, signIn } from "../people.mjs";
import { words } from "../words.mjs";

const euros = (amount) => ({ amount, currency: "EUR" });

const projects = [
	{
		code: "EXP-2",
		name: "Expadon 2",
		total_cost: euros("27740000"),
		total_cost_baseline: euros("16100000"),
		start: iso(-900),
		end: iso(400),
		end_baseline: iso(30),
		progress: "60",
		weather: "rainy",
	},
	{
		code: "PORT",
		name: "Portail des usagers",
		total_cost: euros("2000000"),
		total_cost_baseline: euros("2000000"),
		start: iso(-100),
		end: iso(200),
		end_baseline: iso(200),
		progress: "30",
		weather: "sunny",
	},
	{ code: "AGE", name: "Agenda partagé", total_cost: euros("260000"), start: iso(-20), end: iso(90), progress: "10" },
];

async function fill(house) {
	const api = await firstAccount(house);
	const unit = (await api("GET", "/units")).items.find((u) => !u.parent).id;
	const made = [];
	for (const p of projects) made.push(await api("POST", "/projects", { currency: "EUR", unit, ...p }));
	await api("POST", `/projects/${made[0].id}/actions`, { name: "Relancer l’éditeur", due: iso(-5) });
	await api("POST", `/projects/${made[1].id}/actions`, { name: "Former les équipes", due: iso(-2) });
	const chief = { role: "executive", login: "diane", name: "Diane Roux" };
	Object.assign(chief, await account(house, api, chief));
	await api("POST", `/projects/${made[0].id}/risks`, { name: "Éditeur racheté", probability: "4", impact: "5" });
	return { api, chief, expadon: made[0].id };
}

const say = words("fr");

export const flows = [
	{
		name: "The summary of a portfolio: figures, their rows and explanations, compared, arranged by keyboard",
		async play({ house, person, step }) {
			const { chief, expadon } = await fill(house);
			const someone = await person({ lang: "fr" });
			const { page } = someone;
			const figure = (label) => page.getByRole("link", { name: new RegExp(`^${label} : `) });
			await step("who reads and decides begins on the summary", async () => {
				await signIn(page, chief);
				await page.waitForURL(/\/summary/);
				await page.getByRole("heading", { level: 1, name: say("portfolio.all") }).waitFor();
				expect("projects", plain(await figure("Projets").textContent()), "3");
				expect("cost", plain(await figure("Coût total").textContent()), "30,00 M€");
				await page.locator("[data-chart] svg path").first().waitFor({ state: "attached" });
				await someone.look("summary-fr");
			});
			await step("a figure opens on the very rows that it counts", async () => {
				await figure("Fin après la référence").click();
				await page.waitForURL(/\/portfolio\?.*filter=/);
				await page.getByRole("gridcell", { name: "Expadon 2" }).waitFor();
				await page.getByRole("gridcell", { name: "Agenda partagé" }).first().waitFor({ state: "detached" });
				await page.goBack();
				await figure("Projets").waitFor();
			});
			await step("and on its explanation: the rule in words, what weighs most, who said so", async () => {
				const open = page.getByRole("button", { name: say("summary.explain.of", { name: "Coût total" }) });
				await open.click();
				const why = page.getByRole("dialog").last();
				await why.getByRole("link", { name: "Expadon 2" }).waitFor();
				expect("who", await why.getByText("Claire Martin").count(), /^[1-9]/);
				await someone.look("summary-explained");
				await page.keyboard.press("Escape");
				await why.waitFor({ state: "detached" });
			});
			await step("a chart is a table too, in which points are picked by keyboard", async () => {
				const bubble = page.locator('section[data-kind="bubble"]');
				await bubble.getByRole("button", { name: /voir le tableau/ }).click();
				const box = bubble.getByRole("checkbox", { name: say("chart.choose", { name: "Expadon 2" }) });
				await box.focus();
				await page.keyboard.press("Space");
				await bubble.getByRole("link", { name: say("summary.bubble.open") }).click();
				await page.waitForURL(/EXP-2/);
				await page.getByRole("gridcell", { name: "Expadon 2" }).waitFor();
				await page.goBack();
				await figure("Projets").waitFor();
			});
			await step("compared with the baseline from the period bar, each figure says how it moved", async () => {
				await page.getByRole("button", { name: /^Date des données/ }).click();
				await page.getByRole("button", { name: say("compare.baseline"), exact: true }).click();
				await page.waitForURL(/compare_to=baseline/);
				await page.getByRole("button", { name: say("compare.stop") }).waitFor();
				expect("the rows are compared too", await figure("Coût total").getAttribute("href"), /compare_to=baseline/);
				await someone.look("summary-compared");
			});
			await step("the comparison goes along, to the rows, to a project and back, until it is ended", async () => {
				const compared = () => expect("compared", page.url(), /compare_to=baseline/);
				await figure("Fin après la référence").click();
				await page.getByRole("gridcell", { name: "Expadon 2" }).waitFor();
				compared();
				await page.getByRole("gridcell", { name: "Expadon 2" }).click();
				await page.keyboard.press("Control+Enter");
				await page.getByRole("heading", { level: 1, name: "Expadon 2" }).waitFor();
				compared();
				await page.getByRole("button", { name: say("compare.stop") }).waitFor();
				await someone.look("project-compared");
				await page.getByRole("navigation", { name: say("nav.label") }).getByRole("link", { name: say("nav.summary"), exact: true }).click();
				await page.getByRole("heading", { level: 1, name: say("portfolio.all") }).waitFor();
				compared();
				await page.getByRole("button", { name: say("compare.stop") }).click();
				await page.getByRole("button", { name: say("compare.stop") }).waitFor({ state: "detached" });
				await figure("Projets").click();
				await page.getByRole("gridcell", { name: "Expadon 2" }).waitFor();
				expect("compared no more", page.url().includes("compare_to"), false);
				await page.goBack();
				await figure("Projets").waitFor();
			});
			await step("what the blocks of risks and actions count opens as just those", async () => {
				await page.goto(`/summary?filter=${encodeURIComponent('code = "EXP-2"')}`);
				const actions = page.locator('section[data-kind="actions"]');
				await actions.getByRole("link", { name: /en retard/ }).click();
				await page.waitForURL(/\/actions\?/);
				await page.getByText("Relancer l’éditeur").waitFor();
				await page.getByText("Former les équipes").first().waitFor({ state: "detached" });
				await someone.look("actions-of-projects");
				await page.getByRole("button", { name: say("register.allProjects") }).click();
				await page.getByText("Former les équipes").waitFor();
				await page.goto("/summary");
				await figure("Projets").waitFor();
			});
			await step("before anything was there, the past says so, under its band", async () => {
				await page.goto(`/summary?as_of=${iso(-3)}`);
				await page.getByText(say("period.back")).waitFor();
				await page.getByText(say("summary.empty")).waitFor();
				await someone.look("summary-past");
				await page.goto("/summary");
			});
			await step("blocks are moved, resized and removed by keyboard, and undone exactly", async () => {
				await page.getByRole("button", { name: say("summary.arrange.action") }).click();
				const cells = () =>
					page.locator("[data-block]").evaluateAll((all) => all.map((e) => `${e.dataset.block} ${e.style.gridArea}`).join(" | "));
				await page.getByRole("toolbar", { name: say("summary.arrange.action") }).waitFor();
				const first = await cells();
				const id = await page.locator("[data-block]").nth(1).getAttribute("data-block");
				const grip = page.locator(`[data-block="${id}"]`).getByRole("button", { name: /^Déplacer/ });
				await grip.focus();
				await page.keyboard.press("ArrowDown");
				const moved = await cells();
				expect("moved", moved !== first, true);
				await grip.focus();
				await page.keyboard.press("Shift+ArrowDown");
				expect("resized", (await cells()) !== moved, true);
				await someone.look("summary-arranging");
				await page.keyboard.press("Control+z");
				expect("back once", await cells(), moved);
				await page.keyboard.press("Control+z");
				expect("back to the start", await cells(), first);
				await page.keyboard.press("Control+Shift+z");
				expect("forth", await cells(), moved);
				await page.getByRole("button", { name: say("summary.arrange.save") }).click();
				await page.getByRole("toolbar").waitFor({ state: "detached" });
				await page.reload();
				await figure("Projets").waitFor();
				expect("kept", await cells(), moved);
			});
			await step("and by the pointer: a block is dragged below another, and pulled larger", async () => {
				await page.getByRole("button", { name: say("summary.arrange.action") }).click();
				await page.getByRole("toolbar", { name: say("summary.arrange.action") }).waitFor();
				const cells = () =>
					page.locator("[data-block]").evaluateAll((all) => all.map((e) => `${e.dataset.block} ${e.style.gridArea}`).join(" | "));
				const placeOf = (id) => page.locator(`[data-block="${id}"]`).evaluate((e) => e.style.gridArea);
				// pull moves what is under the pointer by some pixels, as a hand does.
				const pull = async (from, dx, dy) => {
					await from.scrollIntoViewIfNeeded();
					const box = await from.boundingBox();
					const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
					await page.mouse.move(x, y);
					await page.mouse.down();
					await page.mouse.move(x + dx / 2, y + dy / 2, { steps: 4 });
					await page.mouse.move(x + dx, y + dy, { steps: 4 });
				};
				const first = await cells();
				const id = await page.locator("[data-block]").nth(1).getAttribute("data-block");
				const block = page.locator(`[data-block="${id}"]`);
				const wide = (await page.locator("[data-block]").first().boundingBox()).width;
				const before = await placeOf(id);
				await pull(block.getByRole("button", { name: /^Déplacer/ }), wide * 0.75, 0);
				await someone.look("summary-dragging");
				await page.mouse.up();
				const moved = await cells();
				expect("dragged", (await placeOf(id)) !== before, true);
				const column = Number((await placeOf(id)).split("/")[1]);
				expect("to the right", column > Number(before.split("/")[1]), true);
				const at = await placeOf(id);
				await pull(block.locator("[data-corner]"), 0, 200);
				await page.mouse.up();
				const span = (area) => Number(/span (\d+)/.exec(area.split("/")[2])?.[1]);
				expect("pulled larger", span(await placeOf(id)) > span(at), true);
				await page.getByRole("link", { name: say("nav.portfolio"), exact: true }).first().click();
				const ask = page.getByRole("alertdialog", { name: say("summary.arrange.leave") });
				await ask.getByRole("button", { name: say("action.cancel") }).click();
				await ask.waitFor({ state: "detached" });
				await pull(block.getByRole("button", { name: /^Déplacer/ }), -wide / 2, 0);
				await page.keyboard.press("Escape");
				await page.mouse.up();
				await page.keyboard.press("Control+z");
				expect("the size is undone, and what was let go with Escape was nothing", await cells(), moved);
				await page.keyboard.press("Control+z");
				expect("as it was", await cells(), first);
				await page.getByRole("button", { name: say("summary.arrange.discard"), exact: true }).click();
				await page.getByRole("toolbar").waitFor({ state: "detached" });
			});
			await step("one's own layout is given up again", async () => {
				await page.getByRole("button", { name: say("summary.arrange.action") }).click();
				await page.getByText(say("summary.scope.mine")).waitFor();
				await page.getByRole("button", { name: say("summary.arrange.more") }).click();
				await page.getByRole("menuitem", { name: say("summary.arrange.resetMine") }).click();
				await page.getByRole("toolbar").waitFor({ state: "detached" });
				await page.getByRole("button", { name: say("summary.arrange.action") }).click();
				await page.getByText(say("summary.scope.usual")).waitFor();
			});
			await step("a block is added from the gallery, seen on one's own data", async () => {
				await page.getByRole("button", { name: say("summary.arrange.add") }).click();
				await page.getByRole("dialog").locator("[data-kind]").first().waitFor();
				await someone.look("summary-gallery");
				const before = await page.locator("[data-block]").count();
				await page.getByRole("button", { name: say("summary.arrange.put"), exact: true }).click();
				await page.waitForFunction((n) => document.querySelectorAll("[data-block]").length === n + 1, before);
			});
			await step("a project has its summary too: where it stands, what is late, what could go wrong", async () => {
				await page.goto(`/project/${expadon}`);
				await page.getByRole("main").getByRole("link", { name: say("nav.summary"), exact: true }).click();
				await page.waitForURL(/\/summary$/);
				await page.getByRole("heading", { level: 1, name: "Expadon 2" }).waitFor();
				const progress = page.locator('section[data-kind="progress"]');
				expect("how far", plain(await progress.innerText()), /60 %/);
				await page.locator('section[data-kind="actions"]').getByText("Relancer l’éditeur").waitFor();
				await someone.look("project-summary");
				await page.locator('section[data-kind="risks"]').getByRole("link", { name: /4.*5/ }).click();
				await page.waitForURL(/\/risks\?/);
				await page.getByText("Éditeur racheté").first().waitFor();
				await page.goBack();
			});
			await step("it is arranged by keys, and seen so until it is given up", async () => {
				await page.getByRole("button", { name: say("summary.arrange.action") }).click();
				await page.getByRole("toolbar", { name: say("summary.arrange.action") }).waitFor();
				const links = page.locator('[data-block="links"]');
				await links.getByRole("button", { name: /^Déplacer/ }).focus();
				await page.keyboard.press("Delete");
				await links.waitFor({ state: "detached" });
				await page.getByRole("button", { name: say("summary.arrange.save") }).click();
				await page.getByRole("toolbar").waitFor({ state: "detached" });
				await page.reload();
				await page.locator('section[data-kind="team"]').waitFor();
				await links.waitFor({ state: "detached" });
			});
			await someone.leave();
		},
	},
	{
		name: "The summary in English, in the dark, and on a phone",
		async play({ house, person, step }) {
			const { chief } = await fill(house);
			for (const look of [
				{ lang: "en", theme: "dark" },
				{ lang: "en", theme: "light", width: 390, height: 844, touch: true },
				{ lang: "fr", theme: "dark", width: 1920, height: 1080 },
			]) {
				await step(`in ${look.lang}, ${look.theme}, ${look.width ?? 1440} px`, async () => {
					const someone = await person(look);
					const { page } = someone;
					await signIn(page, chief);
					await page.evaluate(
						(language) =>
							fetch("/api/v1/me", {
								method: "PATCH",
								headers: { "Content-Type": "application/json" },
								body: JSON.stringify({ language }),
							}),
						look.lang,
					);
					await page.goto("/summary");
					await page.getByRole("heading", { level: 1, name: words(look.lang)("portfolio.all") }).waitFor();
					await page.locator('section[data-kind="figures"]').waitFor();
					const wider = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
					expect("the page is wider than the window", wider, false);
					await someone.look(`summary-${look.lang}-${look.theme}-${look.width ?? 1440}`);
					await someone.leave();
				});
			}
		},
	},
];
