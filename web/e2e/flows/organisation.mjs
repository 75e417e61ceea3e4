import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "../harness.mjs";
import { importing } from "../importing.mjs";
import { chief, firstAccount, letIn } from "../people.mjs";

const folder = mkdtempSync(join(tmpdir(), "files-"));
const file = (name, text) => {
	const path = join(folder, name);
	writeFileSync(path, text);
	return path;
};
const units = file("entites.csv", "Code;Entité;Rattachement\nDAF;Direction financière;\nACH;Service achats;DAF\nCPT;Comptabilité;DAF\n");
const people = file(
	"annuaire.csv",
	"Identifiant;Nom;Courriel;Langue\nodile;Odile Bernard;odile@example.org;fr\njames;James Ward;james@example.org;en\n",
);

export const flows = [
	{
		name: "An administrator sets up units, people and roles, from files and from the screen",
		async play({ house, person, step }) {
			const api = await firstAccount(house, "fr");
			const claire = await person({ lang: "fr" });
			const { page } = claire;
			const wizard = importing(page);
			const { say } = wizard;
			const panel = page.locator("section[class*=panel]");
			const bring = async (path, object) => {
				await page.getByRole("button", { name: say("several.import") }).click();
				await page.locator('input[type="file"]').setInputFiles(path);
				await wizard.button("import.file.read").waitFor();
				await wizard.read();
				await wizard.check();
				await page.getByRole("contentinfo").or(page.locator("footer")).getByRole("button").last().click();
				await page.getByRole("link", { name: say("import.done.open", { object }) }).waitFor();
			};
			const grid = page.locator('[role="grid"], [role="treegrid"]');
			await letIn(page, chief);

			await step("units come from a file, and stand as a tree", async () => {
				await page.goto("/admin/units");
				await bring(units, "unit");
				await page.goto("/admin/units");
				await grid.getByText("Service achats").waitFor();
				await claire.look("organisation-units");
			});
			await step("a unit is renamed in place, and another made below it", async () => {
				await grid.getByText("Service achats").dblclick();
				await page.keyboard.press("Control+a");
				await page.keyboard.type("Achats");
				const saved = page.waitForResponse((r) => r.url().includes("/units/") && r.request().method() === "PATCH");
				await page.keyboard.press("Enter");
				expect("the answer", (await saved).status(), 200);
				await page.goto("/admin/units?open=new");
				await panel.getByLabel(new RegExp(`^${say("unit.name")}`)).fill("Marchés publics");
				await panel.getByRole("combobox").fill("Achats");
				await page.getByRole("option").first().click();
				await panel.getByRole("button", { name: say("action.create"), exact: true }).click();
				await grid.getByText("Marchés publics").waitFor();
				const all = (await api("GET", "/units")).items;
				const below = all.find((u) => u.name === "Marchés publics");
				expect("above it", all.find((u) => u.id === below.parent)?.name, "Achats");
			});
			await step("people come from a file, and are looked at beside the list", async () => {
				await page.goto("/admin/users");
				await bring(people, "user");
				await page.goto("/admin/users");
				await grid.getByText("odile", { exact: true }).click();
				await panel.getByRole("heading", { name: "Odile Bernard" }).waitFor();
				await claire.look("organisation-people");
			});
			await step("a role is made, given on a unit, and explained below it", async () => {
				await page.goto("/admin/roles?open=new");
				await panel.getByLabel(say("label.fr")).fill("Contrôleur");
				await panel.getByLabel(say("label.en")).fill("Controller");
				await panel.getByRole("button", { name: say("action.create"), exact: true }).click();
				await page.getByRole("checkbox", { name: /Contrôleur.*Exporter/ }).click({ force: true });
				const role = async () => (await api("GET", "/roles")).items.find((r) => r.key === "controller");
				for (let i = 0; i < 50 && !(await role())?.permissions.includes("export.run"); i++) await page.waitForTimeout(100);
				const [odile] = (await api("GET", "/users?q=odile")).items;
				const all = (await api("GET", "/units")).items;
				await api("POST", "/grants", { user: odile.id, role: (await role()).id, unit: all.find((u) => u.code === "DAF").id });
				await page.goto(`/admin/users?open=${odile.id}`);
				const rights = page.getByRole("region", { name: say("rights.title") });
				await rights.getByRole("combobox", { name: say("rights.at") }).fill("Marchés");
				await page.getByRole("option").first().click();
				await rights.getByText("Contrôleur sur Direction financière").first().waitFor();
				await claire.look("organisation-rights");
			});
		},
	},
];
