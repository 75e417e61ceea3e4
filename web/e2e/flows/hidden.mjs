import { expect } from "../harness.mjs";
import { account, chief, firstAccount, signIn } from "../people.mjs";
import { words } from "../words.mjs";

const flow = (lang, name, value) => ({
	name: `A hidden attribute is nowhere for whom it is not (${lang})`,
	async play({ house, person, step }) {
		const api = await firstAccount(house, lang);
		const say = words(lang);
		const claire = await person({ lang });
		const { page } = claire;
		const panel = page.locator("section[class*=panel]");
		const unit = (await api("GET", "/units")).items[0].id;
		await api("POST", "/fields", { key: "margin", kind: "number", label: { fr: "Marge visée", en: "Target margin" }, consolidation: "sum" });
		const { id } = await api("POST", "/projects", { name: "Alpha", unit, margin: "70007" });
		await api("POST", "/views", { object: "project", label: { fr: "Avec la marge", en: "With the margin" }, scope: "everyone", state: { ...(await api("GET", "/views")).items[0].state, columns: [{ key: "code" }, { key: "name" }, { key: "margin" }] } });
		const manager = await account(house, api, { login: "paul", name: "Paul Simon", role: "pmo", language: lang, unit });
		const paul = await person({ lang });
		const nowhere = async (where) => {
			const text = await paul.page.locator("body").innerText();
			expect(`${where}: ${name} and ${value}`, text.includes(name) || text.replace(/\s/g, "").includes(value), false);
		};
		const view = (await api("GET", "/views")).items.find((v) => JSON.stringify(v).includes("With the margin"));

		await step("an administrator says which roles read an attribute", async () => {
			await signIn(page, chief, "/admin/fields?open=margin");
			await panel.getByRole("checkbox", { name: new RegExp(`^${say("attribute.secret.limited")}`) }).check({ force: true });
			await panel.getByRole("group", { name: say("attribute.secret.readers") }).getByRole("checkbox").first().waitFor();
			await claire.look(`hidden-readers-${lang}`);
			await panel.getByRole("group", { name: say("attribute.secret.readers") }).getByRole("checkbox", { name: /^Administrat/ }).check({ force: true });
			const saved = page.waitForResponse((r) => r.request().method() === "PATCH" && r.url().endsWith("/fields/margin") && r.ok());
			await panel.getByRole("button", { name: say("action.save"), exact: true }).click();
			await saved;
		});
		await step("who reads it sees it", async () => {
			await page.goto(`/portfolio?view=${view.id}`);
			await page.getByRole("columnheader", { name }).waitFor();
		});
		await step("for a project manager a shared view leaves its column out, and so do the chooser and the filter", async () => {
			await signIn(paul.page, manager, `/portfolio?view=${view.id}`);
			await paul.page.getByText("Alpha").first().waitFor();
			await nowhere("the grid");
			await paul.page.getByRole("button", { name: say("portfolio.columns.title") }).press("Enter");
			await paul.page.getByRole("dialog").getByRole("searchbox").fill(name);
			await paul.look(`hidden-chooser-${lang}`);
			expect("offered by the chooser", await paul.page.getByRole("dialog").getByRole("checkbox", { name }).count(), 0);
			await paul.page.keyboard.press("Escape");
			await paul.page.keyboard.press("Escape");
			await paul.page.getByRole("button", { name: say("portfolio.filter.add"), exact: true }).click();
			await paul.page.getByRole("combobox", { name: say("portfolio.filter.attribute") }).fill(name);
			expect("offered by the filter", await paul.page.getByRole("option", { name }).count(), 0);
			await paul.page.keyboard.press("Escape");
		});
		await step("its project says nothing of it, nor does its history", async () => {
			await paul.page.goto(`/project/${id}`);
			await paul.page.getByRole("heading", { name: "Alpha" }).first().waitFor();
			await nowhere("the page of the project");
			await paul.page.getByRole("button", { name: say("project.history.action"), exact: true }).click();
			await paul.page.locator("[class*=drawer]").first().waitFor();
			await paul.look(`hidden-history-${lang}`);
			await nowhere("the history");
		});
		await step("the export has neither its column nor its values, and asking for it by name is refused as what is not there", async () => {
			const get = async (path) => {
				const answer = await paul.page.request.get(`/api/v1${path}`);
				return { status: answer.status(), text: await answer.text() };
			};
			const file = await get("/exports/projects.csv");
			expect("the export", file.status, 200);
			expect("what it holds", file.text.includes(value) || file.text.includes(name), false);
			const hidden = await get(`/projects?filter=${encodeURIComponent("margin > 5")}`);
			const never = await get(`/projects?filter=${encodeURIComponent("nargim > 5")}`);
			const plain = (a) => a.text.replace(/margin|nargim/g, "…").replace(/[0-9a-f]{16,}/g, "…");
			expect("the refusal", `${hidden.status} ${plain(hidden)}`, `${never.status} ${plain(never)}`);
		});
	},
});

export const flows = [flow("fr", "Marge visée", "70007"), flow("en", "Target margin", "70007")];
