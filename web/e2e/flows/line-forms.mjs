import { expect } from "../harness.mjs";
import { account, chief, firstAccount, signIn } from "../people.mjs";
import { words } from "../words.mjs";

const say = words("fr");
const english = words("en");

const life = {
	stages: [{ stage: "open", start: true }, { stage: "happened", required: ["response"] }, { stage: "closed" }],
	moves: [
		{ from: "open", to: "happened", label: { fr: "Il est survenu", en: "It happened" } },
		{ from: "open", to: "closed", roles: ["administrator"] },
		{ from: "happened", to: "closed", roles: ["administrator"] },
	],
};

export const flows = [
	{
		name: "Forms of registers: designed for a type of risk, filled in, read by a manager, and only open moves offered",
		async play({ house, person, step }) {
			const api = await firstAccount(house);
			const unit = (await api("GET", "/units")).items.find((u) => !u.parent).id;
			await api("POST", "/types?object=risk", { label: { fr: "Sécurité", en: "Security" } });
			await api("POST", "/types/security/publish?object=risk", life, { "If-Match": '"0"' });
			const saphir = await api("POST", "/projects", { name: "SAPHIR", unit });
			const manager = await account(house, api, { login: "paul", name: "Paul Chef", role: "project_manager" });
			await api("PATCH", `/projects/${saphir.id}`, { manager: manager.id }, { "If-Match": `"${saphir.version}"` });
			await api("POST", `/projects/${saphir.id}/risks`, {
				name: "Intrusion par un prestataire",
				type: "security",
				probability: "3",
				impact: "4",
			});
			await api("POST", `/projects/${saphir.id}/risks`, { name: "Retard du fournisseur" });
			const pmo = await account(house, api, { login: "ada", name: "Ada Pmo", role: "pmo", language: "en" });
			const claire = await person({ lang: "fr" });
			const paul = await person({ lang: "fr", width: 2200 });
			const { page } = claire;
			const preview = page.getByRole("region", { name: say("forms.preview") });
			const drawer = paul.page.getByRole("dialog");

			await step("the forms of risks stand apart from those of projects", async () => {
				await signIn(page, chief, "/admin/forms");
				await page.getByRole("tab", { name: say("life.objects.risk") }).click();
				await page.getByText(say("forms.lines.noneText")).waitFor();
				await claire.look("line-forms-none");
			});
			await step("one is begun, meant for a type of risk, and tried on a line of it", async () => {
				await page.getByRole("button", { name: say("forms.new") }).click();
				await page.getByLabel(say("label.fr")).first().fill("Risque de sécurité");
				await page.getByLabel(say("label.en")).first().fill("Security risk");
				await page.getByRole("button", { name: say("forms.chosen", { label: "Type", said: say("forms.all") }) }).click();
				await page.getByRole("dialog").getByRole("checkbox", { name: "Sécurité" }).press("Space");
				await page.keyboard.press("Escape");
				await preview.getByRole("status").filter({ hasText: "Utilisé par 1 ligne" }).waitFor();
				await preview.getByText("Intrusion par un prestataire").first().waitFor();
			});
			await step("an attribute is taken out, another gets a hint, by keys", async () => {
				const line = (key) => page.locator(`[data-line="${key}"] > button`);
				await line("criticality").press("Delete");
				await line("response").press("Enter");
				await page.getByLabel(say("forms.hintFr")).fill("Ce qui le réduit, et pour quand");
				await preview.getByText("Ce qui le réduit, et pour quand").waitFor();
				await claire.look("line-forms-editor");
			});
			await step("it is kept, and is the first of the forms of risks", async () => {
				await page.getByRole("button", { name: say("action.create"), exact: true }).click();
				await page.getByRole("button", { name: say("action.save"), exact: true }).waitFor();
				await page.getByRole("button", { name: say("forms.title"), exact: true }).click();
				await page.getByRole("button", { name: "Risque de sécurité", exact: true }).waitFor();
				await claire.look("line-forms-list");
			});
			await step("a manager reads the risk with it, in its panel", async () => {
				await signIn(paul.page, manager, "/risks");
				const cell = paul.page.getByRole("gridcell", { name: "Intrusion par un prestataire" });
				await cell.click({ button: "right" });
				await paul.page.getByRole("menuitem", { name: say("register.details") }).click();
				await drawer.getByText("Ce qui le réduit, et pour quand").waitFor();
				expect("criticality shown", await drawer.locator('[data-attribute="criticality"]').count(), 0);
				await paul.look("line-panel");
			});
			await step("its status offers the open moves alone, and says why the others are not", async () => {
				await drawer.locator('[data-attribute="status"] [data-edit]').click();
				await paul.page.getByRole("option", { name: /Survenu.*Parade/ }).waitFor();
				await paul.page.getByRole("option", { name: /Clos.*Administrat/ }).waitFor();
				await paul.look("line-moves", []);
				await paul.page.keyboard.press("Escape");
			});
			await step("what is missing is filled in, and the move is open", async () => {
				await drawer.locator('[data-attribute="response"] [data-edit]').click();
				await paul.page.keyboard.type("Cloisonner les accès");
				await paul.page.keyboard.press("Control+Enter");
				await drawer.locator('[data-attribute="response"]').getByText("Cloisonner les accès").waitFor();
				await drawer.getByRole("button", { name: say("reason.add") }).waitFor();
				await drawer.locator('[data-attribute="status"] [data-edit]').click();
				await paul.page.getByRole("option", { name: "Survenu", exact: true }).click();
				await drawer.locator('[data-attribute="status"]').getByText("Survenu").waitFor();
				await paul.page.keyboard.press("Escape");
			});
			await step("the grid offers the same", async () => {
				await paul.page.getByRole("radio", { name: new RegExp(say("register.risk.when.all")) }).click();
				await paul.page.getByText("2 lignes").waitFor();
				const cell = paul.page.getByRole("row").filter({ hasText: "Intrusion" }).getByRole("gridcell", { name: "Survenu" });
				await cell.click();
				await paul.page.keyboard.press("F2");
				const closed = paul.page.getByRole("option", { name: /Clos/ });
				await closed.filter({ hasText: "Administrat" }).waitFor();
				expect("closed", await closed.getAttribute("aria-disabled"), "true");
				expect("options", await paul.page.getByRole("option").count(), 2);
				await paul.look("line-moves-grid", []);
				await paul.page.keyboard.press("Escape");
			});
			await step("a new risk of the type is filled in with the form", async () => {
				await paul.page.getByRole("button", { name: say("register.addWhole") }).click();
				await drawer.getByLabel(/^Risque/).fill("Vol d’un poste");
				await drawer.getByRole("combobox", { name: say("register.addTo") }).fill("SAPH");
				await paul.page.getByRole("option", { name: /SAPHIR/ }).click();
				await drawer.getByRole("combobox", { name: "Type" }).fill("Séc");
				await paul.page.getByRole("option", { name: "Sécurité" }).click();
				await drawer.getByText("Ce qui le réduit, et pour quand").waitFor();
				await paul.look("line-new");
				await drawer.getByRole("button", { name: say("register.addNow") }).click();
				await paul.page.getByText("3 lignes").waitFor();
			});
			await step("on a phone, in English and in the dark, the panel is the same", async () => {
				const dark = await person({ lang: "en", theme: "dark", width: 390, height: 844 });
				await signIn(dark.page, pmo, "/risks");
				await dark.page
					.getByRole("listitem")
					.filter({ hasText: "Vol d’un poste" })
					.getByRole("button", { name: english("register.details") })
					.click();
				await dark.page.getByRole("dialog").locator('[data-attribute="response"]').waitFor();
				await dark.look("line-panel-phone");
			});
			await step("what can be set is found by its name", async () => {
				const found = await api("GET", "/forms?object=risk");
				expect("forms of risks", found.items.map((f) => [f.object, f.name.fr, f.projects]).join(), "risk,Risque de sécurité,2");
			});
		},
	},
];
