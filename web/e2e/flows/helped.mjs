import { expect } from "../harness.mjs";
import { account, chief, firstAccount, signIn } from "../people.mjs";
import { words } from "../words.mjs";

const fr = words("fr");

export const flows = [
	{
		name: "Each screen says what it is for, and anything that can be set is found by its name",
		async play({ house, person, step }) {
			const api = await firstAccount(house);
			const reader = await account(house, api, { login: "lea", name: "Léa Petit", role: "reader" });
			const someone = await person({ lang: "fr" });
			const { page } = someone;
			const help = page.getByRole("dialog", { name: fr("help.title") });
			await step("the help of the portfolio opens beside it, by the button and by a key", async () => {
				await signIn(page, chief, "/summary");
				await page.getByRole("button", { name: new RegExp(fr("help.title")) }).click();
				await help.getByText(/Les portefeuilles sur une page/).waitFor();
				await someone.look("help");
				await page.keyboard.press("Escape");
				await help.waitFor({ state: "detached" });
				await page.goto("/method");
				await page.getByRole("heading", { level: 1 }).waitFor();
				await page.keyboard.press("h");
				await help.getByText(/La méthode de l’organisation/).waitFor();
				await help.getByRole("button", { name: fr("help.keys") }).click();
				await page.getByRole("dialog", { name: fr("keys.title") }).waitFor();
				await page.keyboard.press("Escape");
			});
			await step("administration finds an attribute, a value, a role and a term, in either language", async () => {
				await page.goto("/admin");
				const box = page.getByRole("searchbox", { name: fr("adminArea.find") });
				await box.fill("weather");
				await page.getByRole("link", { name: /Météo.*Attribut/ }).first().waitFor();
				await someone.look("setting-search");
				await box.fill("lecteur");
				await page.getByRole("link", { name: /Lecteur.*Rôle/ }).first().waitFor();
				await box.fill("key date");
				await page.getByRole("link", { name: /Terme/ }).first().waitFor();
				await box.fill("exercice");
				await page.getByRole("link", { name: /Premier mois de l’exercice/ }).click();
				await page.getByRole("heading", { level: 1, name: fr("convention.title") }).waitFor();
			});
			await step("the palette opens an attribute in its place", async () => {
				await page.keyboard.press("Control+k");
				await page.keyboard.type("avancement");
				await page.getByRole("option", { name: /Avancement.*Attribut/ }).first().click();
				await page.waitForURL(/\/admin\/fields\?open=progress/);
			});
			await step("the guide for beginning is read in the application, in both languages", async () => {
				await page.keyboard.press("Escape");
				await page.goto("/method");
				await page.getByRole("heading", { level: 1 }).waitFor();
				await page.keyboard.press("h");
				await help.getByRole("link", { name: fr("help.guide") }).press("Enter");
				await page.getByRole("heading", { level: 1, name: fr("help.guide") }).waitFor();
				await page.getByRole("heading", { name: /^1\. Apporter votre tableur/ }).waitFor();
				expect("pictures that are not there", await page.getByText("![").count(), 0);
				await someone.look("help-guide");
				const other = await person({ lang: "en", theme: "dark", width: 390, height: 844, touch: true });
				await signIn(other.page, chief, "/method/first-review");
				await other.page.evaluate(() =>
					fetch("/api/v1/me", { method: "PATCH", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ language: "en" }) }),
				);
				await other.page.reload();
				await other.page.getByRole("heading", { name: /^1\. Bring your spreadsheet/ }).waitFor();
				expect("wider than the window", await other.page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
				await other.look("help-guide-en-dark-390");
				await other.leave();
				await api("PATCH", "/me", { language: "fr" });
			});
			await step("the help says what the organisation calls things", async () => {
				const project = { en: { one: "initiative", many: "initiatives", vowel: true }, fr: { one: "initiative", many: "initiatives", feminine: true, vowel: true } };
				await api("PATCH", "/vocabulary", { terms: { project } }, { "If-Match": '"0"' });
				await page.goto("/portfolio");
				await page.getByRole("heading", { level: 1 }).waitFor();
				await page.keyboard.press("h");
				await help.getByText(/initiative/).first().waitFor();
				expect("the word that was renamed", await help.getByText(/projet/).count(), 0);
			});
			await someone.leave();
			await step("whoever may set nothing finds nothing to set", async () => {
				const other = await person({ lang: "fr" });
				await signIn(other.page, reader, "/method");
				await other.page.getByRole("heading", { level: 1 }).waitFor();
				await other.page.keyboard.press("Control+k");
				await other.page.keyboard.type("avancement");
				await other.page.waitForTimeout(600);
				expect("settings", await other.page.getByRole("option", { name: /Attribut/ }).count(), 0);
				await other.leave();
			});
		},
	},
];
