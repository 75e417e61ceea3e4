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
];
