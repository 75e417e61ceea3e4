import { expect } from "../harness.mjs";
import { chief, firstAccount, letIn } from "../people.mjs";
import { words } from "../words.mjs";

const flow = (lang, name, field) => ({
	name: `Constants: made, used by a formula, foreseen, guarded (${lang})`,
	async play({ house, person, step }) {
		const api = await firstAccount(house, lang);
		const say = words(lang);
		const claire = await person({ lang });
		const { page } = claire;
		const panel = page.locator("section[class*=panel]");
		const unit = (await api("GET", "/units")).items[0].id;
		const project = await api("POST", "/projects", { name: "Alpha", unit, total_cost: { amount: "6500", currency: "EUR" }, currency: "EUR" });
		await letIn(page, chief);
		const kept = () => page.waitForResponse((r) => r.request().method() === "PUT" && r.url().includes("/constants/") && r.ok());

		await step("an empty page says what constants are for, and makes the first", async () => {
			await page.goto("/admin/constants");
			await page.getByText(say("constant.empty")).waitFor();
			await claire.look(`constants-empty-${lang}`);
			await page.getByRole("button", { name: say("constant.new") }).click();
			await panel.getByLabel(say("label.fr")).fill("Coût journalier");
			await panel.getByLabel(say("label.en")).fill("Daily rate");
			await panel.getByRole("button", { name: new RegExp(`${say("constant.kind")}$|${say("constant.kind")}`) }).click();
			await page.getByRole("option", { name: say("kind.money"), exact: true }).click();
			await panel.getByLabel(say("constant.currency")).fill("EUR");
			await panel.getByRole("textbox", { name: say("constant.value") }).fill("650");
			await panel.getByRole("textbox", { name: say("constant.value") }).blur();
			const put = kept();
			await panel.getByRole("button", { name: say("action.create"), exact: true }).click();
			await put;
			await page.getByRole("cell", { name: /650\sEUR/ }).waitFor();
		});
		await step("a formula takes it by its name, from the list of what can stand in it", async () => {
			await api("POST", "/fields", { key: "days", kind: "computed", label: { fr: "Jours", en: "Days" }, formula: lang === "fr" ? "total_cost / [Coût journalier]" : "total_cost / [Daily rate]" });
			await page.goto("/admin/fields?open=days");
			await panel.getByRole("button", { name: say("formula.attribute"), exact: true }).click();
			await page.getByRole("dialog").getByRole("searchbox", { name: say("formula.findAttribute") }).fill(name);
			await page.getByRole("option", { name: new RegExp(name) }).waitFor();
			await claire.look(`constants-formula-${lang}`);
			await page.keyboard.press("Escape");
			expect("the days", (await api("GET", `/projects/${project.id}`)).days, "10");
		});
		await step("a filter compares with it, chosen by its name", async () => {
			await page.goto("/portfolio");
			await page.getByRole("button", { name: say("views.blocks.open") }).press("Enter");
			const dialog = page.getByRole("dialog", { name: say("views.blocks.title") });
			await dialog.getByRole("button", { name: say("views.blocks.addCondition"), exact: true }).press("Enter");
			const box = dialog.getByRole("combobox", { name: say("portfolio.filter.attribute") });
			await box.fill(lang === "fr" ? "Coût total" : "Total cost");
			await page.getByRole("option", { name: lang === "fr" ? "Coût total" : "Total cost", exact: true }).click();
			await dialog.getByRole("button", { name: say("views.blocks.constant.choose") }).press("Enter");
			await claire.look(`constants-filter-menu-${lang}`);
			await page.getByRole("menuitem", { name: new RegExp(name) }).press("Enter");
			await dialog.getByRole("button", { name: say("views.blocks.constant.leave", { name }) }).waitFor();
			await claire.look(`constants-filter-${lang}`);
			await dialog.getByRole("button", { name: say("portfolio.filter.apply"), exact: true }).press("Enter");
			await page.waitForURL(/filter=.*daily_rate/);
			await page.getByRole("button", { name: new RegExp(`(Coût total|Total cost).*${name}`) }).waitFor();
			await page.getByText("Alpha").first().waitFor();
		});
		await step("what another value would do is shown on the projects before it is kept", async () => {
			await page.goto("/admin/constants?open=daily_rate");
			await panel.getByRole("textbox", { name: say("constant.value") }).fill("1300");
			await panel.getByRole("textbox", { name: say("constant.value") }).blur();
			await panel.getByRole("status").getByText(lang === "fr" ? "1 projet change." : "1 project changes.").waitFor();
			await panel.getByRole("link", { name: "Alpha" }).waitFor();
			await claire.look(`constants-effect-${lang}`);
			expect("nothing is kept yet", (await api("GET", `/projects/${project.id}`)).days, "10");
			const put = kept();
			await panel.getByRole("button", { name: say("action.save"), exact: true }).click();
			await panel.getByRole("button", { name: say("action.delete"), exact: true }).click();
			await put;
			await panel.getByRole("button", { name: say("action.save"), exact: true, disabled: true, includeHidden: true }).waitFor();
			expect("the days", (await api("GET", `/projects/${project.id}`)).days, "5");
		});
		await step("what a formula uses is not deleted, and the refusal names it; the question outlives the save before it", async () => {
			claire.expects("409 /api/v1/constants");
			const ask = page.getByRole("alertdialog");
			await ask.getByRole("button", { name: say("action.delete") }).click();
			await ask.getByText(new RegExp(field)).first().waitFor();
			await claire.look(`constants-guarded-${lang}`);
			await ask.getByRole("button", { name: say("action.cancel") }).click();
		});
		await step("an earlier version is kept again", async () => {
			const back = page.waitForResponse((r) => r.url().endsWith("/constants/revert") && r.ok());
			await page.getByRole("button", { name: say("constant.restore") }).first().click();
			await back;
			expect("the days", (await api("GET", `/projects/${project.id}`)).days, "10");
		});
	},
});

export const flows = [flow("fr", "Coût journalier", "Jours"), flow("en", "Daily rate", "Days")];
