import { expect } from "../harness.mjs";
import { chief, firstAccount, letIn } from "../people.mjs";
import { words } from "../words.mjs";

const flow = (lang, stakes, goals, costs) => ({
	name: `Groups of attributes: made, filled, arranged, deleted with a replacement (${lang})`,
	async play({ house, person, step }) {
		const api = await firstAccount(house, lang);
		const say = words(lang);
		const claire = await person({ lang });
		const { page } = claire;
		const panel = page.locator("section[class*=panel]");
		const unit = (await api("GET", "/units")).items[0].id;
		const project = await api("POST", "/projects", { name: "Alpha", unit });
		await api("POST", "/fields", { key: "gain", kind: "number", label: { fr: "Gain attendu", en: "Expected gain" } });
		const names = async () => (await page.locator("li[data-group] button[class*=name]").allTextContents()).join(", ");
		const kept = (path = "/attribute-groups") =>
			page.waitForResponse((r) => r.request().method() !== "GET" && r.url().includes(path) && r.ok());
		const list = page.getByRole("list", { name: say("attributeGroup.title"), exact: true });
		const goal = lang === "fr" ? "Gain attendu" : "Expected gain";
		await letIn(page, chief);

		await step("a group is made, and several attributes are put into it at once", async () => {
			await page.goto("/admin/attribute-groups");
			await list.waitFor();
			await claire.look(`attribute-groups-${lang}`);
			await page.getByRole("button", { name: say("attributeGroup.new") }).click();
			await panel.getByLabel(say("label.fr")).fill("Enjeux");
			await panel.getByLabel(say("label.en")).fill("Stakes");
			await panel.getByRole("searchbox").fill(goal);
			await panel.getByRole("checkbox", { name: new RegExp(goal) }).press("Space");
			await panel.getByRole("searchbox").fill(costs.axes);
			await panel.getByRole("checkbox", { name: new RegExp(costs.axes) }).press("Space");
			await claire.look(`attribute-groups-panel-${lang}`);
			const put = kept("/attributes");
			await panel.getByRole("button", { name: say("action.create"), exact: true }).click();
			await put;
			const line = page.locator("li[data-group=stakes]");
			await line.getByText(new RegExp(`${costs.axes} · ${goal}|${goal} · ${costs.axes}`)).waitFor();
		});
		await step("the arrows move it, and the mouse does too", async () => {
			const line = page.locator("li[data-group=stakes]");
			// as fast as they are pressed, before the first is kept
			let puts = 0;
			const all = page.waitForResponse((r) => r.request().method() === "PUT" && r.ok() && ++puts === 3);
			for (let i = 0; i < 3; i++) await line.locator('[data-arrow="-1"]').press("Enter");
			await all;
			await page.waitForFunction(() => document.activeElement?.closest("li[data-group=stakes]"));
			// what was read between two of them may still stand for a moment
			await page.waitForFunction(
				(want) => [...document.querySelectorAll("li[data-group] button[class*=name]")].map((e) => e.textContent).join(", ") === want,
				goals.arranged,
			);
			const put = kept();
			await page.locator("li[data-group=costs]").dragTo(page.locator("li[data-group=identity]"));
			await put;
			await page.locator("li[data-group]").first().getByRole("button", { name: costs.title, exact: true }).waitFor();
			await claire.look(`attribute-groups-arranged-${lang}`);
		});
		await step("the page of a project stands in these groups", async () => {
			await page.goto(`/project/${project.id}`);
			await page.getByRole("heading", { name: stakes, exact: true }).waitFor();
			const heads = (await page.locator("section[class*=section] h2[class*=heading]").allTextContents()).slice(0, 3);
			expect("the headings", heads.join(", "), goals.page);
			await claire.look(`attribute-groups-project-${lang}`);
		});
		await step("so do the columns, and the attributes of a filter", async () => {
			await page.goto("/portfolio");
			await page.getByRole("button", { name: say("portfolio.columns.title"), exact: true }).click();
			await page.getByRole("heading", { name: stakes, exact: true }).waitFor();
			await claire.look(`attribute-groups-columns-${lang}`);
			await page.keyboard.press("Escape");
		});
		await step("a group that goes names the one that takes its attributes", async () => {
			await page.goto("/admin/attribute-groups?open=stakes");
			await panel.getByRole("button", { name: say("action.delete"), exact: true }).click();
			const ask = page.getByRole("alertdialog");
			await ask.getByText(lang === "fr" ? "2 attributs y sont." : "2 attributes stand in it.").waitFor();
			await ask.getByRole("button", { name: new RegExp(say("attributeGroup.into")) }).click();
			await page.getByRole("option", { name: costs.title, exact: true }).click();
			await claire.look(`attribute-groups-delete-${lang}`);
			const gone = kept();
			await ask.getByRole("button", { name: say("action.delete"), exact: true }).click();
			await gone;
			await page.locator("li[data-group=costs]").getByText(new RegExp(goal)).waitFor();
		});
		await step("and comes back with them", async () => {
			await page.locator("li[data-group=stakes]").waitFor({ state: "detached" });
			const back = kept("/revert");
			await page.getByRole("button", { name: say("attributeGroup.restore") }).first().click();
			await back;
			await page.locator("li[data-group=stakes]").getByText(new RegExp(goal)).waitFor();
		});
	},
});

export const flows = [
	flow(
		"fr",
		"Enjeux",
		{ arranged: "Identité, Enjeux, Santé, Calendrier, Coûts, Autres attributs", page: "Coûts, Identité, Enjeux" },
		{ title: "Coûts", axes: "Axes stratégiques" },
	),
	flow(
		"en",
		"Stakes",
		{ arranged: "Identity, Stakes, Health, Dates, Costs, Other attributes", page: "Costs, Identity, Stakes" },
		{ title: "Costs", axes: "Strategic axes" },
	),
];
