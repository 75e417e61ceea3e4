import { expect, plain } from "../harness.mjs";
import { chief, firstAccount, signIn } from "../people.mjs";
import { words } from "../words.mjs";

const say = words("fr");

const projects = [
	{ name: "Agenda partagé", stage: "build", light: "red", progress: "20", end: "2027-02-10", total_cost: { amount: "100000", currency: "EUR" } },
	{ name: "Bornes d’accueil", stage: "build", light: "green", progress: "60", end: "2027-05-10", total_cost: { amount: "50000", currency: "EUR" } },
	{ name: "Cadastre numérique", stage: "idea", light: "green", progress: "0", end: "2028-01-10", total_cost: { amount: "250000", currency: "EUR" } },
	{ name: "Dossier unique", stage: "done", light: "amber", progress: "100", total_cost: { amount: "10000", currency: "EUR" } },
];

// choose takes an entry of a list of the page by keys alone.
async function choose(page, list, name) {
	await list.focus();
	await page.keyboard.press("Enter");
	await page.getByRole("option", { name, exact: true }).focus();
	await page.keyboard.press("Enter");
	await page.getByRole("listbox").waitFor({ state: "detached" });
}

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
				await page.getByRole("button", { name: new RegExp(`^${say("pivot.columns")} · `) }).press("Enter");
				const columns = page.getByRole("dialog", { name: say("pivot.columns") });
				await choose(page, columns.getByRole("button", { name: new RegExp(say("pivot.chooseColumns")) }), "Fin");
				await choose(page, columns.getByRole("button", { name: /trimestre/ }), "année");
				await page.keyboard.press("Escape");
				await page.getByRole("button", { name: new RegExp(`^${say("pivot.measures")} · `) }).press("Enter");
				const measures = page.getByRole("dialog", { name: say("pivot.measures") });
				await choose(page, measures.getByRole("button", { name: new RegExp(say("pivot.addMeasure")) }), "Coût total");
				await measures.getByRole("button", { name: say("grid.group.remove", { name: say("pivot.count") }) }).press("Enter");
				await page.keyboard.press("Escape");
				await table.getByRole("columnheader", { name: "2028" }).waitFor();
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
				expect("how many", await page.getByRole("gridcell", { name: "Bornes d’accueil" }).count(), 0);
			});
		},
	},
];
