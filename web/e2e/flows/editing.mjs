import { gridOf } from "../grid.mjs";
import { expect, plain, realFile } from "../harness.mjs";
import { importing } from "../importing.mjs";
import { account, apiOf, chief, firstAccount, letIn } from "../people.mjs";
import { words } from "../words.mjs";

const file = realFile("uk-gmpp/gmpp-published-2022.csv");
const shown = "cols=code,name,start,end,progress,priority,total_cost&sort=name";
const [START, PROGRESS, PRIORITY, COST] = [2, 4, 5, 6];

export const flows = [
	{
		name: "A PMO cleans an imported portfolio of 235 projects",
		needs: [{ name: "gmpp-published-2022.csv", file }],
		async play({ house, person, step }) {
			const api = await firstAccount(house, "en");
			const ann = await person({ lang: "en" });
			const { page } = ann;
			const wizard = importing(page, "en");
			const say = words("en");
			const screen = gridOf(page);
			const all = async () => (await api("GET", "/projects?limit=1000&sort=name")).items;
			const writes = [];
			page.on("request", (r) => {
				if (r.method() === "PATCH" && r.url().includes("/api/v1/projects")) writes.push(r.url());
			});
			await letIn(page, chief);
			await step("the file is imported", async () => {
				await wizard.choose(file);
				await wizard.name("GMPP");
				await wizard.date("31/03/2022");
				await wizard.read();
				await wizard.check();
				await wizard.apply();
				await page.goto(`/portfolio?${shown}`);
				await screen.ready();
				await page.getByText(/235 projects/).first().waitFor();
			});
			const before = await all();
			const sheet = before.map((_, i) => {
				const day = i === 3 ? "soon" : `${(i % 28) + 1}/0${(i % 9) + 1}/2024`;
				const share = i === 7 ? "150%" : i === 9 ? "a bit" : `${i % 101}%`;
				return `${day}\t${(i % 28) + 1} March 2031\t${share}`;
			});
			await step("705 cells are pasted: two cannot be read, and nothing is written before that is seen", async () => {
				await screen.cell(0, START).click();
				await screen.paste(`${sheet.join("\r\n")}\r\n`);
				const dialog = page.getByRole("dialog");
				await dialog.getByText("soon").waitFor();
				await dialog.getByText(say("editing.nothingYet")).waitFor();
				await ann.look("editing-paste-refused");
				expect("requests that write", writes.length, 0);
				await dialog.getByRole("button", { name: "Paste the 703 others" }).click();
				await dialog.getByText("soon").waitFor({ state: "detached" });
			});
			await step("one more the server refuses, with its reason; the rest goes in one change", async () => {
				const dialog = page.getByRole("dialog");
				await dialog.getByText(/150/).first().waitFor();
				await ann.look("editing-paste-server");
				expect("projects changed", (await all()).filter((p, i) => p.version !== before[i].version).length, 0);
				await dialog.getByRole("button", { name: "Paste the 702 others" }).click();
				await dialog.waitFor({ state: "detached" });
				await page.waitForFunction(() => !document.querySelector(".vg-body .vg-pending"));
				const now = await all();
				expect("a date", now[0].start, "2024-01-01");
				expect("a share", now[100].progress, "100");
				expect("the refused one", now[7].progress, before[7].progress);
				expect("batches", writes.length, 2);
				const changes = await Promise.all(
					[now[0], now[100], now[234]].map(async (p) => (await api("GET", `/history?project=${p.id}&limit=1`)).items[0].change),
				);
				expect("changes in the history", new Set(changes).size, 1);
				await ann.look("editing-pasted");
			});
			await step("one value goes down a whole column with Ctrl+D", async () => {
				await page.keyboard.press("Escape");
				await screen.cell(0, PRIORITY).click();
				await page.keyboard.press("Enter");
				await page.getByRole("listbox").getByRole("option").first().click();
				await screen.grid.focus();
				await screen.cell(0, PRIORITY).click();
				await page.keyboard.press("Control+Shift+ArrowDown");
				await page.keyboard.press("Control+d");
				await page.waitForFunction(() => !document.querySelector(".vg-body .vg-pending"));
				await settle(async () => (await all()).every((p) => p.priority !== null));
				expect("one value for all", new Set((await all()).map((p) => p.priority)).size, 1);
			});
			await step("two dates go on as a series by the handle of the selection", async () => {
				await page.keyboard.press("Control+Home");
				await screen.type(0, START, "15/01/2025");
				await screen.type(1, START, "15/02/2025");
				await screen.cell(0, START).click();
				await page.keyboard.press("Shift+ArrowDown");
				await screen.dragHandle([1, START], [5, START]);
				await settle(async () => (await all())[5].start === "2025-06-15");
				await ann.look("editing-filled");
			});
			await step("what is copied is typed, as the language writes it", async () => {
				await screen.cell(4, START).click();
				await page.keyboard.press("Shift+End");
				const [day, , share] = (await screen.copied()).split("\t");
				expect("a date", day, "15/05/2025");
				expect("a share", share, /^\d+%$/);
				expect("a table too", await screen.copied("text/html"), /<td[^>]*>15\/05\/2025<\/td>/);
			});
			await step("a selection is cleared by one key, and comes back by another", async () => {
				const cost = await screen.text(4, COST);
				await page.keyboard.press("Delete");
				await settle(async () => (await screen.text(4, START)) === "");
				await page.keyboard.press("Control+z");
				await settle(async () => (await screen.text(4, COST)) === cost);
			});
			await step("undo all: every project is what it was, to the last digit", async () => {
				await screen.grid.focus();
				for (let n = 0; n < 12; n++) await page.keyboard.press("Control+z");
				await settle(async () => same(await all(), before), 8_000).catch(async () => {
					throw new Error(`still different: ${differences(await all(), before).slice(0, 8).join(", ")}`);
				});
				await ann.look("editing-undone");
			});
			await step("what was done in the grid is undone from the project page", async () => {
				await page.goto(`/portfolio?${shown}`);
				await screen.ready();
				await screen.cell(2, COST).click();
				await page.keyboard.type("12.5m");
				await page.keyboard.press("Enter");
				await settle(async () => (await all())[2].total_cost?.amount?.startsWith("12500000"));
				await screen.cell(2, COST).click();
				await page.keyboard.press("Control+Enter");
				await page.getByRole("heading", { level: 1, name: before[2].name }).waitFor();
				await page.locator("h1").click();
				await page.keyboard.press("Control+z");
				await page.getByRole("region", { name: say("portfolio.undo.title") }).getByText(/^Undone: /).waitFor();
				await settle(async () => same(await all(), before));
				await ann.look("editing-undone-elsewhere");
			});
		},
	},
	{
		name: "Two people edit the same rows",
		async play({ house, person, step }) {
			const api = await firstAccount(house);
			const paul = await account(house, api, { login: "paul", name: "Paul Durand", role: "pmo" });
			const other = apiOf(house);
			await other("POST", "/session", { login: paul.login, password: paul.password });
			const [unit] = (await api("GET", "/units")).items;
			const made = [];
			for (let i = 0; i < 6; i++) {
				const amount = { amount: String(1000 * (i + 1)), currency: "EUR" };
				made.push(await api("POST", "/projects", { code: `P-${i}`, name: `Projet ${i}`, unit: unit.id, total_cost: amount }));
			}
			const claire = await person({ lang: "fr" });
			const { page } = claire;
			claire.expects("412 /api/v1/projects");
			const say = words("fr");
			const screen = gridOf(page);
			const address = "/portfolio?sort=code&cols=code,name,total_cost,description";
			// byPaul is what Paul does meanwhile.
			const byPaul = async (i, changes) => {
				const now = await other("GET", `/projects/${made[i].id}`);
				return other("PATCH", `/projects/${made[i].id}`, changes, { "If-Match": `"${now.version}"` });
			};
			await letIn(page, chief);
			await step("what the other changes appears in place, with their name", async () => {
				await page.goto(address);
				await screen.ready();
				await screen.cell(4, 1).click();
				await byPaul(1, { name: "Projet de Paul" });
				const cell = screen.cell(1, 1);
				await settle(async () => /vg-changed/.test((await cell.getAttribute("class")) ?? ""));
				expect("who", await cell.getAttribute("title"), say("portfolio.cell.changed", { name: "Paul Durand" }));
				expect("the value", await screen.text(1, 1), "Projet de Paul");
				expect("the active cell stays", await page.locator(".vg-body .vg-active").textContent(), "Projet 4");
				await page.screenshot({ path: new URL("../shots/editing-live.png", import.meta.url).pathname });
			});
			await step("a cell one is typing in stays, and says what the other has put there", async () => {
				await screen.cell(2, 1).click();
				await page.keyboard.type("La mienne");
				await byPaul(2, { name: "La sienne" });
				await page.getByText(/Paul Durand vient d’y mettre/).waitFor();
				expect("what was typed", await page.locator(".vg-editor input").inputValue(), "La mienne");
				await claire.look("editing-under-hands");
				await page.keyboard.press("Enter");
			});
			await step("the conflict shows both values, who and when; one click keeps mine", async () => {
				await page.keyboard.press("ArrowUp");
				const notice = page.getByRole("region", { name: say("portfolio.cell.conflict") });
				await notice.getByText("La sienne", { exact: true }).waitFor();
				await notice.getByText("La mienne", { exact: true }).waitFor();
				await notice.getByText(/Paul Durand/).waitFor();
				await claire.look("editing-conflict");
				await notice.getByRole("button", { name: say("portfolio.cell.keepMine") }).click();
				await settle(async () => (await other("GET", `/projects/${made[2].id}`)).name === "La mienne");
			});
			await step("undoing what the other has gone on from asks first, with both values", async () => {
				await screen.cell(3, 1).click();
				await page.keyboard.type("Un nom");
				await page.keyboard.press("Enter");
				await settle(async () => (await other("GET", `/projects/${made[3].id}`)).name === "Un nom");
				await byPaul(3, { name: "Un autre nom" });
				await settle(async () => (await screen.text(3, 1)) === "Un autre nom");
				await page.keyboard.press("Control+z");
				const dialog = page.getByRole("dialog");
				await dialog.getByRole("cell", { name: "Un autre nom", exact: true }).waitFor();
				await dialog.getByRole("cell", { name: "Projet 3", exact: true }).waitFor();
				await claire.look("editing-undo-asks");
				await dialog.getByRole("button", { name: say("editing.undoNothing") }).click();
				await dialog.waitFor({ state: "detached" });
				expect("their value stays", (await other("GET", `/projects/${made[3].id}`)).name, "Un autre nom");
			});
			await step("a cell is saved with its reason, by keys alone, and the history tells it", async () => {
				await screen.go(0, 1);
				await page.keyboard.type("Nom motivé");
				await page.keyboard.press("Control+Shift+Enter");
				const reason = page.getByRole("textbox", { name: new RegExp(`^${say("project.why")}`) });
				await settle(() => reason.evaluate((box) => box === document.activeElement));
				await page.keyboard.press("Escape");
				await reason.waitFor({ state: "detached" });
				expect("back in the cell", await page.locator(".vg-editor input").inputValue(), "Nom motivé");
				await page.keyboard.press("Control+Shift+Enter");
				await reason.fill("Les deux équipes fusionnent");
				await claire.look("editing-reason");
				await page.keyboard.press("Enter");
				await settle(async () => (await other("GET", `/projects/${made[0].id}`)).name === "Nom motivé");
				const [entry] = (await other("GET", `/history?project=${made[0].id}`)).items;
				expect("the reason", entry.note, "Les deux équipes fusionnent");
			});
			await step("changes of different cells of a row do not meet", async () => {
				await byPaul(5, { description: "Dit par Paul" });
				await screen.type(5, 1, "Nommé par Claire");
				await settle(async () => {
					const now = await other("GET", `/projects/${made[5].id}`);
					return now.name === "Nommé par Claire" && now.description === "Dit par Paul";
				});
			});
			await step("the connection is lost: it is said, kept over a reload, and sent when it is back", async () => {
				await page.route("**/api/v1/**", (route) => route.abort("aborted"));
				await screen.type(0, 2, "77000");
				await page.getByText(say("connection.lost")).waitFor();
				await claire.look("editing-offline");
				await page.unroute("**/api/v1/**");
				page.once("dialog", (d) => d.accept());
				await page.reload();
				await screen.ready();
				await settle(async () => /^77000/.test((await other("GET", `/projects/${made[0].id}`)).total_cost.amount));
				expect("what is shown", plain(await screen.text(0, 2)), "77 000 €");
			});
			await step("a session that has ended is renewed in place, and what was typed goes on", async () => {
				claire.expects("401 /api/v1/");
				await screen.cell(1, 2).click();
				await page.keyboard.type("88000");
				// The list may be read again at any moment, and ask to sign in over the cell.
				await claire.context.clearCookies();
				await page.keyboard.press("Enter");
				await page.locator('[role="dialog"] input[autocomplete="current-password"]').fill(chief.password);
				await page.keyboard.press("Enter");
				await settle(async () => /^88000/.test((await other("GET", `/projects/${made[1].id}`)).total_cost.amount));
			});
		},
	},
];

// settle waits until something holds.
async function settle(holds, most = 10_000) {
	const until = Date.now() + most;
	while (!(await holds())) {
		if (Date.now() > until) throw new Error(`this did not come about: ${holds}`);
		await new Promise((done) => setTimeout(done, 100));
	}
}

// differences are the values that are not the same.
function differences(now, before) {
	return now.flatMap((p, i) =>
		Object.keys({ ...p, ...before[i] })
			.filter((key) => key !== "version" && JSON.stringify(p[key]) !== JSON.stringify(before[i][key]))
			.map((key) => `${i} ${key}: ${JSON.stringify(before[i][key])} → ${JSON.stringify(p[key])}`),
	);
}

// same compares projects by all their values but the version.
function same(now, before) {
	const plainly = (list) => JSON.stringify(list.map(({ version: _v, ...rest }) => rest));
	return plainly(now) === plainly(before);
}
