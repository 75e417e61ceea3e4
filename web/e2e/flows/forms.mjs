import { expect, plain } from "../harness.mjs";
import { account, chief, firstAccount, signIn } from "../people.mjs";
import { words } from "../words.mjs";

const say = words("fr");
const english = words("en");

export const flows = [
	{
		name: "Forms: designed by keys and mouse, tried as a role, and seen by a manager who is typing",
		async play({ house, person, step }) {
			const api = await firstAccount(house);
			const unit = (await api("GET", "/units")).items.find((u) => !u.parent).id;
			const saphir = await api("POST", "/projects", {
				name: "SAPHIR",
				unit,
				stage: "build",
				end: "2027-06-30",
				total_cost: { amount: "1200000", currency: "EUR" },
			});
			const manager = await account(house, api, { login: "paul", name: "Paul Chef", role: "project_manager" });
			await api("PATCH", `/projects/${saphir.id}`, { manager: manager.id }, { "If-Match": `"${saphir.version}"` });
			const claire = await person({ lang: "fr" });
			const paul = await person({ lang: "fr" });
			const { page } = claire;
			const line = (key) => page.locator(`[data-line="${key}"] > button`);
			const partOf = (key) => page.locator(`[data-part]:has([data-line="${key}"])`).getAttribute("aria-label");
			const said = () => page.locator("[aria-live=polite]").first().innerText();
			const focused = () => page.evaluate(() => document.activeElement?.closest("[data-line]")?.getAttribute("data-line"));
			const preview = page.getByRole("region", { name: say("forms.preview") });

			await step("the manager reads the sections of the catalogue, and begins to type", async () => {
				await signIn(paul.page, manager, `/project/${saphir.id}`);
				await paul.page.getByRole("heading", { name: "Coûts" }).waitFor();
				await paul.page.getByRole("button", { name: say("project.edit", { name: "Description" }) }).click();
				await paul.page.keyboard.type("Ce qui se tape ne se perd pas");
			});
			await step("a form is begun, named and meant for project managers, by keys alone", async () => {
				await signIn(page, chief, "/admin/forms");
				await page.getByText(say("forms.none")).waitFor();
				await claire.look("forms-none");
				await page.getByRole("button", { name: say("forms.new") }).press("Enter");
				await page.keyboard.type("Chefs de projet");
				await page.keyboard.press("Tab");
				await page.keyboard.type("Project managers");
				await page.getByRole("button", { name: say("forms.chosen", { label: say("forms.roles"), said: say("forms.all") }) }).press("Enter");
				const roles = page.getByRole("dialog");
				await roles.getByRole("checkbox", { name: /Chef de projet/ }).press("Space");
				await page.keyboard.press("Escape");
				await page.getByRole("button", { name: say("forms.chosen", { label: say("forms.roles"), said: "Chef de projet" }) }).waitFor();
			});
			await step("lines are moved by keys, which is said, and the focus goes along", async () => {
				await line("end").focus();
				await page.keyboard.press("Alt+ArrowUp");
				expect("what is said", plain(await said()), /^Fin : Calendrier, 1 sur/);
				await page.keyboard.press("Alt+PageUp");
				expect("the section", await partOf("end"), say("forms.part", { name: "Santé" }));
				expect("the focus", await focused(), "end");
				await page.keyboard.press("Alt+PageUp");
				await page.keyboard.press("ArrowUp");
				expect("the focus, a line up", (await focused()) !== "end", true);
				await line("sponsor").focus();
				await page.keyboard.press("Delete");
				expect("what is said", plain(await said()), /n’est plus affiché/);
				await line("sponsor").first().waitFor({ state: "detached" });
				expect("the focus stays in the list", typeof (await focused()), "string");
				await line("end").focus();
				await page.keyboard.press("Enter");
				await page.locator('[data-line="end"]').getByRole("checkbox", { name: say("forms.readOnly") }).press("Space");
				await page.locator('[data-line="end"]').getByLabel(say("forms.hintFr")).fill("Décidée en comité");
				await line("end").press("Enter");
			});
			await step("sections are taken away, and an attribute comes back by the mouse", async () => {
				for (const name of ["Coûts", "Santé", "Calendrier"]) {
					const part = page.getByRole("region", { name: say("forms.part", { name }), exact: true });
					await part.locator("[data-title]").click();
					await part.getByRole("button", { name: say("forms.partRemove") }).click();
					await part.waitFor({ state: "detached" });
				}
				await page.getByRole("searchbox", { name: say("forms.find") }).fill("prior");
				await page.getByRole("searchbox", { name: say("forms.find") }).fill("");
				await page.getByRole("button", { name: say("forms.add", { name: "Avancement" }) }).dragTo(line("code"), { targetPosition: { x: 60, y: 2 } });
				expect("the first of the section", await page.locator("[data-line]").first().getAttribute("data-line"), "progress");
				await line("progress").dragTo(line("name"), { targetPosition: { x: 60, y: 28 } });
				const keys = await page.locator("[data-line]").evaluateAll((all) => all.slice(0, 3).map((l) => l.dataset.line));
				expect("after the name", keys.join(" "), "code name progress");
			});
			await step("it is tried on a real project as a project manager, and as a role that it is not for", async () => {
				await preview.getByText("Décidée en comité").waitFor();
				await preview.getByText(/Utilisé par 1 projet/).waitFor();
				await preview.getByRole("button", { name: new RegExp(say("forms.asRole")) }).click();
				await page.getByRole("option", { name: "Lecteur" }).click();
				await preview.getByText(say("forms.notForIt")).waitFor();
				await preview.getByRole("button", { name: new RegExp(say("forms.asRole")) }).click();
				await page.getByRole("option", { name: "Chef de projet" }).click();
				await preview.getByText(say("forms.notForIt")).waitFor({ state: "detached" });
				expect("costs in the preview", await preview.getByText("Coût total").count(), 0);
				await claire.look("forms-designed");
			});
			await step("it is kept, and reaches the page of the manager, who goes on typing", async () => {
				await page.getByRole("button", { name: say("action.create") }).press("Enter");
				await page.getByRole("button", { name: say("action.delete") }).waitFor();
				await paul.page.getByText(say("project.form.waiting")).waitFor();
				await paul.page.keyboard.type(", même alors");
				await paul.page.keyboard.press("Control+Enter");
				await paul.page.getByText(say("project.form.waiting")).waitFor({ state: "detached" });
				await paul.page.getByRole("button", { name: "Identité", exact: true }).waitFor();
				expect("the costs", await paul.page.getByText("Coût total").count(), 0);
				await paul.page.getByText("Ce qui se tape ne se perd pas, même alors").waitFor();
				const at = await paul.page.evaluate(() => document.activeElement?.closest("[data-attribute]")?.getAttribute("data-attribute"));
				expect("the focus", at, "description");
				expect("on what changes it", await paul.page.evaluate(() => document.activeElement?.matches("[data-edit]")), true);
				expect("the hint", await paul.page.getByText("Décidée en comité").count(), 1);
				expect("the end, to be changed", await paul.page.getByRole("button", { name: say("project.edit", { name: "Fin" }), exact: false }).count(), 0);
				await paul.look("forms-page");
				await api("GET", `/projects/${saphir.id}`).then((p) => expect("kept", p.description, "Ce qui se tape ne se perd pas, même alors"));
			});
			await step("the side panel says the same", async () => {
				await paul.page.goto("/portfolio");
				await paul.page.getByRole("gridcell", { name: "SAPHIR" }).click();
				await paul.page.keyboard.press("Space");
				const panel = paul.page.locator("section[class*=panel]");
				await panel.getByText("Décidée en comité").waitFor();
				expect("the costs", await panel.getByText("Coût total").count(), 0);
				await paul.look("forms-panel");
			});
			await step("undone and done again while it is open, and what others keep meanwhile is said", async () => {
				const name = page.getByLabel(say("label.fr")).first();
				await name.fill("Chefs");
				await page.getByRole("button", { name: say("action.save"), exact: true }).click();
				const disabled = () => page.waitForFunction(() => document.querySelector("button[type=submit]:disabled"));
				await disabled();
				await page.getByRole("heading", { name: "Chefs", exact: true }).waitFor();
				await page.locator("body").click({ position: { x: 5, y: 400 } });
				await page.keyboard.press("Control+z");
				await page.getByRole("heading", { name: "Chefs de projet", exact: true }).waitFor();
				expect("the name", await name.inputValue(), "Chefs de projet");
				await name.fill("Les chefs");
				const [form] = (await api("GET", "/forms")).items;
				await api("PATCH", `/forms/${form.id}`, { name: { fr: "Autre nom", en: "Other" } }, { "If-Match": `"${form.version}"` });
				claire.expects("412 /api/v1/forms");
				await page.getByRole("button", { name: say("action.save"), exact: true }).click();
				await page.getByText(say("meanwhile.title")).waitFor();
				await name.fill("Chefs de projet");
				await page.getByRole("button", { name: say("action.save"), exact: true }).click();
				await disabled();
				expect("the name", (await api("GET", "/forms")).items[0].name.fr, "Chefs de projet");
			});
			await step("what is required and left out is asked for all the same", async () => {
				await paul.page.goto(`/project/${saphir.id}`);
				await paul.page.getByRole("button", { name: "Identité", exact: true }).waitFor();
				await api("POST", "/fields", { key: "gate", kind: "text", label: { fr: "Jalon du comité", en: "Gate" }, required: true });
				await paul.page.getByRole("button", { name: say("project.form.asked"), exact: true }).waitFor();
				await paul.page.getByRole("button", { name: say("project.edit", { name: "Jalon du comité" }), exact: false }).click();
				await paul.page.keyboard.type("G2");
				const saved = paul.page.waitForResponse((r) => r.request().method() === "PATCH" && r.ok());
				await paul.page.keyboard.press("Enter");
				await saved;
				await paul.page.getByText("G2").waitFor();
			});
			await step("it is undone by keys, and an earlier version is kept again from the history", async () => {
				await page.getByRole("button", { name: say("forms.title"), exact: true }).click();
				await page.getByRole("list", { name: say("forms.title") }).getByText("Chefs de projet").waitFor();
				await claire.look("forms-list");
				await page.getByRole("button", { name: "Chefs de projet", exact: true }).click();
				await page.getByRole("button", { name: say("action.delete") }).click();
				await page.getByRole("alertdialog").or(page.getByRole("dialog")).getByRole("button", { name: say("action.delete") }).click();
				await page.getByText(say("forms.none")).waitFor();
				await paul.page.getByText("Coût total").first().waitFor();
				await page.keyboard.press("Control+z");
				await page.getByRole("list", { name: say("forms.title") }).getByText("Chefs de projet").waitFor();
				await page.keyboard.press("Control+Shift+z");
				await page.getByText(say("forms.none")).waitFor();
				await page.getByRole("button", { name: /^Reprendre Chefs de projet/ }).first().click();
				await page.getByRole("list", { name: say("forms.title") }).getByText("Chefs de projet").waitFor();
				await paul.page.getByText("Coût total").first().waitFor({ state: "detached" });
			});
			await step("a form that allows it shows the others too, when asked", async () => {
				const [form] = (await api("GET", "/forms")).items;
				await api("PATCH", `/forms/${form.id}`, { open: true }, { "If-Match": `"${form.version}"` });
				const all = paul.page.getByRole("button", { name: /^Afficher les \d+ attributs$/ });
				await all.click();
				await paul.page.getByRole("button", { name: say("project.form.others"), exact: true }).waitFor();
				await paul.page.getByRole("button", { name: say("project.edit", { name: "Coût total" }), exact: false }).first().waitFor();
				await paul.page.getByRole("button", { name: say("project.form.few") }).click();
				await paul.page.getByRole("button", { name: say("project.form.others"), exact: true }).waitFor({ state: "detached" });
			});
			await claire.leave();
			await paul.leave();
			for (const look of [
				{ lang: "en", theme: "dark", width: 390, height: 844, touch: true },
				{ lang: "en", theme: "light", width: 1440, height: 900 },
				{ lang: "fr", theme: "dark", width: 720, height: 450 },
			])
				await step(`in ${look.lang}, ${look.theme}, ${look.width} px`, async () => {
					const reader = await person(look);
					const in_ = look.lang === "en" ? english : say;
					await signIn(reader.page, chief);
					await reader.page.request.patch("/api/v1/me", { data: { language: look.lang, theme: look.theme } });
					await reader.page.goto("/admin/forms");
					await reader.page.getByRole("button", { name: look.lang === "en" ? "Project managers" : "Chefs de projet", exact: true }).click();
					const shown = reader.page.getByRole("region", { name: in_("forms.preview"), exact: true });
					await shown.getByText("SAPHIR").first().waitFor();
					await reader.page.locator('[data-line="end"] > button').click();
					const first = reader.page.locator("[data-title]").first();
					await first.click();
					await reader.page.getByRole("radio", { name: "3", exact: true }).first().click();
					await shown.locator('[data-columns="3"]').waitFor();
					const wider = await reader.page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
					expect("the page is wider than the window", wider, false);
					await reader.look(`forms-${look.lang}-${look.theme}-${look.width}`);
					await reader.leave();
				});
		},
	},
];
