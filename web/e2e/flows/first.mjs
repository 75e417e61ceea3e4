import { expect, plain, realFile } from "../harness.mjs";
import { importing } from "../importing.mjs";
import { apiOf, chief, signIn } from "../people.mjs";

const first = realFile("fr-panorama/panorama-edition-2016-11.csv");
const second = realFile("fr-panorama/panorama-edition-2017-11.csv");

export const flows = [
	{
		name: "The main job: from the spreadsheet to what changed a year later",
		needs: [{ name: "panorama-edition-2016-11.csv", file: first }, { name: "panorama-edition-2017-11.csv", file: second }],
		async play({ house, person, step }) {
			const claire = await person({ lang: "fr" });
			const { page } = claire;
			const wizard = importing(page);
			const { say } = wizard;

			await step("the first start asks for the secret of the console", async () => {
				await page.goto("/");
				await page.getByRole("heading", { name: say("setup.title") }).waitFor();
				await claire.look("setup");
			});
			await step("a wrong secret is refused in plain words", async () => {
				claire.expects("403 /api/v1/setup", "401 /api/v1/setup", "422 /api/v1/setup");
				await fillSetup(page, say, "AAAAAAAAAAAAAAAAAAAAAAAAAA");
				await page.getByRole("alert").filter({ hasText: /\S/ }).or(page.locator("[data-invalid]")).first().waitFor();
				await claire.look("setup-refused");
			});
			await step("the right one makes the first administrator, and opens the empty portfolio", async () => {
				await fillSetup(page, say, house.secret);
				await page.getByText(say("portfolio.empty.title")).waitFor();
				await claire.look("portfolio-empty");
			});
			await step("signing out and in again", async () => {
				await page.getByRole("button", { name: new RegExp(chief.name) }).click();
				await page.getByRole("menuitem", { name: say("session.end") }).click();
				await page.getByRole("heading", { name: say("signin.title") }).waitFor();
				await signIn(page, chief);
			});
			await step("a dropped file asks for its portfolio, and offers the date in its name", async () => {
				await page.goto("/import");
				await claire.look("import-start");
				await page.goto("/portfolio");
				// The empty portfolio takes the file too, and hands it over to the import.
				await page.locator('input[type="file"]').setInputFiles(first);
				await wizard.button("import.file.read").waitFor();
				await wizard.name("Panorama");
				await wizard.takeDate();
				await claire.look("import-file");
			});
			await step("its columns are recognised, with their units", async () => {
				await wizard.read();
				await claire.look("import-columns");
				const cost = plain(await wizard.columnLine("Coût estimé").textContent());
				expect("how the cost is read", cost, /M€/);
				expect("how the duration is read", plain(await wizard.columnLine(/Durée/).textContent()), /années/);
			});
			await step("columns are corrected: one left out, one given to another attribute, one looked at closely", async () => {
				await wizard.map("Programme de financement", say("import.target.ignore"));
				await wizard.columnLine("Programme de financement").getByText(say("import.columns.ignored")).waitFor();
				await wizard.map("Zone fonctionnelle principale", "Axes stratégiques");
				await wizard.columnLine("Coût estimé").getByRole("button").last().click();
				const panel = page.getByRole("region", { name: "Coût estimé" });
				await panel.getByRole("button", { name: new RegExp(say("import.options.unit")) }).waitFor();
				await claire.look("import-column");
				await page.keyboard.press("Escape");
				await panel.waitFor({ state: "detached" });
			});
			await step("the check says 57 new projects and 2 292,90 M€, and nothing is written", async () => {
				await wizard.check();
				expect("new projects", await wizard.count("new"), 57);
				const total = page.getByRole("table", { name: say("import.totals.title") }).getByRole("row").filter({ hasText: "M€" });
				expect("the total of the file", plain(await total.getByRole("cell").first().textContent()), /2 292,90 M€/);
				await claire.look("import-check");
				const before = await page.evaluate(() => fetch("/api/v1/projects?limit=1").then((r) => r.json()));
				expect("projects written", before.total, 0);
			});
			await step("it is imported", async () => {
				await wizard.apply();
				await claire.look("import-done");
			});
			await step("the grid shows 57 projects and their total", async () => {
				await page.getByRole("link", { name: say("import.done.open") }).click();
				const grid = page.getByRole("grid");
				await grid.waitFor();
				await page.getByText(/57 projets/).first().waitFor();
				await page.locator("footer").getByText("M€").first().waitFor();
				expect("the total", plain(await page.locator("footer").last().textContent()), /2 292,90 M€/);
				await claire.look("grid");
			});
			await step("a cell is edited by keyboard", () => editByKeyboard(page, claire));
			await step("two people change one cell: the second sees both values", () => conflict(house, claire, say));
			await step("the edition of the next year: doubtful matches are asked about", async () => {
				await wizard.choose(second);
				await wizard.takeDate();
				await claire.look("import-second-file");
				await wizard.read();
				await wizard.check();
				await page.getByRole("heading", { level: 2, name: say("import.step.matches") }).waitFor({ state: "attached" });
				await page.getByText("FRANCE CONNECT PHASE II").first().waitFor();
				await claire.look("import-matches");
				await decideAll(page, say);
				await claire.look("import-matches-decided");
				await wizard.button("import.matches.next").click();
				await page.getByRole("table", { name: say("import.totals.title") }).waitFor();
			});
			await step("what would change is shown project by project", async () => {
				await page.getByRole("tab", { name: new RegExp(say("import.count.changed")) }).click();
				await page.getByRole("table", { name: say("import.count.changed") }).waitFor();
				await claire.look("import-second-check");
				await page.getByRole("table", { name: say("import.count.changed") }).scrollIntoViewIfNeeded();
				await claire.look("import-second-changed");
				await wizard.apply();
				await claire.look("import-second-done");
			});
			await step("what changed since the first edition", async () => {
				await page.getByRole("link", { name: /Ce qui a changé depuis/ }).click();
				await page.getByRole("grid").waitFor();
				expect("the address", page.url(), /compare_to=2016-11-30/);
				await page.getByText(say("portfolio.compare.since", { date: "30 novembre 2016" })).waitFor();
				await claire.look("compare");
			});
			await step("undoing the second edition brings the first one back", async () => {
				await page.goto("/import");
				await claire.look("import-list");
				await page.getByRole("row").filter({ hasText: "2017-11" }).getByRole("button", { name: /panorama/ }).first().click();
				await wizard.button("import.undo.action").click();
				await page.getByRole("alertdialog").getByRole("button", { name: say("import.undo.action") }).click();
				await page.getByText(say("import.undone.title")).first().waitFor();
				await claire.look("import-undone");
			});
		},
	},
];

