import { expect, plain } from "../harness.mjs";
import { account, chief, firstAccount, signIn } from "../people.mjs";
import { words } from "../words.mjs";

const fr = words("fr");

export const flows = [
	{
		name: "A rate is entered, and amounts in two currencies become one total",
		async play({ house, person, step }) {
			const api = await firstAccount(house);
			const unit = (await api("GET", "/units")).items.find((u) => !u.parent).id;
			const branch = (await api("POST", "/units", { name: "Filiale", parent: unit })).id;
			for (const [name, of, amount, currency] of [
				["Portail des adhérents", unit, "1000000", "EUR"],
				["Archivage électronique", branch, "500000", "USD"],
				["Refonte de la paie", branch, "200000", "EUR"],
			])
				await api("POST", "/projects", { name, unit: of, currency, total_cost: { amount, currency } });
			const someone = await person({ lang: "fr" });
			const { page } = someone;
			const grid = page.getByRole("grid").or(page.getByRole("treegrid")).first();
			const text = async () => plain(await page.locator("main").innerText());
			const shows = async (what) => {
				for (let i = 0; i < 40 && !(await text()).includes(what); i++) await page.waitForTimeout(100);
				expect(`the page shows ${what}`, (await text()).includes(what), true);
			};

			await step("without a rate the amounts stay side by side", async () => {
				await signIn(page, chief, "/portfolio?columns=name,total_cost&group=unit");
				await grid.waitFor();
				await shows("1,20 M€ + 500 k$");
				await someone.look("rates-portfolio-without");
			});
			await step("an administrator enters a rate", async () => {
				await page.goto("/admin/rates");
				await page.getByText(fr("rate.empty"), { exact: true }).waitFor();
				await someone.look("rates-empty");
				await page.getByRole("button", { name: fr("rate.new"), exact: true }).first().click();
				const form = page.getByRole("form", { name: fr("rate.title") });
				await form.getByRole("textbox", { name: fr("rate.currency") }).fill("USD");
				await form.getByRole("textbox", { name: new RegExp(`^${fr("rate.rate")}`) }).fill("1,25");
				await form.getByRole("textbox", { name: fr("rate.source") }).fill("BCE");
				await page.keyboard.press("Enter");
				const inForce = page.getByRole("region", { name: fr("rate.inForce") });
				await inForce.waitFor();
				expect("in force", plain(await inForce.innerText()), /1 EUR = 1,25 USD/);
				await page.keyboard.press("Escape");
				await form.waitFor({ state: "detached" });
				await someone.look("rates-page");
			});
			await step("the totals of the list and of its groups are converted", async () => {
				await page.goto("/portfolio?columns=name,total_cost&group=unit");
				await grid.waitFor();
				await shows("1,60 M€");
				await shows("600 000 €");
				await someone.look("rates-portfolio");
			});
			await step("a program reads the same total, beside the amounts", async () => {
				const rows = await page.evaluate(() => fetch("/api/v1/projects?group=unit&fields=name,total_cost&limit=1").then((r) => r.json()));
				expect("converted", rows.totals.total_cost.converted.amount, /^1600000(\.00)?$/);
			});
			await step("the export leaves the amounts in their own currency", async () => {
				const csv = await page.evaluate(() => fetch("/api/v1/exports/projects.csv?fields=name,total_cost,currency").then((r) => r.text()));
				expect("a line", plain(csv), /Archivage électronique.*500.?000.*USD/);
			});
			const reader = await account(house, api, { role: "reader", login: "lea", name: "Léa Petit", unit: branch });
			const other = await person({ lang: "fr", theme: "dark" });
			await step("who sees a part of the projects is told that totals are partial", async () => {
				await signIn(other.page, reader, "/portfolio?columns=name,total_cost");
				await other.page.getByRole("button", { name: fr("partial.mark"), exact: true }).click();
				await other.page.getByText(fr("partial.why")).waitFor();
				expect("what is hidden", plain(await other.page.locator("main").innerText()).includes("1,60 M€"), false);
				await other.look("rates-partial-dark");
			});
		},
	},
];
