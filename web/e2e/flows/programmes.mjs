import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "../harness.mjs";
import { importing } from "../importing.mjs";
import { account, chief, firstAccount, signIn } from "../people.mjs";
import { words } from "../words.mjs";

const file = join(mkdtempSync(join(tmpdir(), "files-")), "plan.csv");
writeFileSync(file, "Nom;Programme\nAlpha;Socle numérique\nBeta;Socle numérique\nGamma;Cap Prestations\nDelta;Divers\n");

export const flows = [
	{
		name: "Importing projects of programmes that are not there yet",
		async play({ house, person, step }) {
			const api = await firstAccount(house, "fr");
			const claire = await person({ lang: "fr" });
			const { page } = claire;
			const wizard = importing(page);
			const { say } = wizard;
			const open = async (someone, header, lang) => {
				const name = words(lang)("import.columns.options", { name: header });
				await someone.page.getByRole("button", { name }).click();
				const title = lang === "fr" ? /3 programmes qui n’existent pas/ : /3 programmes that are not there/;
				await someone.page.getByRole("heading", { name: title }).waitFor();
			};
			await signIn(page, chief);

			await step("the column says how many programmes are to be made", async () => {
				await wizard.choose(file);
				await wizard.name("Plan");
				await wizard.read();
				await wizard.columnLine("Programme").getByText(/3 à créer/).waitFor();
				await claire.look("programmes-columns");
			});
			await step("which ones, and one is left out", async () => {
				await open(claire, "Programme", "fr");
				await claire.look("programmes-panel");
				await page.getByRole("button", { name: say("import.values.of", { text: "Divers" }) }).click();
				await page.getByRole("listbox").getByRole("option", { name: say("import.programmes.none") }).click();
				await wizard.columnLine("Programme").getByText(/2 à créer/).waitFor();
			});
			await step("it reads as well on a phone, in English, in the dark", async () => {
				const other = await person({ lang: "en", theme: "dark", width: 390, height: 844 });
				const unit = (await api("GET", "/units")).items[0].id;
				const ada = await account(house, api, { login: "ada", name: "Ada Byron", role: "pmo", language: "en", unit });
				await signIn(other.page, ada);
				const phone = importing(other.page, "en");
				await phone.choose(file);
				await phone.name("Plan");
				await phone.read();
				await open(other, "Programme", "en");
				await other.look("programmes-phone");
			});
			await step("the check names them, and nothing is there before", async () => {
				await page.keyboard.press("Escape");
				await wizard.check();
				await page.getByText(say("import.check.newProgrammes")).waitFor();
				expect("new rows", await wizard.count("new"), 4);
				expect("unread cells", await wizard.count("unread"), 1);
				expect("projects", (await api("GET", "/projects")).total, 0);
				await claire.look("programmes-check");
			});
			await step("importing makes them with their projects", async () => {
				await wizard.apply();
				const { items } = await api("GET", "/projects?fields=name,programme");
				expect("projects", items.map((p) => p.values?.name ?? p.name).sort().join(), "Alpha,Beta,Cap Prestations,Delta,Gamma,Socle numérique");
			});
		},
	},
];
