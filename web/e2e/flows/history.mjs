import { expect } from "../harness.mjs";
import { account, firstAccount, signIn } from "../people.mjs";
import { words } from "../words.mjs";

const say = words("fr");

export const flows = [
	{
		name: "A mass edit is found in the history and taken back",
		async play({ house, person, step }) {
			const api = await firstAccount(house);
			const pmo = { role: "pmo", login: "nadia", name: "Nadia Benali" };
			Object.assign(pmo, await account(house, api, pmo));
			const unit = (await api("GET", "/units")).items.find((u) => !u.parent).id;
			const made = [];
			for (const name of ["Agenda partagé", "Portail des usagers", "Archives"]) {
				made.push(await api("POST", "/projects", { name, unit, description: "avant" }));
			}
			await api("PATCH", "/projects", {
				items: made.map((p) => ({ id: p.id, version: p.version, changes: { description: "collé par erreur", weather: "stormy" } })),
			});
			const since = await api("GET", `/projects/${made[0].id}`);
			await api("PATCH", "/projects", { items: [{ id: since.id, version: since.version, changes: { description: "corrigé" } }] });
			const someone = await person({ lang: "fr" });
			const { page } = someone;
			await step("the mass edit is one line, with what would go back and what was changed since", async () => {
				await signIn(page, pmo);
				const nav = page.getByRole("navigation", { name: say("nav.label") });
				await nav.getByRole("link", { name: say("nav.history") }).click();
				await page.getByRole("gridcell", { name: /Archives/ }).first().waitFor();
				await page.getByRole("gridcell", { name: "Agenda partagé, Portail des usagers, Archives" }).click();
				await page.keyboard.press("Enter");
				await page.getByText("modifié depuis").waitFor();
				await someone.look("history-change");
			});
			await step("what was changed since stays, the rest goes back", async () => {
				await page.getByRole("button", { name: say("changes.undo") }).click();
				await page.getByText(say("changes.gone")).waitFor();
				const now = await Promise.all(made.map((p) => api("GET", `/projects/${p.id}`)));
				expect("descriptions", now.map((p) => p.description).join(" | "), "corrigé | avant | avant");
				expect("weather", now.map((p) => p.weather ?? "none").join(" | "), "none | none | none");
				await someone.look("history-undone");
			});
			await someone.leave();
		},
	},
	{
		name: "Who may not read the history is not led to it",
		async play({ house, person, step }) {
			const api = await firstAccount(house);
			const helper = await account(house, api, { role: "contributor", login: "ines", name: "Inès Faure" });
			const unit = (await api("GET", "/units")).items.find((u) => !u.parent).id;
			const { id } = await api("POST", "/projects", { name: "Portail des usagers", unit, description: "Un point d’entrée" });
			const someone = await person({ lang: "fr" });
			const { page } = someone;
			await step("the project is read, and nothing on it asks for what would be refused", async () => {
				await signIn(page, helper);
				await page.getByRole("heading", { level: 1, name: /Inès/ }).waitFor();
				await page.goto(`/project/${id}`);
				await page.getByText("Un point d’entrée").first().waitFor();
				expect("ways to the history", await page.getByRole("button", { name: new RegExp(say("project.history.action")) }).count(), 0);
			});
			await step("an address that leads to it says that it is not open", async () => {
				someone.expects("403 /api/v1/history");
				await page.goto(`/portfolio?open=${id}&history=all`);
				await page.getByRole("dialog").getByText(say("error.refused.title")).waitFor();
				await someone.look("history-refused");
			});
			await someone.leave();
		},
	},
];
