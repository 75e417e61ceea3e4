import { expect } from "../harness.mjs";
import { account, chief, firstAccount, signIn } from "../people.mjs";
import { words } from "../words.mjs";

const say = words("fr");

const projects = [
	{ name: "Agenda partagé", stage: "build", weather: "stormy", progress: "20" },
	{ name: "Bornes d’accueil", stage: "build", weather: "sunny", progress: "60" },
	{ name: "Cadastre numérique", stage: "idea", weather: "rainy", progress: "0" },
	{ name: "Dossier unique", stage: "done", weather: "sunny", progress: "100" },
];

export const flows = [
	{
		name: "A view is built, saved, shared, locked, and read by another",
		async play({ house, person, step }) {
			const api = await firstAccount(house);
			const reader = await account(house, api, { login: "lea", name: "Léa Moreau", role: "reader" });
			const manager = await account(house, api, { login: "julien", name: "Julien Petit", role: "project_manager", language: "en" });
			const unit = (await api("GET", "/units")).items.find((u) => !u.parent).id;
			for (const p of projects) {
				await api("POST", "/projects", { ...p, unit, ...(p.stage === "idea" ? { manager: manager.id } : {}) });
			}
			const someone = await person({ lang: "fr" });
			// A filter that is being typed is wrong until it is whole.
			someone.expects("422 /api/v1/projects");
			const { page } = someone;
			const bar = page.getByRole("navigation", { name: say("views.title") });
			let address = "";

			await step("the views that come with Vigie are there", async () => {
				await signIn(page, chief, "/portfolio");
				await page.getByRole("gridcell", { name: projects[0].name }).waitFor();
				for (const name of ["Tous les projets", "Mes projets", "À mettre à jour", "En difficulté", "Par entité"]) {
					await bar.getByRole("link", { name, exact: true }).waitFor();
				}
				await bar.getByRole("link", { name: "En difficulté" }).click();
				await page.getByRole("gridcell", { name: projects[2].name }).waitFor();
				await gone(page, projects[1].name);
				await someone.look("views-trouble");
			});

			await step("what a view hides, and why", async () => {
				await page.getByRole("button", { name: say("views.why") }).click();
				const dialog = page.getByRole("dialog").last();
				await dialog.getByText("Météo est parmi").waitFor();
				await someone.look("views-why");
				const weather = dialog.locator("div", { hasText: "Météo est parmi", has: page.getByRole("button", { name: say("views.lift"), exact: true }) }).last();
				await weather.getByRole("button", { name: say("views.lift"), exact: true }).click();
				await page.getByRole("gridcell", { name: projects[1].name }).waitFor();
				await page.getByText(say("views.modified"), { exact: true }).waitFor();
				await page.getByRole("button", { name: say("views.reset") }).click();
				await gone(page, projects[1].name);
			});

			await step("what is typed of an attribute is chosen ahead, and Enter takes it", async () => {
				await bar.getByRole("link", { name: "Tous les projets" }).click();
				await page.getByRole("gridcell", { name: projects[3].name }).waitFor();
				await page.getByRole("button", { name: say("portfolio.filter.add"), exact: true }).click();
				const box = page.getByRole("combobox", { name: say("portfolio.filter.attribute") });
				await box.fill("avancem");
				await page.waitForFunction(() => document.activeElement.getAttribute("aria-activedescendant"));
				await page.keyboard.press("Enter");
				await page.getByRole("listbox").waitFor({ state: "detached" });
				expect("the attribute", await box.inputValue(), "Avancement");
				await page.keyboard.press("Escape");
				await box.waitFor({ state: "detached" });
			});
			await step("a filter with a group is built by keyboard", async () => {
				await press(page, page.getByRole("button", { name: say("views.blocks.open") }));
				const dialog = page.getByRole("dialog", { name: say("views.blocks.title") });
				await press(page, dialog.getByRole("button", { name: say("views.blocks.addGroup"), exact: true }).first());
				const first = dialog.getByRole("group", { name: say("views.blocks.condition", { number: 1 }) }).last();
				await chooseByKeys(page, first.getByRole("combobox"), "Avancement");
				await first.getByRole("textbox").last().focus();
				await page.keyboard.type("100");
				await page.keyboard.press("Tab");
				await press(page, dialog.getByRole("button", { name: say("views.blocks.addCondition"), exact: true }).first());
				const second = dialog.getByRole("group", { name: say("views.blocks.condition", { number: 2 }) }).last();
				await chooseByKeys(page, second.getByRole("combobox").first(), "Météo");
				await second.getByRole("checkbox", { name: "Orageux" }).focus();
				await page.keyboard.press("Space");
				await dialog.getByText("2 projets").waitFor();
				await someone.look("views-blocks");
			});

			await step("the blocks and the text are one", async () => {
				const dialog = page.getByRole("dialog", { name: say("views.blocks.title") });
				await dialog.getByRole("radio", { name: say("views.blocks.text") }).click();
				const box = dialog.getByRole("textbox");
				expect("the text", await box.inputValue(), 'progress >= 100 ou weather dans ("stormy")');
				await box.fill('progress >= 100 ou wether dans ("stormy")');
				await dialog.getByText(/Au caractère 20/).waitFor();
				await someone.look("views-text");
				await box.fill('progress >= 100 ou weather dans ("stormy")');
				await dialog.getByText("2 projets").waitFor();
				await dialog.getByRole("button", { name: say("portfolio.filter.apply") }).click();
				await page.getByRole("gridcell", { name: projects[3].name }).waitFor();
				await gone(page, projects[1].name);
			});

			await step("it is saved as a view", async () => {
				await page.getByRole("button", { name: say("views.saveAs") }).click();
				await page.getByRole("textbox", { name: say("views.name"), exact: true }).fill("À surveiller");
				await page.getByRole("dialog").getByRole("button", { name: say("views.save"), exact: true }).click();
				await bar.getByRole("link", { name: "À surveiller" }).and(page.locator("[aria-current]")).waitFor();
				await page.getByText(say("views.modified"), { exact: true }).first().waitFor({ state: "detached" });
				address = page.url();
				expect("the address", address, /\?view=\w+$/);
			});

			await step("a changed view can be saved, and reset", async () => {
				await page.goto(`${address}&sort=-name`);
				await page.getByText(say("views.modified"), { exact: true }).waitFor();
				await page.getByRole("button", { name: say("views.save"), exact: true }).click();
				await page.waitForURL(address);
				await page.goto(`${address}&filter=-`);
				await page.getByRole("gridcell", { name: projects[1].name }).waitFor();
				await page.getByRole("button", { name: say("views.reset") }).click();
				await gone(page, projects[1].name);
			});

			await step("it is shared and locked", async () => {
				await menu(page, "À surveiller", say("views.share"));
				const dialog = page.getByRole("dialog");
				await dialog.getByText(say("views.everyone"), { exact: true }).click();
				await someone.look("views-share");
				await dialog.getByRole("button", { name: say("views.save"), exact: true }).click();
				await dialog.waitFor({ state: "detached" });
			});

			await step("another opens the link, sees the same, and cannot save over it", async () => {
				const lea = await person({ lang: "fr", theme: "dark" });
				await signIn(lea.page, reader, address);
				await lea.page.getByRole("gridcell", { name: projects[3].name }).waitFor();
				await gone(lea.page, projects[1].name);
				await lea.page.goto(`${address}&filter=-`);
				await lea.page.getByText(say("views.modified"), { exact: true }).waitFor();
				expect("save", await lea.page.getByRole("button", { name: say("views.save"), exact: true }).count(), 0);
				await lea.look("views-reader");
				await lea.leave();
			});

			await step("a role starts with its default", async () => {
				const julien = await person({ lang: "en" });
				await signIn(julien.page, manager, "/portfolio");
				await julien.page.getByRole("gridcell", { name: projects[2].name }).waitFor();
				await gone(julien.page, projects[0].name);
				await julien.page.getByRole("link", { name: "My projects" }).and(julien.page.locator("[aria-current]")).waitFor();
				expect("the address", julien.page.url(), /view=/);
				await julien.look("views-default");
				await julien.leave();
			});

			await step("a deleted view is taken back", async () => {
				await page.goto(address);
				await menu(page, "À surveiller", say("views.delete"));
				await page.getByRole("button", { name: say("views.undo"), exact: true }).click();
				await bar.getByRole("link", { name: "À surveiller" }).waitFor();
			});

			await step("an address of a view that is not there says so", async () => {
				await page.goto("/portfolio?view=nowhere");
				await page.getByText(say("views.missing")).waitFor();
				await page.getByRole("gridcell", { name: projects[1].name }).waitFor();
			});
		},
	},
	{
		name: "Next quarter, me and my units mean in a view what they mean to whoever reads it",
		async play({ house, person, step }) {
			const api = await firstAccount(house);
			const root = (await api("GET", "/units")).items.find((u) => !u.parent).id;
			const lyon = (await api("POST", "/units", { name: "Lyon", parent: root })).id;
			const manager = await account(house, api, { login: "julien", name: "Julien Petit", role: "project_manager", unit: lyon });
			const soon = inNextQuarter(new Date());
			await api("POST", "/projects", { name: "Bornes de Lyon", unit: lyon, end: soon });
			await api("POST", "/projects", { name: "Cadastre de Lyon", unit: lyon, end: "2021-03-31" });
			const seat = await api("POST", "/projects", { name: "Siège", unit: root, manager: manager.id, end: "2021-03-31" });
			const role = (await api("GET", "/roles")).items.find((r) => r.key === "project_manager").id;
			await api("POST", "/grants", { user: manager.id, role, project: seat.id });
			const { state } = (await api("GET", "/views?object=project")).items[0];
			const shared = async (name, filter) =>
				(await api("POST", "/views", { object: "project", label: { fr: name, en: name }, scope: "everyone", state: { ...state, filter } })).id;
			const quarter = await shared("Le trimestre prochain", "end in next quarter");
			const mine = await shared("À moi", "manager = me");
			const units = await shared("Dans mes entités", "unit in my units");
			const julien = await person({ lang: "fr" });
			const { page } = julien;
			const shows = async (view, names) => {
				await page.goto(`/portfolio?view=${view}`);
				for (const name of ["Bornes de Lyon", "Cadastre de Lyon", "Siège"]) {
					await page.getByRole("gridcell", { name }).waitFor({ state: names.includes(name) ? "visible" : "detached" });
				}
			};

			await step("the next quarter is that of the day on which one reads", async () => {
				await signIn(page, manager, "/portfolio");
				await shows(quarter, ["Bornes de Lyon"]);
				await page.getByText(/trimestre prochain/i).first().waitFor();
				await julien.look("views-next-quarter");
			});
			await step("“me” is whoever reads", async () => {
				await shows(mine, ["Siège"]);
			});
			await step("“my units” are those of whoever reads, with what lies below them", async () => {
				await shows(units, ["Bornes de Lyon", "Cadastre de Lyon"]);
				await julien.look("views-my-units");
			});
		},
	},
];

// inNextQuarter is a day in the middle of the quarter after that of a day.
function inNextQuarter(day) {
	const month = (Math.floor(day.getMonth() / 3) + 1) * 3 + 1;
	return new Date(Date.UTC(day.getFullYear(), month, 15)).toISOString().slice(0, 10);
}

// gone waits until a project is not shown.
async function gone(page, name) {
	await page.getByRole("gridcell", { name }).waitFor({ state: "detached" });
}

// press presses a button by keyboard.
async function press(page, button) {
	await button.focus();
	await page.keyboard.press("Enter");
}

// chooseByKeys finds one of a list by typing.
async function chooseByKeys(page, box, name) {
	await box.focus();
	await page.keyboard.press("Control+a");
	await page.keyboard.type(name);
	await page.getByRole("option", { name, exact: true }).waitFor();
	await page.keyboard.press("ArrowDown");
	await page.keyboard.press("Enter");
}

// menu does one of the things that can be done with a view.
async function menu(page, view, action) {
	await page.getByRole("button", { name: say("views.actions", { name: view }) }).click();
	await page.getByRole("menuitem", { name: action, exact: true }).click();
}
