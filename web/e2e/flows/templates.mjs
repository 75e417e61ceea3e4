import { gridOf } from "../grid.mjs";
import { expect, plain } from "../harness.mjs";
import { chief, choose, firstAccount, signIn } from "../people.mjs";
import { words } from "../words.mjs";

const say = words("fr");
const english = words("en");

export const flows = [
	{
		name: "Templates: made from a project, used for a new one, changed, applied again and to many, undone",
		async play({ house, person, step }) {
			const api = await firstAccount(house);
			const unit = (await api("GET", "/units")).items.find((u) => !u.parent).id;
			const project = (name, more = {}) =>
				api("POST", "/projects", { name, unit, type: "project", start: "2027-01-04", ...more });
			const saphir = await project("SAPHIR", { end: "2027-07-05", priority: "high" });
			const others = [await project("OPALE", { start: "2027-03-01" }), await project("RUBIS", { start: "2027-06-07" })];
			await api("POST", `/projects/${saphir.id}/milestones`, { name: "Lancement", date: "2027-01-18" });
			await api("POST", `/projects/${saphir.id}/milestones`, { name: "Mise en service", date: "2027-06-07", contractual: true });
			const laidOut = {
				blocks: [
					{ id: "course", kind: "course", x: 0, y: 0, w: 6, h: 4 },
					{ id: "risks", kind: "risks", title: { en: "What could go wrong", fr: "Ce qui pourrait mal tourner" }, x: 6, y: 0, w: 6, h: 4 },
				],
			};
			await api("PUT", `/projects/${saphir.id}/summary/layout?scope=project`, laidOut);
			await api("POST", `/projects/${saphir.id}/risks`, { name: "Fournisseur en retard", probability: "3", impact: "4" });
			const datesOf = async (id) => {
				const all = (await api("GET", `/milestones?filter=${encodeURIComponent("name is not empty")}&limit=100`)).items;
				return all
					.filter((m) => m.project === id || m.project?.id === id)
					.map((m) => `${m.name} ${m.date}`)
					.sort()
					.join(", ");
			};
			const claire = await person({ lang: "fr" });
			const { page } = claire;
			const dialog = page.getByRole("dialog");
			const preview = page.getByRole("region", { name: say("template.preview") });

			await step("a project that went well becomes a template", async () => {
				await signIn(page, chief, `/project/${saphir.id}`);
				await page.getByRole("button", { name: say("project.more") }).click();
				await page.getByRole("menuitem", { name: say("template.make") }).click();
				await page.getByRole("button", { name: "Mise en service", exact: true }).waitFor();
				await preview.getByText("Fournisseur en retard").waitFor();
				await preview.getByText("Ce qui pourrait mal tourner").waitFor();
				await claire.look("template-taken");
				const name = page.getByRole("textbox", { name: new RegExp(`^${say("label.fr")}`) }).first();
				await name.fill("Projet applicatif");
				await page.getByRole("textbox", { name: new RegExp(`^${say("label.en")}`) }).first().fill("Application");
				await page.getByRole("checkbox", { name: new RegExp(`^${say("template.proposed")}`) }).press("Space");
				await page.getByRole("button", { name: say("action.create"), exact: true }).click();
				await page.getByRole("button", { name: say("template.retire") }).waitFor();
			});
			await step("its lines are written by keys, and what they come to stands beside them", async () => {
				await page.getByRole("button", { name: "Lancement", exact: true }).press("Enter");
				const by = page.getByRole("group", { name: "Date" }).getByRole("textbox").first();
				await by.fill("3");
				await by.press("Tab");
				await preview.getByText("Lancement").waitFor();
				await claire.look("template-editor");
				await page.getByRole("button", { name: say("action.save"), exact: true }).click();
				await page.waitForFunction((text) => [...document.querySelectorAll("button")].find((b) => b.textContent === text)?.disabled, say("action.save"));
			});
			await step("its summary is arranged in the template, by keys, as the page of a project is", async () => {
				const names = () => page.getByRole("region", { name: "Synthèse du projet" }).locator("li").allInnerTexts();
				const before = await names();
				await page.getByRole("button", { name: say("template.blocks.arrange") }).press("Enter");
				const bar = page.getByRole("toolbar", { name: say("summary.arrange.action") });
				await bar.waitFor();
				const grip = page.getByRole("button", { name: say("summary.arrange.grip", { name: "Ce qui pourrait mal tourner" }) });
				await grip.waitFor();
				await claire.look("template-arranging");
				await grip.press("ArrowLeft");
				await bar.getByRole("button", { name: say("template.blocks.take"), disabled: false }).press("Enter");
				await bar.waitFor({ state: "detached" });
				const after = await names();
				expect("the other way round", after.join(" | "), [...before].reverse().join(" | "));
				await page.getByRole("button", { name: say("action.save"), exact: true, disabled: false }).press("Enter");
				await page.waitForFunction((text) => [...document.querySelectorAll("button")].find((b) => b.textContent === text)?.disabled, say("action.save"));
			});
			let made;
			await step("a new project of the type is offered it, and has its dates", async () => {
				await page.goto("/portfolio");
				await gridOf(page).ready();
				await page.getByRole("button", { name: say("portfolio.new.action") }).first().click();
				const panel = page.getByRole("form", { name: say("portfolio.new.title") });
				await panel.getByRole("textbox", { name: /^Nom/ }).fill("TOPAZE");
				await panel.getByRole("combobox", { name: /^Entité/ }).fill("");
				await panel.getByRole("combobox", { name: /^Entité/ }).press("ArrowDown");
				await page.getByRole("option").first().click();
				await panel.getByRole("button", { name: /Type/ }).click();
				await page.getByRole("option", { name: "Projet", exact: true }).click();
				await panel.getByRole("textbox", { name: /^Début/ }).fill("01/02/2027");
				await panel.getByRole("textbox", { name: /^Début/ }).press("Tab");
				await panel.locator("summary").click();
				await panel.getByText("Mise en service").waitFor();
				await claire.look("template-new-project");
				await page.getByRole("button", { name: say("portfolio.new.create") }).click();
				await panel.waitFor({ state: "detached" });
				made = (await api("GET", `/projects?filter=${encodeURIComponent('name = "TOPAZE"')}`)).items[0];
				expect("its key dates", await datesOf(made.id), "Lancement 2027-02-22, Mise en service 2027-07-05");
				const summary = await api("GET", `/projects/${made.id}/summary`);
				expect("its summary", summary.blocks.map((b) => b.title).join(", "), "Ce qui pourrait mal tourner, Météo");
				expect("its priority", made.priority?.key ?? made.priority, "high");
			});
			await step("the template changes, and applying it again shows what differs first", async () => {
				const [template] = (await api("GET", "/templates")).items;
				const sections = template.sections;
				for (const s of sections)
					for (const l of s.lines) if (l.values.date?.date && l.id.startsWith("mise")) l.values.date.date.by -= 1;
				await api("PATCH", `/templates/${template.id}`, { sections }, { "If-Match": `"${template.version}"` });
				await page.goto(`/project/${made.id}`);
				await page.getByRole("button", { name: say("project.more") }).click();
				await page.getByRole("menuitem", { name: say("template.applyMenu") }).click();
				await dialog.getByText(say("template.do.change")).waitFor();
				await claire.look("template-apply");
				expect("nothing is written yet", await datesOf(made.id), /service 2027-07-05/);
				await dialog.getByRole("button", { name: /^Appliquer 1 ligne/ }).click();
				await dialog.waitFor({ state: "detached" });
				expect("the date", await datesOf(made.id), /service 2027-06-28/);
				await page.getByRole("button", { name: say("portfolio.undo.title"), exact: true }).first().click();
				await page.waitForFunction(async (id) => {
					const all = await (await fetch(`/api/v1/projects/${id}/templates`)).json();
					return all.items[0].applied !== all.items[0].version;
				}, made.id);
				expect("undone", await datesOf(made.id), /service 2027-07-05/);
			});
			await step("it is applied to many as one change, which is undone as one", async () => {
				await page.goto("/portfolio");
				const grid = gridOf(page);
				await grid.ready();
				await grid.rowHeader(0).click();
				await grid.rowHeader(1).click({ modifiers: ["Shift"] });
				await page.getByRole("button", { name: say("template.bulk"), exact: true }).click();
				await choose(page, dialog.getByRole("button", { name: new RegExp(say("template.one")) }), "Projet applicatif");
				await dialog.getByRole("table").waitFor();
				await claire.look("template-many");
				const before = await Promise.all(others.map((p) => datesOf(p.id)));
				await dialog.getByRole("button", { name: /^Appliquer à/ }).click();
				await dialog.waitFor({ state: "detached" });
				const after = await Promise.all([saphir, ...others].map((p) => datesOf(p.id)));
				expect("some have the key dates now", after.filter((d) => d.includes("Lancement")).length > 1, true);
				const last = (await api("GET", "/changes?limit=1")).items[0];
				await api("POST", `/changes/${last.number}/undo`, {});
				expect("undone", JSON.stringify(await Promise.all(others.map((p) => datesOf(p.id)))), JSON.stringify(before));
			});
			await step("on a phone, in English, in the dark", async () => {
				const night = await person({ lang: "en", theme: "dark", width: 390, height: 844 });
				await api("PATCH", "/me", { language: "en" });
				await signIn(night.page, chief, "/admin/templates");
				await night.page.getByRole("button", { name: "Application", exact: true }).waitFor();
				await night.look("template-list-phone");
				await night.page.getByRole("button", { name: "Application", exact: true }).click();
				await night.page.getByRole("button", { name: english("template.retire") }).waitFor();
				expect("no sideways scrolling", await night.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
				await night.look("template-editor-phone");
				expect("the title", plain(await night.page.locator("h2").first().innerText()), "Application");
			});
		},
	},
];
