import { expect } from "../harness.mjs";
import { account, chief, firstAccount, signIn } from "../people.mjs";
import { words } from "../words.mjs";

const say = words("fr");
const english = words("en");

export const flows = [
	{
		name: "A method from nothing: a type with its stages, attributes, formula, rule, form and view, published, lived, and taken back",
		async play({ house, person, step }) {
			const api = await firstAccount(house);
			const manager = await account(house, api, { login: "alice", name: "Alice Smith", role: "project_manager", language: "en" });
			const claire = await person({ lang: "fr" });
			const alice = await person({ lang: "en" });
			const { page } = claire;
			const dialog = page.getByRole("dialog");
			const panel = page.locator("section[class*=panel]");
			const press = (p, key) => p.keyboard.press(key);
			const type = (p, text) => p.keyboard.type(text);
			const both = async (fr, en) => {
				await type(page, fr);
				await press(page, "Tab");
				await type(page, en);
			};
			const pickByKeys = async (button, name) => {
				await button.press("Enter");
				await page.getByRole("option", { name, exact: true }).first().press("Enter");
			};

			await step("a type is made where lifecycles are drawn", async () => {
				await signIn(page, chief, "/admin/types");
				await page.getByRole("button", { name: say("life.newType") }).press("Enter");
				await dialog.waitFor();
				await both("Projet", "Thing");
				await dialog.getByText(/déjà/).waitFor();
				await dialog.getByLabel(say("label.fr")).fill("Expérimentation IA");
				await dialog.getByLabel(say("label.en")).fill("AI experiment");
				await claire.look("method-type");
				await press(page, "Enter");
				await dialog.waitFor({ state: "detached" });
				await page.getByText(say("life.noneText")).waitFor();
			});
			await step("its life is made of stages of its own", async () => {
				await page.getByRole("button", { name: say("life.begin") }).press("Enter");
				const gone = ["Expérimentation", "Généralisation"];
				for (const name of gone) {
					const away = page.getByRole("button", { name: say("life.removeStage", { name }), exact: true });
					if (await away.count()) await away.press("Enter");
				}
				await page.getByRole("button", { name: say("life.newStage"), exact: true }).press("Enter");
				await both("Bac à sable", "Sandbox");
				await press(page, "Enter");
				await dialog.waitFor({ state: "detached" });
				await page.getByRole("listitem").filter({ hasText: "Bac à sable" }).first().waitFor();
				await page
					.getByRole("button", { name: say("life.addMove", { from: "Cadrage", to: "Bac à sable" }), exact: true })
					.press("Enter");
				await page
					.getByRole("button", { name: say("life.addMove", { from: "Bac à sable", to: "Terminé" }), exact: true })
					.press("Enter");
				await page.getByRole("button", { name: say("life.keep") }).press("Enter");
				await page.getByRole("button", { name: say("life.drop") }).waitFor();
				await claire.look("method-stages");
			});
			await step("two attributes and what is computed of them, with a rule", async () => {
				const make = async (fr, en, kind, more = async () => undefined) => {
					await page.goto("/admin/fields?open=new");
					await panel.getByLabel(say("label.fr")).waitFor();
					await panel.getByLabel(say("label.fr")).fill(fr);
					await panel.getByLabel(say("label.en")).fill(en);
					await pickByKeys(panel.getByRole("button", { name: new RegExp(say("attribute.kind")) }).first(), say(`kind.${kind}`));
					await more();
					await panel.getByRole("button", { name: say("action.create") }).press("Enter");
					await panel.getByRole("heading", { name: fr }).waitFor();
				};
				await make("Gain attendu", "Expected gain", "number");
				await make("Essais", "Trials", "number", async () => {
					await panel.getByText(say("attribute.rule")).first().click();
					await panel.getByLabel(new RegExp(`^${say("attribute.ruleLabel")}`)).fill("[Essais] <= 20");
					await panel.getByLabel(say("attribute.messageFr")).fill("Vingt essais au plus");
					await panel.getByLabel(say("attribute.messageEn")).fill("Twenty trials at most");
				});
				await make("Gain par essai", "Gain per trial", "computed", async () => {
					await panel.getByLabel(new RegExp(`^${say("attribute.formula")}`)).fill("[Gain attendu] / [Essais]");
				});
			});
			await step("a form for projects of this type, seen as a project manager", async () => {
				const kinds = (await api("GET", "/fields?object=project")).items.find((f) => f.key === "type").label.fr;
				await page.goto("/admin/forms");
				await page.getByRole("button", { name: say("forms.new") }).press("Enter");
				await both("Fiche IA", "AI sheet");
				await page.getByRole("button", { name: say("forms.chosen", { label: kinds, said: say("forms.all") }) }).press("Enter");
				await dialog.getByRole("checkbox", { name: "Expérimentation IA" }).press("Space");
				await press(page, "Escape");
				for (const name of ["Coûts", "Calendrier", "Santé"]) {
					const part = page.getByRole("region", { name: say("forms.part", { name }), exact: true });
					await part.locator("[data-title]").press("Enter");
					await part.getByRole("button", { name: say("forms.partRemove") }).press("Enter");
					await part.waitFor({ state: "detached" });
				}
				await page.getByRole("button", { name: say("action.create") }).press("Enter");
				await page.getByRole("button", { name: say("action.delete") }).waitFor();
				await claire.look("method-form");
			});
			await step("it is published, and a project is made of it in five fields, which its manager sees come", async () => {
				await signIn(alice.page, manager, "/portfolio");
				const made = (await api("GET", "/types")).items.find((x) => x.label.en === "AI experiment");
				await page.goto(`/admin/types?type=${made.key}`);
				await page.getByRole("button", { name: say("life.publish"), disabled: false }).press("Enter");
				await dialog.getByRole("button", { name: /^Publier/, disabled: false }).press("Enter");
				await page.getByRole("region", { name: say("life.history") }).waitFor();
				await claire.look("method-published");
				await page.goto("/portfolio");
				await page.getByRole("button", { name: say("portfolio.new.action") }).first().press("Enter");
				const asked = page.getByRole("form", { name: say("portfolio.new.title") });
				await asked.getByLabel(/^Nom/).fill("Reading invoices");
				await choose(page, asked.getByRole("combobox", { name: /^Entité/ }), "Direction du numérique");
				await choose(page, asked.getByRole("combobox", { name: /^Chef de projet/ }), "Alice Smith");
				await choose(page, asked.getByRole("combobox", { name: /^Type/ }), "Expérimentation IA");
				await claire.look("method-new");
				await page.getByRole("button", { name: say("portfolio.new.create") }).press("Enter");
				await alice.page.getByRole("gridcell", { name: "Reading invoices" }).waitFor();
			});
			await step("the page of the project has the form, the path, the rule and what is computed", async () => {
				const { items } = await api("GET", "/projects?q=Reading");
				await alice.page.goto(`/project/${items[0].id}`);
				const path = alice.page.getByRole("navigation", { name: english("path.title") });
				await path.getByText("Sandbox").waitFor();
				expect("the costs", await alice.page.getByText("Total cost").count(), 0);
				const fill = async (name, value) => {
					await alice.page.getByRole("button", { name: english("project.edit", { name }), exact: false }).press("Enter");
					await press(alice.page, "Control+a");
					const answered = alice.page.waitForResponse((r) => r.request().method() === "PATCH");
					await type(alice.page, value);
					await press(alice.page, "Enter");
					await answered;
				};
				alice.expects("422 /api/v1/projects");
				await fill("Trials", "40");
				await alice.page.getByText("Twenty trials at most").waitFor();
				await press(alice.page, "Escape");
				await fill("Trials", "8");
				await fill("Expected gain", "100");
				await alice.look("method-project");
				await alice.page.getByText("12.5", { exact: true }).waitFor();
				await alice.look("method-project");
			});
			await step("what changes reaches who is typing, and loses nothing", async () => {
				await alice.page.getByRole("button", { name: english("project.edit", { name: "Description" }), exact: false }).press("Enter");
				await type(alice.page, "Half a sen");
				await page.goto("/admin/fields?open=trials");
				await panel.getByLabel(say("label.en")).fill("Test runs");
				await panel.getByRole("button", { name: say("action.save") }).press("Enter");
				await alice.page.getByText("Test runs", { exact: true }).first().waitFor();
				await type(alice.page, "tence");
				await press(alice.page, "Control+Enter");
				await alice.page.getByText("Half a sentence").waitFor();
			});
			await step("a view of them is saved by keys and found by the manager", async () => {
				await page.goto(`/portfolio?filter=${encodeURIComponent('type = "ai_experiment"')}&cols=name,stage,expected_gain,gain_per_trial`);
				await page.getByRole("gridcell", { name: "Reading invoices" }).waitFor();
				await page.getByRole("button", { name: say("views.saveAs") }).press("Enter");
				await dialog.getByRole("textbox", { name: say("views.name"), exact: true }).fill("Expérimentations IA");
				await press(page, "Enter");
				await page.getByRole("link", { name: "Expérimentations IA" }).waitFor();
				await claire.look("method-view");
			});
			await step("the whole is taken back, and no value is lost", async () => {
				await page.goto("/admin/configuration");
				const versions = page.getByRole("region", { name: say("configuration.versions") });
				const before = versions.getByRole("listitem").filter({ hasText: "Vues partagées" }).first();
				await before.getByRole("button", { name: /^Revenir à l’état du/ }).press("Enter");
				await claire.look("method-back");
				await page.getByRole("button", { name: say("configuration.back"), exact: true }).press("Enter");
				await page.getByText(say("configuration.applied")).waitFor();
				const read = async () => (await api("GET", "/projects?q=Reading")).items[0];
				const without = await read();
				expect("what is there", [without.description, without.stage, "trials" in without].join(), "Half a sentence,idea,false");
				await versions.getByRole("button", { name: /^Revenir à l’état du/ }).first().press("Enter");
				const back = page.waitForResponse((r) => r.url().endsWith("/config/rollback") && !r.request().postDataJSON().dry_run && r.ok());
				await page.getByRole("button", { name: say("configuration.back"), exact: true }).press("Enter");
				await back;
				await alice.page.getByText("Test runs", { exact: true }).first().waitFor();
				const again = await read();
				expect("what is there again", [again.trials, again.expected_gain, again.gain_per_trial].join(), "8,100,12.5");
			});
			await claire.leave();
			await alice.leave();
		},
	},
];

async function choose(page, box, name) {
	const option = page.getByRole("option", { name }).first();
	await box.fill(name);
	await option.waitFor();
	await page.keyboard.press("Enter");
	await option.waitFor({ state: "detached" });
}
