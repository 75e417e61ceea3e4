import { expect, plain, realFile } from "../harness.mjs";
import { importing } from "../importing.mjs";
import { chief, firstAccount, letIn } from "../people.mjs";

const file = realFile("uk-gmpp/gmpp-published-2014.csv");

export const flows = [
	{
		name: "A British file with one project per column, in English and in the dark",
		needs: [{ name: "gmpp-published-2014.csv", file }],
		async play({ house, person, step }) {
			await firstAccount(house, "en");
			const ann = await person({ lang: "en", theme: "dark" });
			const { page } = ann;
			const wizard = importing(page, "en");
			const { say } = wizard;
			await letIn(page, chief);
			await step("the table is seen to lie on its side", async () => {
				await wizard.choose(file);
				await wizard.name("GMPP");
				await wizard.date("30/09/2013");
				await wizard.read();
				await page.getByRole("switch", { name: say("import.sheet.transposed") }).waitFor();
				expect("one project per column", await page.getByRole("switch", { name: say("import.sheet.transposed") }).isChecked(), true);
				await ann.look("british-columns");
			});
			await step("the check says 199 projects and 398,606.60 M£", async () => {
				await wizard.check();
				expect("new projects", await wizard.count("new"), 199);
				const totals = page.getByRole("table", { name: say("import.totals.title") });
				expect("the totals of the file", plain(await totals.textContent()), /398,606\.60 M£/);
				await ann.look("british-check");
			});
			await step("cells exempt by law are listed with their words, and count for nothing", async () => {
				await page.getByRole("tab", { name: new RegExp(say("import.count.unread")) }).click();
				const cells = page.getByRole("table", { name: say("import.count.unread") });
				await cells.getByText(/Exempt under/i).first().waitFor();
				await cells.scrollIntoViewIfNeeded();
				await ann.look("british-unreadable");
			});
			await step("it is imported, and the portfolio opens", async () => {
				await wizard.apply();
				await ann.look("british-done");
				await page.getByRole("link", { name: say("import.done.open") }).click();
				await page.getByRole("grid").waitFor();
				await page.getByText(/199 projects/).first().waitFor();
				await ann.look("british-grid");
			});
		},
	},
];
