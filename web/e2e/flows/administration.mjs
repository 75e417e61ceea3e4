import { expect } from "../harness.mjs";
import { account, chief, firstAccount, letIn } from "../people.mjs";
import { words } from "../words.mjs";

export const flows = [
	{
		name: "Administration: people, rights and attributes",
		async play({ house, person, step }) {
			const api = await firstAccount(house, "fr");
			const say = words("fr");
			const claire = await person({ lang: "fr" });
			const { page } = claire;
			const panel = page.locator("section[class*=panel]");
			const button = (key) => panel.getByRole("button", { name: say(key), exact: true });
			const open = async (path) => {
				await page.goto(path);
				await page.getByRole("heading", { level: 1 }).waitFor();
			};
			await letIn(page, chief);

			await step("a role is given on everything", async () => {
				await account(house, api, { login: "odile", name: "Odile Test", role: "contributor" });
				await open("/admin/grants?open=new");
				await panel.getByRole("combobox").first().fill("Odile");
				await page.getByRole("option").first().click();
				await panel.getByRole("button", { name: new RegExp(say("grant.role")) }).click();
				await page.getByRole("option", { name: "Lecteur" }).click();
				await button("action.create").click();
				await panel.waitFor({ state: "detached" });
				expect("grants", (await api("GET", "/grants")).total, 3);
				await claire.look("administration-grants");
			});
			await step("the table of roles is turned by a click", async () => {
				await open("/admin/roles");
				const saved = page.waitForResponse((r) => r.url().includes("/roles/") && r.ok());
				await page.getByRole("checkbox", { name: /Contributeur.*historique/i }).click({ force: true });
				await saved;
				await claire.look("administration-roles");
			});
			await step("someone else's change is shown, and saving again keeps one's own", async () => {
				const [user] = (await api("GET", "/users?q=odile")).items;
				await open(`/admin/users?open=${user.id}`);
				await panel.getByLabel(new RegExp(`^${say("user.name")}`)).fill("Odile Testard");
				await api("PATCH", `/users/${user.id}`, { email: "odile@example.org" }, { "If-Match": `"${user.version}"` });
				claire.expects("412 /api/v1/users");
				await button("action.save").click();
				await panel.getByText(say("meanwhile.title")).waitFor();
				await claire.look("administration-meanwhile");
				await button("action.save").click();
				await panel.getByRole("heading", { name: "Odile Testard" }).waitFor();
			});
			await step("a list takes values, saved twice", async () => {
				await open("/admin/fields?open=priority");
				for (const [fr, en] of [
					["Éclair", "Flash"],
					["Longue", "Long"],
				]) {
					await button("choice.add").click();
					await panel.getByPlaceholder(say("label.fr")).last().fill(fr);
					await panel.getByPlaceholder(say("label.en")).last().fill(en);
					const saved = page.waitForResponse((r) => r.url().endsWith("/fields/priority") && r.ok());
					await button("action.save").click();
					await saved;
					await panel.locator("form").waitFor();
					await page.waitForFunction(() => document.querySelector("section button[type=submit]")?.matches(":disabled, [aria-disabled=true]"));
				}
				const field = (await api("GET", "/fields")).items.find((f) => f.key === "priority");
				expect("values", field.choices.map((c) => c.key).join(" "), "critical high medium low flash long");
			});
			await step("a value in use is retired for another, and the count is shown first", async () => {
				const unit = (await api("GET", "/units")).items[0].id;
				const held = await api("POST", "/projects", { name: "Pressé", unit, priority: "flash" });
				await open("/admin/fields?open=priority");
				await panel.getByText(/1 projet a une valeur/).waitFor();
				await panel.getByRole("button", { name: say("choice.retire", { line: say("choice.line", { number: 5 }) }) }).click();
				const dialog = page.getByRole("dialog");
				await dialog.getByText(/1 projet a cette valeur/).waitFor();
				await dialog.getByRole("combobox").fill("Longue");
				await page.getByRole("option", { name: "Longue" }).click();
				await claire.look("administration-retired");
				await dialog.getByRole("button", { name: say("choice.replaceIt") }).click();
				await panel.getByText(/→ Longue/).waitFor();
				await button("action.save").click();
				await panel.getByText(/→ Longue/).waitFor({ state: "detached" });
				expect("the project", (await api("GET", `/projects/${held.id}`)).priority, "long");
				const change = (await api("GET", "/changes")).items[0];
				await api("POST", `/changes/${change.number}/undo`, {});
				expect("taken back", (await api("GET", `/projects/${held.id}`)).priority, "flash");
				const field = (await api("GET", "/fields")).items.find((f) => f.key === "priority");
				expect("in use again", field.choices.find((c) => c.key === "flash").retired, false);
			});
			await step("a formula says what is wrong at its place, and what it gives", async () => {
				const unit = (await api("GET", "/units")).items[0].id;
				await api("POST", "/projects", { name: "Essai", unit, total_cost: { amount: "1000", currency: "EUR" }, actual_cost: { amount: "400", currency: "EUR" } });
				await open("/admin/fields?open=new");
				await panel.getByLabel(say("label.fr")).fill("Reste à dépenser");
				await panel.getByLabel(say("label.en")).fill("Left to spend");
				await panel.getByRole("button", { name: new RegExp(say("attribute.kind")) }).click();
				await page.getByRole("option", { name: say("kind.computed") }).click();
				const formula = panel.getByLabel(new RegExp(`^${say("attribute.formula")}`));
				await formula.fill("[Coût total] - inconnu");
				expect("what is marked", await panel.locator("mark").textContent(), "inconnu");
				await claire.look("administration-formula-wrong");
				await formula.fill("[Coût total] - ");
				await button("formula.attribute").click();
				await page.getByRole("dialog").getByRole("searchbox").fill("réalisé");
				await page.getByRole("option").first().click();
				await panel.getByRole("row", { name: /Essai/ }).getByText(/600/).waitFor();
				await claire.look("administration-formula");
				await button("action.create").click();
				await panel.getByRole("heading", { name: "Reste à dépenser" }).waitFor();
			});
			await step("a rule shows whom it touches, refuses what breaks it, and is taken away", async () => {
				const unit = (await api("GET", "/units")).items[0].id;
				const cost = (amount) => ({ amount, currency: "EUR" });
				await api("POST", "/projects", { name: "Dépassé", unit, total_cost: cost("10"), actual_cost: cost("20") });
				await open("/admin/fields?open=actual_cost");
				await panel.getByText(say("attribute.rule")).first().click();
				const rule = panel.getByLabel(new RegExp(`^${say("attribute.ruleLabel")}`));
				await rule.fill("[Coût total]");
				await panel.getByText("oui ou non").waitFor();
				await rule.fill("[Coût réalisé à date] <= [Coût total]");
				await panel.getByText("1 projet ne la respecte pas").waitFor();
				await panel.getByLabel(say("attribute.messageFr")).fill("Voyez le contrôle de gestion");
				await panel.getByLabel(say("attribute.messageEn")).fill("Ask the controller");
				await claire.look("administration-rule");
				await button("action.save").click();
				await page.waitForFunction(() => document.querySelector('[type="submit"]:disabled'));
				await page.getByRole("link", { name: say("attribute.showThem") }).click();
				await page.getByRole("gridcell", { name: "Dépassé" }).waitFor();
				await page.getByRole("gridcell", { name: "Essai" }).first().waitFor({ state: "detached" });
				const body = { name: "Trop cher", unit, total_cost: cost("1"), actual_cost: cost("2") };
				const refused = await api("POST", "/projects", body).catch((e) => e.message);
				expect("what is said", /422/.test(refused) && refused.includes("Voyez le contrôle de gestion"), true);
				await open("/admin/fields?open=actual_cost");
				await panel.getByText(say("attribute.rule")).first().click();
				await button("action.save").click();
				await page.waitForFunction(() => document.querySelector('[type="submit"]:disabled'));
				expect("what is accepted", (await api("POST", "/projects", body)).name, "Trop cher");
			});
		},
	},
];
