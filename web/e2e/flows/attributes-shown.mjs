import { expect } from "../harness.mjs";
import { account, chief, firstAccount, letIn, signIn } from "../people.mjs";
import { words } from "../words.mjs";

export const flows = [
	{
		name: "Attributes: shown under a condition, numbered, found, and kept per month",
		async play({ house, person, step }) {
			const api = await firstAccount(house, "fr");
			const say = words("fr");
			const english = words("en");
			const claire = await person({ lang: "fr" });
			const { page } = claire;
			const panel = page.locator("section[class*=panel]");
			const unit = (await api("GET", "/units")).items[0].id;
			const line = (key) => page.locator(`[data-attribute="${key}"]`);
			await letIn(page, chief);

			await step("a new attribute is shown under a condition, searched, and ruled by its own name", async () => {
				await page.goto("/admin/fields?open=new");
				await panel.getByLabel(say("label.fr")).fill("Fournisseur");
				await panel.getByLabel(say("label.en")).fill("Supplier");
				await panel.getByText(say("attribute.searchable")).first().click();
				await panel.getByText(say("attribute.shownIf")).first().click();
				await panel.getByLabel(new RegExp(`^${say("attribute.shownIfLabel")}`)).fill("[Avancement] > 50");
				await panel.getByText("Il serait affiché sur tous les projets.").waitFor();
				await panel.getByText(say("attribute.rule")).first().click();
				await panel.getByLabel(new RegExp(`^${say("attribute.ruleLabel")}`)).fill("NBCAR([Fournisseur]) > 2");
				await panel.getByLabel(say("attribute.messageFr")).fill("Trois lettres au moins");
				await panel.getByLabel(say("attribute.messageEn")).fill("Three letters at least");
				await claire.look("attributes-shown-if");
				await panel.getByRole("button", { name: say("action.create") }).click();
				await panel.getByRole("heading", { name: "Fournisseur" }).waitFor();
				const made = (await api("GET", "/fields")).items.find((f) => f.label.en === "Supplier");
				expect("its condition", made.shown_if.en, "Progress > 50%");
				expect("its rule", made.rule.en, "LEN(Supplier) > 2");
			});
			await step("codes come by a pattern, and the next one is said", async () => {
				await page.goto("/admin/fields?open=code");
				await panel.getByLabel(say("codes.pattern")).fill("PRJ-{000}");
				await panel.getByText("PRJ-001").waitFor();
				await claire.look("attributes-codes");
				const patched = page.waitForResponse((r) => r.request().method() === "PATCH" && r.url().endsWith("/fields/code") && r.ok());
				await panel.getByRole("button", { name: say("action.save") }).click();
				await patched;
				const first = await api("POST", "/projects", { name: "Alpha", unit, progress: "10" });
				expect("the first code", first.code, "PRJ-001");
				expect("what is left out", first.concealed.join(), "supplier");
			});
			await step("what must be the only one is refused twice, at its place", async () => {
				await page.goto("/admin/fields?open=name");
				await panel.getByRole("button", { name: new RegExp(say("codes.unique")) }).click();
				await page.getByRole("option", { name: say("codes.scope.all"), exact: true }).click();
				const patched = page.waitForResponse((r) => r.request().method() === "PATCH" && r.url().endsWith("/fields/name") && r.ok());
				await panel.getByRole("button", { name: say("action.save") }).click();
				await patched;
				const beta = await api("POST", "/projects", { name: "Beta", unit });
				claire.expects("422 /api/v1/projects");
				await page.goto(`/project/${beta.id}`);
				await page.getByRole("button", { name: say("project.edit", { name: "Nom" }) }).click();
				await page.keyboard.press("Control+a");
				await page.keyboard.type("Alpha");
				await page.keyboard.press("Enter");
				await line("name").locator("[class*=notice], [role=alert]").first().waitFor();
				await claire.look("attributes-unique");
			});
			await step("it comes on the page with its condition, without reload, and is found", async () => {
				const [alpha] = (await api("GET", "/projects?q=Alpha")).items;
				await page.goto(`/project/${alpha.id}`);
				await line("progress").waitFor();
				expect("lines of the supplier", await line("supplier").count(), 0);
				await page.getByRole("button", { name: say("project.edit", { name: "Avancement" }) }).click();
				await page.keyboard.press("Control+a");
				await page.keyboard.type("60");
				await page.keyboard.press("Enter");
				await line("supplier").waitFor();
				await page.getByRole("button", { name: say("project.edit", { name: "Fournisseur" }) }).click();
				const answered = page.waitForResponse((r) => r.request().method() === "PATCH" && r.ok());
				await page.keyboard.type("Société des Eaux");
				await page.keyboard.press("Enter");
				await answered;
				await claire.look("attributes-shown");
				const hits = (await api("GET", "/search?q=eaux")).items;
				expect("what is found", hits[0].name, "Alpha");
			});
			await step("an attribute of one's own is kept per month, and past months are filled in", async () => {
				await api("POST", "/fields", { key: "mood", kind: "number", per_month: true, label: { fr: "Humeur de l’équipe", en: "Team mood" } });
				const [alpha] = (await api("GET", "/projects?q=Alpha")).items;
				await page.goto(`/project/${alpha.id}`);
				const months = page.getByRole("region", { name: say("project.months.title") });
				const before = months.locator("[aria-pressed]").nth(9);
				await before.click();
				await months.getByRole("button", { name: say("project.months.edit") }).click();
				await months.getByLabel("Humeur de l’équipe").fill("7");
				const answered = page.waitForResponse((r) => r.request().method() === "PATCH" && r.url().includes("month=") && r.ok());
				await months.getByRole("button", { name: say("action.save") }).click();
				await answered;
				await months.getByText("Humeur de l’équipe").waitFor();
				await claire.look("attributes-monthly");
				const said = (await api("GET", `/projects/${alpha.id}/months?attribute=mood`)).items;
				expect("months said", said.length, 1);
				expect("its value", said[0].value, "7");
				expect("history", (await api("GET", `/history?project=${alpha.id}&attribute=mood`)).items.length, 1);
			});
			await step("the panel in English", async () => {
				const boss = await account(house, api, { login: "alice", name: "Alice Smith", role: "administrator", language: "en" });
				const alice = await person({ lang: "en", theme: "dark" });
				await signIn(alice.page, boss, "/admin/fields?open=supplier");
				await alice.page.getByText(english("attribute.shownIf")).first().waitFor();
				await alice.look("attributes-shown-english");
			});
		},
	},
];
