import { expect } from "../harness.mjs";
import { account, chief, firstAccount, signIn } from "../people.mjs";
import { words } from "../words.mjs";

const flow = (lang, role) => ({
	name: `Past months: who reads them, and who does not (${lang})`,
	async play({ house, person, step }) {
		const api = await firstAccount(house, lang);
		const say = words(lang);
		const claire = await person({ lang });
		const paul = await person({ lang });
		const { page } = claire;
		const panel = page.locator("section[class*=panel]");
		const unit = (await api("GET", "/units")).items[0].id;
		const now = new Date();
		const before = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 15)).toISOString().slice(0, 7);
		const made = await api("POST", "/projects", { name: "Alpha", unit });
		const then = await api("PATCH", `/projects/${made.id}?month=${before}`, { weather: "stormy" }, { "If-Match": `"${made.version}"` });
		await api("PATCH", `/projects/${made.id}`, { weather: "sunny" }, { "If-Match": `"${then.version}"` });
		const manager = await account(house, api, { login: "paul", name: "Paul Chef", role: "project_manager" });
		const months = (of) =>
			of.evaluate((id) => fetch(`/api/v1/projects/${id}/months?attribute=weather`).then((r) => r.json()).then((l) => l.items.map((m) => m.value)), made.id);
		await signIn(page, chief);
		await signIn(paul.page, manager);
		expect("at first he reads both months", (await months(paul.page)).join(", "), "stormy, sunny");

		await step("an attribute kept by month names who reads its past months", async () => {
			await page.goto("/admin/fields?open=weather");
			await panel.getByRole("checkbox", { name: say("attribute.past.limited") }).press("Space");
			await panel.getByRole("group", { name: say("attribute.past.readers") }).getByRole("checkbox", { name: new RegExp(role) }).press("Space");
			await panel.getByText(/1 personne peut lire les mois passés|1 person can read past months/).waitFor();
			await claire.look(`past-months-${lang}`);
			const put = page.waitForResponse((r) => r.request().method() === "PATCH" && r.url().includes("/fields/weather") && r.ok());
			await panel.getByRole("button", { name: say("action.save"), exact: true }).click();
			await put;
		});
		await step("the others read this month, and nothing of those before", async () => {
			expect("the months", (await months(paul.page)).join(", "), "sunny");
			await paul.page.goto(`/project/${made.id}`);
			await paul.page.getByText("Alpha").first().waitFor();
			expect("the weather of the month before", await paul.page.getByText(say("weather.stormy"), { exact: true }).count(), 0);
			await paul.look(`past-months-hidden-${lang}`);
		});
	},
});

export const flows = [flow("fr", "Administrateur"), flow("en", "Administrator")];
