import { gridOf } from "../grid.mjs";
import { expect, plain, realFile } from "../harness.mjs";
import { importing } from "../importing.mjs";
import { account, chief, firstAccount, signIn } from "../people.mjs";
import { words } from "../words.mjs";

const file = realFile("uk-gmpp/gmpp-published-2022.csv");
const shown = "cols=code,name,progress,priority,total_cost,light&sort=name";
const [PROGRESS, PRIORITY] = [2, 3];
const groups = (page) => page.locator(".vg-body .vg-row.vg-group");

export const flows = [
	{
		name: "A PMO cleans 235 projects and shares the view, in English and in French",
		needs: [{ name: "gmpp-published-2022.csv", file }],
		async play({ house, person, step }) {
			const api = await firstAccount(house, "en");
			const reader = await account(house, api, { login: "lea", name: "Léa Moreau", role: "reader" });
			const all = async () => (await api("GET", "/projects?limit=1000&sort=name")).items;
			for (const lang of ["en", "fr"]) {
				const pmo = await person({ lang, theme: lang === "fr" ? "dark" : "light" });
				const { page } = pmo;
				// A condition that is being typed is wrong until it is whole.
				pmo.expects("422 /api/v1/projects");
				const say = words(lang);
				const screen = gridOf(page);
				await signIn(page, chief);
				if (lang === "en") {
					await step("the file is imported", async () => {
						const wizard = importing(page, lang);
						await wizard.choose(file);
						await wizard.name("GMPP");
						await wizard.date("31/03/2022");
						await wizard.read();
						await wizard.check();
						await wizard.apply();
					});
				}
				await page.request.patch("/api/v1/me", { data: { language: lang } });
				await page.goto(`/portfolio?${shown}`);
				await screen.ready();
				const before = await all();
				expect("projects", before.length, 235);

				await step(`${lang}: 235 shares are pasted from a spreadsheet`, async () => {
					await screen.cell(0, PROGRESS).click();
					const decimal = lang === "fr" ? "," : ".";
					await screen.paste(`${before.map((_, i) => `${i % 100}${decimal}5 %`).join("\r\n")}\r\n`);
					await settle(async () => (await all()).every((p, i) => p.progress === `${i % 100}.5`));
				});
				await step(`${lang}: one priority goes down the whole column`, async () => {
					await page.keyboard.press("Escape");
					await screen.cell(0, PRIORITY).click();
					await page.keyboard.press("Enter");
					await page.getByRole("listbox").getByRole("option").first().click();
					await screen.grid.focus();
					await screen.cell(0, PRIORITY).click();
					await page.keyboard.press("Control+Shift+ArrowDown");
					await page.keyboard.press("Control+d");
					await settle(async () => (await all()).every((p) => p.priority !== null));
				});
				await step(`${lang}: departments make groups, with their subtotals`, async () => {
					await page.goto(`/portfolio?${shown}&group=unit`);
					await groups(page).first().waitFor();
					const said = plain(await groups(page).first().textContent());
					expect("a department, its projects and its cost", said, /\(\d+\).*£/);
				});
				await step(`${lang}: a rule colours the projects in trouble`, async () => {
					await page.getByRole("button", { name: say("grid.rule.title") }).click();
					await page.getByRole("button", { name: say("grid.rule.add") }).click();
					const dialog = page.getByRole("dialog", { name: say("views.blocks.title") });
					await dialog.getByRole("radio", { name: say("views.blocks.text") }).click();
					await dialog.getByRole("textbox").fill('light = "red"');
					await dialog.getByRole("button", { name: say("portfolio.filter.apply") }).click();
					await page.keyboard.press("Escape");
					await page.waitForURL(/rules=/);
					await settle(async () => {
						await screen.grid.focus();
						await page.keyboard.press("PageDown");
						return (await page.locator(".vg-body .rule-red").count()) > 0;
					});
					await pmo.look(`cleaning-coloured-${lang}`);
				});
				let address = "";
				await step(`${lang}: it is saved as a view and shared with everyone`, async () => {
					const name = lang === "fr" ? "Par ministère" : "By department";
					await page.getByRole("button", { name: say("views.saveAs") }).click();
					await page.getByRole("textbox", { name: say("views.name"), exact: true }).fill(name);
					await page.getByRole("dialog").getByRole("button", { name: say("views.save"), exact: true }).click();
					const bar = page.getByRole("navigation", { name: say("views.title") });
					await bar.getByRole("link", { name }).and(page.locator("[aria-current]")).waitFor();
					address = page.url();
					expect("the address names the view alone", address, /\?view=\w+$/);
					await page.getByRole("button", { name: say("views.actions", { name }) }).click();
					await page.getByRole("menuitem", { name: say("views.share") }).click();
					const dialog = page.getByRole("dialog");
					await dialog.getByText(say("views.everyone"), { exact: true }).click();
					await dialog.getByRole("button", { name: say("views.save"), exact: true }).click();
					await dialog.waitFor({ state: "detached" });
				});
				await step(`${lang}: another opens the link and sees groups and colours`, async () => {
					const lea = await person({ lang });
					await signIn(lea.page, reader, address);
					await groups(lea.page).first().waitFor();
					await lea.leave();
				});
				await step(`${lang}: undo all, from another page too: every project is what it was`, async () => {
					await page.goto(`/portfolio?${shown}`);
					await screen.ready();
					await undoAll(api, before.length);
					await settle(async () => differing(await all(), before) === 0, 15_000);
					await page.reload();
					await screen.ready();
					await pmo.look(`cleaning-undone-${lang}`);
				});
				await pmo.leave();
			}
		},
	},
	{
		name: "A form is open while the role changes",
		async play({ house, person, step }) {
			const api = await firstAccount(house);
			const manager = await account(house, api, { login: "julien", name: "Julien Petit", role: "pmo" });
			const unit = (await api("GET", "/units")).items.find((u) => !u.parent).id;
			const made = await api("POST", "/projects", { name: "Cadastre numérique", unit, description: "avant" });
			const someone = await person({ lang: "fr" });
			const { page } = someone;
			someone.expects("403 /api/v1/projects", "404 /api/v1/projects");
			const typed = "Un texte long, écrit pendant que le rôle change, et qui ne doit pas se perdre.";
			const say = words("fr");
			let box;
			await step("a long text is typed into the form of a project", async () => {
				await signIn(page, manager, `/project/${made.id}`);
				await page.getByRole("heading", { level: 1, name: made.name }).waitFor();
				await page.getByRole("button", { name: say("project.edit", { name: "Description" }) }).first().click();
				box = page.getByRole("textbox", { name: "Description" });
				await box.fill(typed);
			});
			await step("meanwhile the person becomes a reader", async () => {
				const grants = (await api("GET", "/grants?limit=100")).items.filter((g) => g.user === manager.id || g.user?.id === manager.id);
				expect("grants", grants.length, 1);
				const roles = (await api("GET", "/roles")).items;
				await api("POST", "/grants", { user: manager.id, role: roles.find((r) => r.key === "reader").id, unit });
				await api("DELETE", `/grants/${grants[0].id}`);
			});
			await step("saving is refused in clear words, and the text is still there", async () => {
				await page.keyboard.press("Control+Enter");
				await page.locator("h1").click();
				await settle(async () => (await page.locator("body").innerText()).includes(typed) || (await page.locator("textarea").evaluateAll((all, text) => all.some((a) => a.value === text), typed)));
				await page.getByText(/n’avez pas le droit|ne permet|droits/).first().waitFor();
				expect("what is stored", (await api("GET", `/projects/${made.id}`)).description, "avant");
				await someone.look("role-changed");
			});
			await step("given back the role, the same text is saved", async () => {
				const roles = (await api("GET", "/roles")).items;
				await api("POST", "/grants", { user: manager.id, role: roles.find((r) => r.key === "pmo").id, unit });
				await page.getByRole("button", { name: say("action.retry") }).first().click();
				await settle(async () => (await api("GET", `/projects/${made.id}`)).description === typed);
			});
			const said = "Un commentaire qui se rédige pendant que le droit d’en écrire s’en va.";
			await step("a comment that is being written when the role goes stays, to be copied", async () => {
				someone.expects("403 /api/v1/projects");
				const comment = () => page.getByRole("form", { name: say("project.comments.write") }).getByRole("textbox");
				await comment().fill(said);
				const grants = (await api("GET", "/grants?limit=100")).items.filter((g) => (g.user?.id ?? g.user) === manager.id);
				const reader = (await api("GET", "/roles")).items.find((r) => r.key === "reader").id;
				for (const g of grants.filter((g) => (g.role?.id ?? g.role) !== reader)) await api("DELETE", `/grants/${g.id}`);
				// The page may hear of it before the click is there: then the box has gone.
				const send = page.getByRole("button", { name: say("project.comments.send"), exact: true });
				await send.click({ timeout: 2_000 }).catch(async (gone) => {
					if (await send.isVisible()) throw gone;
				});
				await page.getByText(say("project.comments.closed")).waitFor();
				const unsent = page.getByRole("textbox", { name: say("project.comments.unsent") });
				expect("what is left", await unsent.inputValue(), said);
				await page.getByRole("button", { name: say("action.copy"), exact: true }).click();
				expect("what is selected", await unsent.evaluate((box) => box.value.slice(box.selectionStart, box.selectionEnd)), said);
				await someone.look("comment-unsent");
			});
			await step("a reload keeps it, and the role given back brings it into its box", async () => {
				await page.reload();
				expect("after a reload", await page.getByRole("textbox", { name: say("project.comments.unsent") }).inputValue(), said);
				const pmo = (await api("GET", "/roles")).items.find((r) => r.key === "pmo").id;
				await api("POST", "/grants", { user: manager.id, role: pmo, unit });
				await page.reload();
				const comment = page.getByRole("form", { name: say("project.comments.write") }).getByRole("textbox");
				expect("in its box", await comment.inputValue(), said);
				await page.getByRole("button", { name: say("project.comments.send"), exact: true }).click();
				await page.getByRole("article").getByText(said).waitFor();
			});
		},
	},
];

// undoAll takes back every change of the last minutes, latest first, as the page of
// the history does.
async function undoAll(api) {
	const { items } = await api("GET", "/changes?limit=50");
	for (const c of items.filter((c) => !c.import && !c.took_back && !c.gone_by)) {
		await api("POST", `/changes/${c.number}/undo`, {});
	}
}

function differing(now, before) {
	const told = (p) => JSON.stringify({ ...p, version: 0, updated: 0, last_update: 0 });
	return now.filter((p, i) => told(p) !== told(before[i])).length;
}

async function settle(done, within = 10_000) {
	const end = Date.now() + within;
	while (!(await done())) {
		if (Date.now() > end) throw new Error("it did not come about");
		await new Promise((r) => setTimeout(r, 150));
	}
}
