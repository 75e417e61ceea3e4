import { expect, plain } from "../harness.mjs";
import { chief, choose, firstAccount, signIn } from "../people.mjs";
import { words } from "../words.mjs";

const say = words("fr");

const projects = [
	{ name: "Agenda partagé", stage: "build", light: "red", progress: "20", end: "2027-02-10", total_cost: { amount: "100000", currency: "EUR" } },
	{ name: "Bornes d’accueil", stage: "build", light: "green", progress: "60", end: "2027-05-10", total_cost: { amount: "50000", currency: "EUR" } },
	{ name: "Cadastre numérique", stage: "idea", light: "green", progress: "0", end: "2028-01-10", total_cost: { amount: "250000", currency: "EUR" } },
	{ name: "Dossier unique", stage: "done", light: "amber", progress: "100", total_cost: { amount: "10000", currency: "EUR" } },
];

async function display(page, key) {
	await page.getByRole("button", { name: new RegExp(`^${say("views.display")} · `) }).focus();
	await page.keyboard.press("Enter");
	await page.getByRole("menuitemradio", { name: say(key), exact: true }).press("Enter");
}

export const flows = [
	{
		name: "A list is crossed, measured, shown in per cents, opened cell by cell and kept",
		async play({ house, person, step }) {
			const api = await firstAccount(house);
			const unit = (await api("GET", "/units")).items.find((u) => !u.parent).id;
			for (const p of projects) await api("POST", "/projects", { ...p, unit });
			const someone = await person({ lang: "fr" });
			const { page } = someone;
			const table = page.getByRole("table");
			const row = async (name) => (await table.getByRole("row", { name: new RegExp(`^${name}`) }).getByRole("cell").allInnerTexts()).map(plain).join(" | ");

			await step("the list is shown as a pivot table", async () => {
				await signIn(page, chief, "/portfolio");
				await page.getByRole("gridcell", { name: projects[0].name }).waitFor();
				await display(page, "views.displayPivot");
				await table.waitFor();
				expect("the totals", await row(say("pivot.total")), "1 | 2 | 1 | 4");
			});

			await step("rows, columns and measures are chosen by keys", async () => {
				await page.getByRole("button", { name: new RegExp(`^${say("pivot.rows")} · `) }).press("Enter");
				const dialog = page.getByRole("dialog", { name: say("pivot.rows") });
				await dialog.getByRole("button", { name: say("grid.group.remove", { name: "Entité" }) }).press("Enter");
				await choose(page, dialog.getByRole("button", { name: new RegExp(say("grid.group.add")) }), "Confiance");
				await page.keyboard.press("Escape");
				await dialog.waitFor({ state: "detached" });
				await page.getByRole("button", { name: new RegExp(`^${say("pivot.columns")} · `) }).press("Enter");
				const columns = page.getByRole("dialog", { name: say("pivot.columns") });
				await choose(page, columns.getByRole("button", { name: new RegExp(say("pivot.chooseColumns")) }), "Fin");
				await choose(page, columns.getByRole("button", { name: /trimestre/ }), "année");
				await page.keyboard.press("Escape");
				await columns.waitFor({ state: "detached" });
				await page.getByRole("button", { name: new RegExp(`^${say("pivot.measures")} · `) }).press("Enter");
				const measures = page.getByRole("dialog", { name: say("pivot.measures") });
				await choose(page, measures.getByRole("button", { name: new RegExp(say("pivot.addMeasure")) }), "Coût total");
				await measures.getByRole("button", { name: say("grid.group.remove", { name: say("pivot.count") }) }).press("Enter");
				await page.keyboard.press("Escape");
				await measures.waitFor({ state: "detached" });
				await table.getByRole("columnheader", { name: "2028" }).waitFor();
				await table.getByRole("row", { name: /^Vert\s+50/ }).waitFor(); // once the numbers of projects have gone
				expect("the green ones", await row("Vert"), "50 000 € | 250 000 € |  | 300 000 €");
				expect("without an end", await row("Orange"), " |  | 10 000 € | 10 000 €");
				await someone.look("pivot");
			});

			await step("and shown as per cents of their line", async () => {
				await page.getByRole("button", { name: new RegExp(`^${say("pivot.show")} · `) }).press("Enter");
				const dialog = page.getByRole("dialog", { name: say("pivot.show") });
				await choose(page, dialog.getByRole("button", { name: new RegExp(say("pivot.share")) }), say("pivot.ofRow"));
				await page.keyboard.press("Escape");
				await table.getByText("83,3").waitFor();
				expect("the green ones", await row("Vert"), "16,7 % | 83,3 % |  | 100 %");
			});

			await step("it is kept as a view, and an export says what is seen", async () => {
				await page.getByRole("button", { name: say("views.saveAs") }).press("Enter");
				const dialog = page.getByRole("dialog", { name: say("views.saveTitle") });
				await dialog.getByRole("textbox", { name: say("views.name"), exact: true }).fill("Croisé");
				await page.keyboard.press("Enter");
				await page.getByRole("navigation", { name: say("views.title") }).getByRole("link", { name: "Croisé" }).waitFor();
				await page.waitForURL((url) => url.searchParams.has("view") && !url.searchParams.has("pivot"));
				await table.getByText("83,3").waitFor();
				const [download] = await Promise.all([
					page.waitForEvent("download"),
					(async () => {
						await page.getByRole("button", { name: say("portfolio.export.title"), exact: true }).press("Enter");
						await page.getByRole("menuitem", { name: "CSV", exact: true }).press("Enter");
					})(),
				]);
				const text = await (await download.createReadStream()).toArray().then((parts) => Buffer.concat(parts).toString("utf8"));
				expect("the export", text.includes("Vert;16,7") && text.includes("83,3"), true);
			});

			await step("a cell opens its projects", async () => {
				await table.getByRole("row", { name: /^Vert/ }).getByRole("button", { name: "83,3" }).press("Enter");
				await page.getByRole("gridcell", { name: "Cadastre numérique" }).waitFor();
				await page.getByRole("gridcell", { name: "Bornes d’accueil" }).first().waitFor({ state: "detached" });
			});
		},
	},
	{
		name: "Projects stand as bubbles, are picked and changed together, and columns have names and totals of their own",
		async play({ house, person, step }) {
			const api = await firstAccount(house);
			const unit = (await api("GET", "/units")).items.find((u) => !u.parent).id;
			for (const p of projects) await api("POST", "/projects", { ...p, unit });
			const someone = await person({ lang: "fr" });
			const { page } = someone;

			await step("the list is shown as bubbles, with quadrants that have names", async () => {
				await signIn(page, chief, "/portfolio");
				await page.getByRole("gridcell", { name: projects[0].name }).waitFor();
				await display(page, "views.displayBubble");
				await page.locator("[data-chart] svg").waitFor();
				await page.getByText("Un projet n’a pas de place ici").waitFor();
				await page.getByRole("button", { name: new RegExp(say("bubbles.lines")) }).press("Enter");
				const dialog = page.getByRole("dialog", { name: say("bubbles.lines") });
				await dialog.getByRole("switch").press(" ");
				await dialog.getByRole("textbox", { name: say("summary.setting.topRight") }).fill("Loin, et bien avancés");
				await page.keyboard.press("Escape");
				await page.getByText("Loin, et bien avancés").waitFor();
				await someone.look("bubbles");
			});

			await step("the table beside the picture picks projects, and they are changed together", async () => {
				await page.getByRole("button", { name: /voir le tableau/ }).press("Enter");
				for (const name of [projects[0].name, projects[1].name]) {
					await page.getByRole("row", { name: new RegExp(name) }).getByRole("checkbox").press(" ");
				}
				const bar = page.getByRole("toolbar", { name: say("bulk.label") });
				await bar.getByText("2 projets").waitFor();
				await bar.getByRole("button", { name: say("bulk.archive"), exact: true }).press("Enter");
				await page.getByRole("row", { name: new RegExp(projects[0].name) }).waitFor({ state: "detached" });
			});

			await step("a column is renamed and totalled by another rule, below the list and in its export", async () => {
				await display(page, "views.displayAuto");
				await page.getByRole("gridcell", { name: projects[2].name }).waitFor();
				await page.getByRole("button", { name: say("portfolio.columns.title") }).press("Enter");
				await page.getByRole("button", { name: say("grid.column.editOf", { name: "Coût total" }), exact: true }).press("Enter");
				const dialog = page.getByRole("dialog", { name: say("grid.column.title", { name: "Coût total" }) });
				await dialog.getByRole("textbox", { name: say("grid.column.name") }).fill("Enveloppe");
				await choose(page, dialog.getByRole("button", { name: new RegExp(say("grid.column.total")) }), say("portfolio.rule.mean"));
				await dialog.getByRole("button", { name: say("grid.column.apply") }).press("Enter");
				await page.getByRole("columnheader", { name: "Enveloppe" }).waitFor();
				await page.getByLabel(say("grid.column.foot"), { exact: true }).getByText("130 k€").waitFor();
				await someone.look("column-total");
				await page.reload();
				await page.getByRole("columnheader", { name: "Enveloppe" }).waitFor();
				const [download] = await Promise.all([
					page.waitForEvent("download"),
					(async () => {
						await page.getByRole("button", { name: say("portfolio.export.title"), exact: true }).press("Enter");
						await page.getByRole("menuitem", { name: "CSV", exact: true }).press("Enter");
					})(),
				]);
				const text = await (await download.createReadStream()).toArray().then((parts) => Buffer.concat(parts).toString("utf8"));
				expect("the header of the export", text.includes("Enveloppe") && !text.includes("Coût total;"), true);
			});

			await step("a view is found among many by some words", async () => {
				for (let n = 1; n <= 30; n++) await api("POST", "/views", { object: "project", label: { en: `Vue ${n}` }, state: { ...(await api("GET", "/views?object=project")).items[0].state, sort: [{ key: "end" }] } });
				await page.reload();
				await page.getByRole("button", { name: say("views.all"), exact: true }).press("Enter");
				const dialog = page.getByRole("dialog", { name: say("views.all") });
				await dialog.getByRole("searchbox", { name: say("views.find") }).fill("vue 27");
				await someone.look("view-finder");
				await page.keyboard.press("Enter");
				await page.getByRole("navigation", { name: say("views.title") }).getByRole("link", { name: "Vue 27" }).waitFor();
			});
		},
	},
	{
		name: "Projects are found by what is linked to them, and a view says what would miss it",
		async play({ house, person, step }) {
			const api = await firstAccount(house);
			const unit = (await api("GET", "/units")).items.find((u) => !u.parent).id;
			const made = [];
			for (const p of projects) made.push(await api("POST", "/projects", { ...p, unit }));
			await api("POST", `/projects/${made[1].id}/milestones`, { name: "Recette", contractual: true, date: "2027-03-01" });
			await api("POST", `/projects/${made[2].id}/milestones`, { name: "Comité", contractual: false, date: "2027-03-01" });
			const someone = await person({ lang: "fr" });
			const { page } = someone;

			await step("a condition of its own asks about key dates", async () => {
				await signIn(page, chief, "/portfolio");
				await page.getByRole("gridcell", { name: projects[0].name }).waitFor();
				await page.getByRole("button", { name: say("views.blocks.open") }).press("Enter");
				const dialog = page.getByRole("dialog", { name: say("views.blocks.title") });
				await dialog.getByRole("button", { name: say("views.blocks.linked.add") }).press("Enter");
				const linked = dialog.getByRole("group", { name: say("views.blocks.condition", { number: 1 }) });
				await linked.getByRole("button", { name: say("views.blocks.addCondition"), exact: true }).press("Enter");
				const box = linked.getByRole("combobox").first();
				await box.fill("Contractuelle");
				await page.getByRole("option", { name: "Contractuelle" }).waitFor();
				await page.keyboard.press("Enter");
				await dialog.getByText("1 projet", { exact: true }).waitFor();
				await someone.look("filter-linked");
				await dialog.getByRole("button", { name: say("portfolio.filter.apply") }).press("Enter");
				await page.getByRole("gridcell", { name: projects[1].name }).waitFor();
				await page.getByRole("gridcell", { name: projects[2].name }).first().waitFor({ state: "detached" });
				await page.getByText("a une date clé où Contractuelle").waitFor();
				expect("the address", new URL(page.url()).searchParams.get("filter").startsWith("HAS.MILESTONE(contractual"), true);
			});

			await step("and none of them is another answer", async () => {
				await page.goto(`/portfolio?filter=${encodeURIComponent("not HAS.MILESTONE(contractual = true)")}`);
				await page.getByRole("gridcell", { name: projects[2].name }).waitFor();
				await page.getByRole("gridcell", { name: projects[1].name }).first().waitFor({ state: "detached" });
				await page.getByText("n’a aucune date clé où Contractuelle").waitFor();
			});

			await step("a view says where it is used, and where programs read it", async () => {
				await page.getByRole("navigation", { name: say("views.title") }).getByRole("link", { name: "Par entité" }).click();
				await page.getByRole("button", { name: say("views.actions", { name: "Par entité" }) }).press("Enter");
				await page.getByRole("menuitem", { name: say("views.uses.menu") }).press("Enter");
				const dialog = page.getByRole("dialog", { name: say("views.uses.title", { name: "Par entité" }) });
				await dialog.getByText("Ouvre la liste de").waitFor();
				const address = await dialog.locator("code").innerText();
				const rows = await page.evaluate((at) => fetch(at).then((r) => r.json()), address);
				expect("the rows of the view", rows.total, projects.length);
				await someone.look("view-uses");
			});
		},
	},
	{
		name: "A view leaves by mail, stands on a summary, and says who would miss it",
		async play({ house, person, step }) {
			const api = await firstAccount(house);
			const unit = (await api("GET", "/units")).items.find((u) => !u.parent).id;
			for (const p of projects) await api("POST", "/projects", { ...p, unit });
			const someone = await person({ lang: "fr" });
			const { page } = someone;
			const { state } = (await api("GET", "/views?object=project")).items.find((v) => v.label.fr === "Par entité");
			const view = await api("POST", "/views", { object: "project", label: { fr: "Suivi", en: "Follow-up" }, scope: "everyone", state });
			const open = async (name, entry) => {
				await page.getByRole("button", { name: say("views.actions", { name }) }).press("Enter");
				await page.getByRole("menuitem", { name: say(entry), exact: true }).press("Enter");
			};

			await step("it is subscribed to by keys, with the workbook attached", async () => {
				await signIn(page, chief, `/portfolio?view=${view.id}`);
				await page.getByRole("gridcell", { name: projects[0].name }).waitFor();
				await open("Suivi", "views.mail.menu");
				const dialog = page.getByRole("dialog", { name: say("views.mail.title", { name: "Suivi" }) });
				await dialog.getByRole("radio", { name: say("views.mail.asXlsx") }).press(" ");
				await someone.look("view-mail");
				await dialog.getByRole("button", { name: say("summary.mail.start") }).press("Enter");
				await dialog.waitFor({ state: "detached" });
				const [kept] = (await api("GET", "/subscriptions")).items;
				expect("what is sent", `${kept.view.name} ${kept.format}`, "Suivi xlsx");
			});

			await step("the dialog of sharing says where programs read it, and hands out files", async () => {
				await open("Suivi", "views.share");
				const dialog = page.getByRole("dialog", { name: say("views.shareTitle", { name: "Suivi" }) });
				const rows = await page.evaluate((at) => fetch(at).then((r) => r.json()), await dialog.locator("code").innerText());
				expect("the rows of the view", rows.total, projects.length);
				const csv = await dialog.getByRole("link", { name: "CSV" }).getAttribute("href");
				const text = await page.evaluate((at) => fetch(at).then((r) => r.text()), csv);
				expect("the file", text.includes("Cadastre numérique"), true);
				await someone.look("view-share-programs");
				await page.keyboard.press("Escape");
			});

			await step("it becomes a block of the summary", async () => {
				await page.goto("/summary/all");
				await page.getByRole("button", { name: say("summary.arrange.action") }).press("Enter");
				await page.getByRole("toolbar", { name: say("summary.arrange.action") }).waitFor();
				await page.getByRole("button", { name: say("summary.arrange.add") }).press("Enter");
				const gallery = page.getByRole("dialog", { name: say("summary.arrange.add") });
				await gallery.getByRole("button", { name: /^Une vue/ }).press("Enter");
				await gallery.getByRole("button", { name: say("summary.arrange.put"), exact: true }).press("Enter");
				const choice = page.getByRole("combobox", { name: say("summary.setting.view") });
				// the list of views may still be coming
				const option = page.getByRole("option", { name: /Suivi/ }).first();
				for (let n = 0; n < 9 && !(await option.isVisible()); n++) {
					await choice.fill("suivi");
					await option.waitFor({ timeout: 2000 }).catch(() => choice.fill(""));
				}
				await page.keyboard.press("Enter");
				const block = page.locator("[data-kind=view]");
				await block.getByRole("rowheader", { name: "Cadastre numérique" }).waitFor();
				await someone.look("summary-view");
				await page.getByRole("button", { name: say("summary.arrange.save") }).press("Enter");
				await page.getByRole("toolbar", { name: say("summary.arrange.action") }).waitFor({ state: "detached" });
				await block.getByRole("link", { name: "Cadastre numérique" }).waitFor();
			});

			await step("and is missed when it would be deleted", async () => {
				await page.goto(`/portfolio?view=${view.id}`);
				await page.getByRole("gridcell", { name: projects[0].name }).waitFor();
				await open("Suivi", "views.delete");
				const dialog = page.getByRole("alertdialog");
				await dialog.getByText("Une personne la reçoit par courriel").waitFor();
				await dialog.getByText("Une personne la montre sur sa propre synthèse").waitFor();
				await someone.look("view-delete");
			});
		},
	},
];
