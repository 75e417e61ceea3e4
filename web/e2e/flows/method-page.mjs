import { expect } from "../harness.mjs";
import { account, chief, firstAccount, signIn } from "../people.mjs";

export const flows = [
	{
		name: "Everyone reads the method: the stages of each type, and what every word means",
		async play({ house, person, step }) {
			const api = await firstAccount(house);
			const kit = await api("GET", "/config/kits/it-department");
			const seen = await api("POST", "/config/diff", kit);
			await api("POST", "/config/apply", kit, { "If-Match": `"${seen.state}"` });
			const reader = await account(house, api, { login: "lea", name: "Léa Petit", role: "reader" });
			const someone = await person({ lang: "fr" });
			const { page } = someone;
			await step("somebody who may only read finds it in the navigation", async () => {
				await signIn(page, reader);
				await page.getByRole("link", { name: "Méthode", exact: true }).click();
				await page.getByRole("heading", { level: 1, name: "Notre méthode" }).waitFor();
				await page.getByRole("img", { name: "Cycle de vie de Application métier" }).or(page.getByRole("group", { name: "Cycle de vie de Application métier" })).first().waitFor();
				await page.getByText("Décider la mise en service").first().waitFor();
				await someone.look("method");
			});
			await step("a word is found by what it means", async () => {
				await page.getByRole("searchbox").fill("homologation");
				await page.getByText("L’avis du responsable de la sécurité, sans lequel rien n’est mis en service").waitFor();
				await page.getByText("Décider la mise en service").first().waitFor({ state: "detached" });
				await someone.look("method-found");
			});
			await step("an address leads to one word", async () => {
				await page.goto("/method#project.priority_score");
				await page.waitForFunction(() => document.activeElement?.id === "project.priority_score");
			});
			await someone.leave();
			await step("in English, in the dark, on a phone", async () => {
				const other = await person({ lang: "en", theme: "dark", width: 390, height: 844, touch: true });
				await signIn(other.page, chief);
				await other.page.evaluate(() =>
					fetch("/api/v1/me", { method: "PATCH", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ language: "en" }) }),
				);
				await other.page.goto("/method");
				await other.page.getByRole("heading", { level: 1, name: "Our method" }).waitFor();
				await other.page.getByText("Decide to go live").first().waitFor();
				expect("wider than the window", await other.page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
				await other.look("method-en-dark-390");
				await other.leave();
			});
		},
	},
];
