import { expect, plain } from "../harness.mjs";
import { chief, firstAccount, signIn } from "../people.mjs";
import { words } from "../words.mjs";

const fr = words("fr");

export const flows = [
	{
		name: "The trust score is set, with what it does before it is kept, and undone",
		async play({ house, person, step }) {
			const api = await firstAccount(house);
			const unit = (await api("GET", "/units")).items.find((u) => !u.parent).id;
			for (const [name, more] of [
				["Portail des adhérents", { stage: "build", end: "2027-06-30" }],
				["Archivage électronique", { stage: "done" }],
				["Refonte de la paie", { total_cost: { amount: "200000", currency: "EUR" }, currency: "EUR" }],
			])
				await api("POST", "/projects", { name, unit, ...more });
			const someone = await person({ lang: "fr" });
			const { page } = someone;
			const preview = page.getByRole("region", { name: fr("trust.preview") });
			const shows = async (what) => {
				let text = "";
				for (let i = 0; i < 60 && !what.test(text); i++) {
					text = plain(await preview.innerText());
					if (!what.test(text)) await page.waitForTimeout(100);
				}
				expect("the preview", text, what);
			};
			const save = page.getByRole("button", { name: fr("action.save"), exact: true });
			const end = page.getByRole("group", { name: "Fin", exact: true });

			await step("what holds is shown, and nothing would move", async () => {
				await signIn(page, chief, "/admin/trust");
				await end.waitFor();
				await shows(/Les indices des 3 projets ne bougent pas/);
				expect("saving", await save.isDisabled(), true);
				await someone.look("trust");
			});
			await step("an attribute is no longer required: the scores that would move are counted and named", async () => {
				await end.getByRole("button", { name: fr("trust.remove", { name: "Fin" }) }).click();
				await shows(/3 indices bougent, sur 3\. 1 baisse\. 2 montent\./);
				expect("saving", await save.isDisabled(), false);
			});
			await step("a rule is turned off, a stage asked for, and all is kept", async () => {
				await page.getByRole("switch", { name: "La fin précède le début" }).press("Space");
				const cost = page.getByRole("group", { name: "Coût total", exact: true });
				await cost.getByRole("button", { name: fr("trust.everyStage") }).click();
				await page.getByRole("dialog").getByText("Expérimentation", { exact: true }).click();
				await page.keyboard.press("Escape");
				await cost.getByRole("button", { name: "Expérimentation", exact: true }).waitFor();
				await someone.look("trust-draft");
				await save.click();
				const past = page.getByRole("region", { name: fr("trust.history") });
				await past.getByText("3 changements").waitFor();
				const said = plain(await past.innerText());
				expect("the history", said, /Fin : obligatoire, poids 3 → non obligatoire/);
				expect("the history", said, /Règle « La fin précède le début » : active → inactive/);
				expect("the history", said, /Coût total : obligatoire, poids 3 → obligatoire, poids 3 \(Expérimentation\)/);
				await someone.look("trust-kept");
			});
			await step("it is undone by keys, and done again", async () => {
				await page.keyboard.press("Control+z");
				await end.waitFor();
				expect("the rule", await page.getByRole("switch", { name: "La fin précède le début" }).isChecked(), true);
				await page.keyboard.press("Control+Shift+z");
				await end.waitFor({ state: "detached" });
			});
			await someone.leave();
			await step("in English, in the dark, on a phone", async () => {
				const reader = await person({ lang: "en", theme: "dark", width: 390, height: 844, touch: true });
				await signIn(reader.page, chief);
				await reader.page.evaluate(() =>
					fetch("/api/v1/me", {
						method: "PATCH",
						headers: { "Content-Type": "application/json" },
						body: JSON.stringify({ language: "en" }),
					}),
				);
				await reader.page.goto("/admin/trust");
				await reader.page.getByRole("region", { name: words("en")("trust.preview") }).waitFor();
				const wider = await reader.page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
				expect("the page is wider than the window", wider, false);
				await reader.look("trust-en-dark-390");
				await reader.leave();
			});
		},
	},
];
