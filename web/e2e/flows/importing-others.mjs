import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "../harness.mjs";
import { importing } from "../importing.mjs";
import { account, chief, firstAccount, letIn } from "../people.mjs";

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
const projects = file(
	"suivi.csv",
	"Suivi des projets;;;;\nMai 2026;;;;\n;Budget;Budget;Calendrier;\nProjet;Initial (k€);Révisé (k€);Début;Phase\nAlpha;100;120;01/02/2026;Cadrage\nBeta;50;55;01/03/2026;Hibernation\n",
);

export const flows = [
	{
		name: "Importing units and people, headers chosen on the sheet, and what a branch may not add",
		async play({ house, person, step }) {
			const api = await firstAccount(house, "fr");
			const claire = await person({ lang: "fr" });
			const { page } = claire;
			const wizard = importing(page);
			const { say } = wizard;
			const choose = async (object, path) => {
				await page.goto(`/import?object=${object}`);
				await page.locator('input[type="file"]').setInputFiles(path);
				await wizard.button("import.file.read").waitFor();
			};
			const done = (object) => page.getByRole("link", { name: say("import.done.open", { object }) });
			const apply = async (object) => {
				await page.getByRole("contentinfo").or(page.locator("footer")).getByRole("button").last().click();
				await done(object).waitFor();
			};
			await letIn(page, chief);

			await step("the start offers what is imported", async () => {
				await page.goto("/import");
				await page.getByRole("radio", { name: "Entités" }).waitFor();
				await claire.look("importing-what");
			});
			await step("units come with their tree, and nothing asks for a portfolio", async () => {
				await choose("unit", units);
				await page.getByText(say("import.file.portfolioHelp")).first().waitFor({ state: "detached" });
				await wizard.read();
				await claire.look("importing-units");
				await wizard.check();
				expect("new units", await wizard.count("new"), 3);
				await page.getByText(say("import.totals.title")).first().waitFor({ state: "detached" });
				await claire.look("importing-units-check");
				await apply("unit");
				await claire.look("importing-units-done");
				const found = (await api("GET", "/units")).items;
				const daf = found.find((u) => u.code === "DAF");
				expect("below it", found.filter((u) => u.parent === daf.id).length, 2);
			});
			await step("people come as accounts, with their language", async () => {
				await choose("user", people);
				await wizard.read();
				await wizard.check();
				expect("new people", await wizard.count("new"), 2);
				await claire.look("importing-people-check");
				await apply("user");
				expect("language", (await api("GET", "/users?q=james")).items[0].language, "en");
			});
			await step("headers over several lines are chosen on the sheet, by keyboard", async () => {
				await choose("project", projects);
				await wizard.name("Suivi");
				await wizard.read();
				const open = page.getByRole("button", { name: /^(Lignes?|Aucun)/ });
				if ((await open.getAttribute("aria-expanded")) !== "true") await open.click();
				const line = (n) => page.getByRole("button", { name: say("import.raw.pick", { at: n }), exact: true });
				await line(1).click();
				await wizard.columnLine("Suivi des projets").waitFor();
				await claire.look("importing-headers-wrong");
				await line(3).click();
				await wizard.columnLine("Calendrier").waitFor();
				await line(3).press("Shift+ArrowDown");
				await wizard.columnLine("Budget / Initial (k€)").waitFor();
				expect("first line pressed", await line(3).getAttribute("aria-pressed"), "true");
				expect("second line pressed", await line(4).getAttribute("aria-pressed"), "true");
				await claire.look("importing-headers");
			});
			await step("who imports on one branch adds no values to shared lists, and reads why", async () => {
				const branch = (await api("GET", "/units")).items.find((u) => u.code === "DAF");
				const paul = await account(house, api, { login: "paul", name: "Paul Petit", role: "pmo", unit: branch.id });
				const other = await person({ lang: "fr" });
				await letIn(other.page, paul);
				const his = importing(other.page);
				await his.choose(projects);
				await his.name("Achats");
				await his.read();
				await other.page.getByRole("button", { name: say("import.why") }).first().click();
				await other.page.getByText(/Définir les attributs et les listes/).first().waitFor();
				await other.look("importing-branch");
				await his.check();
				expect("unreadable cells", await his.count("unread"), 1);
				await other.page.getByText(/sur toute l’organisation peut l’ajouter/).first().waitFor();
				await other.look("importing-branch-check");
			});
		},
	},
];