async function fillSetup(page, say, secret) {
	const field = (key) => page.getByRole("textbox", { name: say(key) });
	await field("setup.secret").fill(secret);
	await field("setup.organisation").fill("Direction du numérique");
	await field("user.name").fill(chief.name);
	await field("user.login").fill(chief.login);
	await field("user.email").fill("claire@example.org");
	await page.locator('input[autocomplete="new-password"]').fill(chief.password);
	await page.getByRole("button", { name: say("setup.action") }).click();
}

// decideAll says of each doubtful row that it is the project it looks most like.
async function decideAll(page, say) {
	const groups = page.getByRole("radiogroup", { name: say("import.matches.is") });
	const count = await groups.count();
	for (let n = 0; n < count; n++) {
		await groups.nth(n).getByRole("radio").first().focus();
		await page.keyboard.press("Space");
	}
	await page.getByText(say("import.matches.undecided"), { exact: true }).first().waitFor({ state: "detached" });
}

// editByKeyboard types into the first cell of the grid and looks whether it was kept.
async function editByKeyboard(page, claire) {
	await page.getByRole("grid").focus();
	await page.keyboard.press("Control+Home");
	const saved = page.waitForResponse((r) => r.request().method() === "PATCH" && r.url().includes("/projects/"));
	await page.keyboard.type("P-001");
	await page.keyboard.press("Enter");
	expect("the answer", (await saved).status(), 200);
	await page.getByRole("gridcell", { name: "P-001" }).waitFor();
	await claire.look("grid-edited");
	expect("the code kept", (await firstProject(page)).code, "P-001");
}

// conflict has someone else change the same cell before the news of it arrives.
async function conflict(house, claire, say) {
	const { page } = claire;
	await page.route("**/api/v1/events", () => undefined);
	await page.reload();
	await page.getByRole("gridcell", { name: "P-001" }).waitFor();
	await page.getByRole("grid").focus();
	await page.keyboard.press("Control+Home");
	await page.keyboard.type("P-100");

	const other = apiOf(house);
	await other("POST", "/session", { login: chief.login, password: chief.password });
	const project = await firstProject(page);
	await other("PATCH", `/projects/${project.id}`, { code: "P-200" }, { "If-Match": `"${project.version}"` });

	claire.expects("412 /api/v1/projects/");
	await page.keyboard.press("Enter");
	await page.keyboard.press("ArrowUp");
	const notice = page.getByRole("region", { name: say("portfolio.cell.conflict") });
	await notice.waitFor();
	expect("both values", plain(await notice.textContent()), /P-200.*P-100/s);
	await claire.look("grid-conflict");
	await notice.getByRole("button", { name: say("portfolio.cell.takeTheirs") }).click();
	await page.getByRole("gridcell", { name: "P-200" }).waitFor();
	await page.unroute("**/api/v1/events");
	await page.reload();
	await page.getByRole("grid").waitFor();
}

// firstProject is the one on the grid's first line.
function firstProject(page) {
	return page.evaluate(() => fetch("/api/v1/projects?q=ADAMANT&limit=1").then((r) => r.json()).then((l) => l.items[0]));
}
