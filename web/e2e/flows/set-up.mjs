import { iso } from "../day.mjs";
import { expect } from "../harness.mjs";
import { account, chief, firstAccount, signIn } from "../people.mjs";
import { words } from "../words.mjs";

const fr = words("fr");
const step = (key) => fr(`setUp.step.${key}`);

export const flows = [
	{
		name: "A PMO is set up step by step, from an empty system to the first review",
		async play({ house, person, step: tell }) {
			const api = await firstAccount(house);
			const someone = await person({ lang: "fr" });
			const { page } = someone;
			const line = (key) => page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: step(key), exact: true }) });
			const state = async (key, want) => {
				await line(key).getByText(want, { exact: true }).first().waitFor({ state: "attached" });
			};
			await tell("the home page says how far it is, and leads there", async () => {
				await signIn(page, chief, "/home");
				await page.getByRole("heading", { name: fr("setUp.title") }).waitFor();
				await someone.look("set-up-home");
				await page.getByRole("link", { name: new RegExp(step("attributes")) }).click();
				await page.getByRole("heading", { level: 1, name: fr("setUp.title") }).waitFor();
				await state("attributes", fr("setUp.state.next"));
				await someone.look("set-up");
			});
			await tell("a step is skipped, and taken up again", async () => {
				await page.getByRole("button", { name: fr("setUp.skipOne", { step: step("types") }) }).click();
				await state("types", fr("setUp.state.skipped"));
				await line("types").getByRole("button", { name: fr("setUp.takeUp") }).click();
				await state("types", fr("setUp.state.waits"));
			});
			await tell("a kit is applied: what it brings is done by itself", async () => {
				const kit = await api("GET", "/config/kits/it-department");
				const seen = await api("POST", "/config/diff", kit);
				await api("POST", "/config/apply", kit, { "If-Match": `"${seen.state}"` });
				await page.reload();
				await state("attributes", fr("setUp.state.done"));
				await state("types", fr("setUp.state.done"));
				await state("conventions", fr("setUp.state.next"));
			});
			await tell("a step opens its screen, where a line leads back", async () => {
				await page.getByRole("button", { name: fr("setUp.openOne", { step: step("conventions") }) }).click();
				await page.getByRole("heading", { level: 1, name: fr("convention.title") }).waitFor();
				await page.getByRole("radio", { name: "Dimanche" }).press("Space");
				await page.getByRole("button", { name: fr("action.save"), exact: true }).click();
				await page.getByRole("region", { name: fr("trust.history") }).waitFor();
				await someone.look("set-up-step");
				await page.getByRole("link", { name: fr("setUp.back") }).click();
				await state("conventions", fr("setUp.state.done"));
			});
			await tell("people, projects and a first review complete it", async () => {
				const root = (await api("GET", "/units")).items.find((u) => !u.parent).id;
				await api("POST", "/units", { name: "Applications", parent: root });
				await account(house, api, { login: "lea", name: "Léa Petit", role: "reader" });
				await api("POST", "/projects", { name: "Portail des adhérents", unit: root });
				const portfolio = await api("POST", "/portfolios", { name: "Portefeuille", unit: root, filter: 'name is not empty' });
				await page.reload();
				await state("portfolios", fr("setUp.state.done"));
				const review = await api("POST", "/reviews", { portfolio: portfolio.id, name: "Revue de novembre", day: iso(0) });
				await page.reload();
				await state("reviews", fr("setUp.state.done"));
				await state("held", fr("setUp.state.next"));
				await api("POST", `/reviews/${review.id}/freeze`, undefined, { "If-Match": `"${review.version}"` });
				await page.reload();
				await page.getByText(fr("setUp.complete")).waitFor();
				await someone.look("set-up-done");
				await page.goto("/home");
				await page.getByRole("heading", { level: 1 }).waitFor();
				expect("the home page", await page.getByRole("heading", { name: fr("setUp.title") }).count(), 0);
			});
			await someone.leave();
			await tell("in English, in the dark, on a phone", async () => {
				const other = await person({ lang: "en", theme: "dark", width: 390, height: 844, touch: true });
				await signIn(other.page, chief);
				await other.page.evaluate(() =>
					fetch("/api/v1/me", { method: "PATCH", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ language: "en" }) }),
				);
				await other.page.goto("/admin/set-up");
				await other.page.getByRole("heading", { level: 1, name: "Set-up" }).waitFor();
				await other.page.getByText("Everything is in place").waitFor();
				expect("wider than the window", await other.page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
				await other.look("set-up-en-dark-390");
				await other.leave();
			});
		},
	},
];
