import { expect, plain } from "../harness.mjs";
import { chief, firstAccount, signIn } from "../people.mjs";
import { words } from "../words.mjs";

const fr = words("fr");

export const flows = [
	{
		name: "The conventions of the organisation are set beside real figures, and every screen follows",
		async play({ house, person, step }) {
			const api = await firstAccount(house);
			const unit = (await api("GET", "/units")).items.find((u) => !u.parent).id;
			await api("POST", "/projects", { name: "Portail des adhérents", unit, end: "2026-12-31", total_cost: { amount: "2480000", currency: "EUR" }, currency: "EUR" });
			const someone = await person({ lang: "fr" });
			const { page } = someone;
			const preview = page.getByRole("region", { name: fr("convention.preview") });
			const shows = async (what) => {
				let text = "";
				for (let i = 0; i < 60 && !what.test(text); i++) {
					text = plain(await preview.innerText());
					if (!what.test(text)) await page.waitForTimeout(100);
				}
				expect("the preview", text, what);
			};
			const choose = async (label, option) => {
				await page.getByRole("button", { name: label }).click();
				await page.getByRole("option", { name: option, exact: true }).click();
			};
			const save = page.getByRole("button", { name: fr("action.save"), exact: true });
			await step("a real amount is shown as it would be written", async () => {
				await signIn(page, chief, "/admin/conventions");
				await shows(/Portail des adhérents[^]*2,48 M€/);
				expect("saving", await save.isDisabled(), true);
				await someone.look("conventions");
				await choose(fr("convention.money"), "En milliers (k€)");
				await shows(/2 480 k€/);
				await choose(fr("convention.number_fr"), "1.234,5");
				await shows(/2\.480 k€/);
				await choose(fr("convention.date_fr"), "2026-11-22");
				await choose(fr("convention.first_month"), "avril");
				await shows(/Cet exercice[^]*-04-01 – \d{4}-03-31/);
				await someone.look("conventions-draft");
			});
			await step("it is kept, and says what changed", async () => {
				await save.click();
				const past = page.getByRole("region", { name: fr("trust.history") });
				await past.getByText(/Premier mois de l’exercice/).first().waitFor({ state: "attached" });
				await someone.look("conventions-kept");
			});
			await step("another screen writes amounts and dates so", async () => {
				await page.goto("/portfolio?display=cards");
				await page.getByText(/2\.480\sk€/).first().waitFor();
				await page.goto("/portfolio?display=table");
				await page.getByText("2026-12-31").first().waitFor();
			});
			await step("going back brings the writing of the language", async () => {
				await page.goto("/admin/conventions");
				await page.getByRole("button", { name: fr("convention.restore") }).last().click();
				await shows(/2,48 M€/);
			});
			await someone.leave();
			await step("in English, in the dark, on a phone", async () => {
				const other = await person({ lang: "en", theme: "dark", width: 390, height: 844, touch: true });
				await signIn(other.page, chief);
				await other.page.evaluate(() =>
					fetch("/api/v1/me", { method: "PATCH", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ language: "en" }) }),
				);
				await other.page.goto("/admin/conventions");
				await other.page.getByRole("heading", { level: 1, name: "Conventions" }).waitFor();
				await other.page.getByText(/2\.48\sM€/).first().waitFor();
				expect("wider than the window", await other.page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
				await other.look("conventions-en-dark-390");
				await other.leave();
			});
		},
	},
];
