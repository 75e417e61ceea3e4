import { expect, realFile } from "../harness.mjs";
import { chief, firstAccount } from "../people.mjs";
import { words } from "../words.mjs";

const file = realFile("fr-panorama/panorama-edition-2021-07.csv");
const say = words("fr");

export const flows = [
	{
		name: "The whole import without a mouse",
		needs: [{ name: "panorama-edition-2021-07.csv", file }],
		async play({ house, person, step }) {
			await firstAccount(house);
			const someone = await person({ lang: "fr" });
			const { page } = someone;
			const press = (key) => page.keyboard.press(key);
			await step("signing in", async () => {
				await page.goto("/import");
				await page.getByRole("heading", { name: say("signin.title") }).waitFor();
				await page.keyboard.type(chief.login);
				await press("Tab");
				await page.keyboard.type(chief.password);
				await press("Enter");
				await page.getByRole("heading", { level: 1, name: say("nav.imports") }).waitFor();
			});
			await step("the first Tab offers to skip the navigation", async () => {
				await page.reload();
				await page.getByRole("heading", { level: 1, name: say("nav.imports") }).waitFor();
				await press("Tab");
				expect("the first stop", await focused(page), say("shell.skip"));
				await press("Enter");
				await page.waitForFunction(() => location.hash === "#main" && document.activeElement?.id === "main");
			});
			await step("choosing a file", async () => {
				await page.getByText(say("import.empty.title")).waitFor();
				await tabTo(page, say("file.choose"));
				const chooser = await choosing(page, () => press("Enter"));
				await chooser.setFiles(file);
				await page.getByRole("button", { name: say("import.file.read") }).waitFor();
				await page.waitForFunction(() => document.activeElement?.tagName === "H2");
				await tabTo(page, /^Prendre le/);
				await press("Enter");
				await tabTo(page, say("import.file.read"));
				await press("Enter");
				await page.getByRole("table", { name: say("import.columns.title") }).waitFor();
			});
			await step("correcting a column", async () => {
				await page.waitForFunction(() => document.activeElement?.tagName === "H2");
				await tabTo(page, /Zone fonctionnelle.*devient/, 80);
				await press("Enter");
				await page.getByRole("listbox").waitFor();
				await press("Home");
				await press("Enter");
				await page.getByRole("listbox").waitFor({ state: "detached" });
				await page.getByText(say("import.columns.ignored")).first().waitFor();
				await someone.look("keyboard-columns");
			});
			await step("checking, then importing", async () => {
				await tabTo(page, say("import.columns.check"), 80);
				await press("Enter");
				await page.getByRole("table", { name: say("import.totals.title") }).waitFor();
				await tabTo(page, /^Importer/, 80);
				await press("Enter");
				await page.getByRole("link", { name: say("import.done.open") }).waitFor();
			});
			await step("opening the portfolio, where the arrows walk the grid", async () => {
				await tabTo(page, say("import.done.open"), 80);
				await press("Enter");
				await page.getByRole("grid").waitFor();
				await page.waitForFunction(() => document.querySelector('[role="grid"] [role="gridcell"]'));
				await page.getByRole("grid").focus();
				await press("Control+Home");
				const first = await page.getByRole("grid").getAttribute("aria-activedescendant");
				await press("ArrowDown");
				const next = await page.getByRole("grid").getAttribute("aria-activedescendant");
				expect("the active cell moved", first !== next, true);
			});
		},
	},
];

// tabTo presses Tab until the focus is on what has that name.
async function tabTo(page, name, most = 60) {
	for (let n = 0; n < most; n++) {
		const now = await focused(page);
		if (name instanceof RegExp ? name.test(now) : now === name) return;
		await page.keyboard.press("Tab");
	}
	throw new Error(`Tab never came to ${name}; it is on ${await focused(page)}`);
}

// focused is the name of what has the focus.
function focused(page) {
	return page.evaluate(() => {
		const on = document.activeElement;
		if (!on || on === document.body) return "";
		const labels = (on.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent ?? "");
		const name = on.getAttribute("aria-label") || labels.join(" ").trim() || on.textContent || "";
		return name.replace(/\s+/g, " ").trim();
	});
}

// choosing opens the browser's own window of files. A busy machine may lose one
// press; a person presses again.
async function choosing(page, press) {
	for (let tries = 1; ; tries++) {
		try {
			const [chooser] = await Promise.all([page.waitForEvent("filechooser", { timeout: 7000 }), press()]);
			return chooser;
		} catch (error) {
			if (tries === 3) throw error;
		}
	}
}
