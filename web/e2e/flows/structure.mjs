import { expect, plain } from "../harness.mjs";
import { chief, firstAccount, letIn } from "../people.mjs";
import { words } from "../words.mjs";

const say = words("fr");

// Twelve projects in two programmes, ending in three quarters.
async function fill(api) {
	const euros = (n) => ({ amount: String(n), currency: "EUR" });
	const unit = (await api("GET", "/units")).items[0].id;
	const programme = await api("POST", "/projects", { code: "PG-1", name: "Programme Saphir", unit });
	const fields = await api("GET", "/fields?object=project");
	const stage = fields.items.find((f) => f.key === "stage").choices.map((c) => c.key);
	for (let i = 0; i < 12; i++) {
		await api("POST", "/projects", {
			code: `P-${String(i).padStart(2, "0")}`,
			unit,
			name: `Projet ${String.fromCharCode(65 + i)}`,
			stage: stage[i % 3],
			light: ["green", "amber", "red"][i % 3],
			start: `2026-0${1 + (i % 6)}-01`,
			end: `2027-${String(1 + (i % 9)).padStart(2, "0")}-15`,
			total_cost: euros(1000 * (i + 1)),
			...(i < 4 ? { programme: programme.id } : {}),
		});
	}
	return stage;
}

const rows = (page) => page.locator(".vg-body .vg-row:not(.vg-none)");
const groups = (page) => page.locator(".vg-body .vg-row.vg-group");

export const flows = [
	{
		name: "The structure of a list: groups, tree, columns, colours, displays",
		async play({ house, person, step }) {
			const api = await firstAccount(house);
			const stage = await fill(api);
			const someone = await person({ lang: "fr" });
			const { page } = someone;
			const press = (key) => page.keyboard.press(key);
			await letIn(page, chief);

			await step("groups of two levels carry their subtotals", async () => {
				await page.goto("/portfolio?group=stage,end.quarter");
				await groups(page).first().waitFor();
				const text = plain(await groups(page).first().textContent());
				expect("the first stage", text, /\(\d+\)/);
				await page.getByRole("treegrid").waitFor();
				await someone.look("structure-groups");
			});

			await step("a level is folded from the menu, and opened by keys", async () => {
				const before = await groups(page).count();
				await page.getByRole("button", { name: /Étape/ }).first().click();
				await page.getByRole("button", { name: say("grid.group.foldLevel", { level: 1 }) }).click();
				await press("Escape");
				await page.waitForFunction((n) => document.querySelectorAll(".vg-body .vg-row.vg-group").length < n, before);
				const folded = await groups(page).count();
				await page.getByRole("treegrid").focus();
				await press("Control+Home");
				await press("ArrowRight");
				await page.waitForFunction((n) => document.querySelectorAll(".vg-body .vg-row.vg-group").length > n, folded);
				await press("ArrowLeft");
				await page.waitForFunction((n) => document.querySelectorAll(".vg-body .vg-row.vg-group").length === n, folded);
			});

			await step("projects stand under their programme, which carries their cost", async () => {
				await page.goto("/portfolio?tree=programme");
				const top = rows(page).filter({ hasText: "PG-1" });
				await top.waitFor();
				expect("what stands below", plain(await top.textContent()), /10 000/);
				await someone.look("structure-tree");
			});

			await step("a column is moved by keys, and stays so in the address", async () => {
				await page.goto("/portfolio");
				await rows(page).first().waitFor();
				await page.getByRole("grid").focus();
				await press("Control+Home");
				await press("ArrowUp");
				for (let i = 0; i < 2; i++) await press("ArrowRight");
				await press("Control+Alt+ArrowRight");
				await page.waitForURL(/cols=/);
				await press("Control+Alt+Shift+ArrowRight");
				await page.waitForURL(/%3A|:\d+/);
			});

			await step("a rule colours rows, says why, and stands in the legend", async () => {
				const rules = JSON.stringify([["Rouge", 'light = "red"', "red", ""]]);
				await page.goto(`/portfolio?rules=${encodeURIComponent(rules)}`);
				await page.locator(".vg-body .rule-red").first().waitFor();
				const why = await page.locator(".vg-body .rule-red .cell-name").first().getAttribute("title");
				expect("why", plain(why), /Rouge/);
				await page.getByRole("contentinfo").or(page.locator("footer")).getByText("Rouge").waitFor();
				await someone.look("structure-colours");
			});

			await step("a card moves to another stage by keys, and undo brings it back", async () => {
				await page.goto("/portfolio?display=board");
				const card = page.getByRole("button", { name: "Projet A", exact: true });
				await card.focus();
				await press("Space");
				await press("ArrowRight");
				const saved = page.waitForResponse((r) => r.request().method() === "PATCH" && r.ok());
				await press("Enter");
				await (await saved).finished();
				const list = (n) => page.locator("[data-board] section section").nth(n);
				await list(1).getByRole("button", { name: "Projet A", exact: true }).waitFor();
				await someone.look("structure-board");
				const moved = await api("GET", "/projects?q=Projet%20A&fields=name,stage");
				expect("the stage saved", moved.items.find((p) => p.name === "Projet A").stage, stage[1]);
				await press("Control+z");
				await list(0).getByRole("button", { name: "Projet A", exact: true }).waitFor();
			});

			await step("bars stand on the timeline", async () => {
				await page.goto("/portfolio?display=timeline");
				await page.getByRole("treegrid").getByRole("gridcell", { name: "Projet A", exact: true }).waitFor();
				await someone.look("structure-timeline");
			});

			await step("the plain table is paged, and a cell is changed by its button", async () => {
				await page.goto("/portfolio?display=table&cols=code,name,stage,progress");
				await page.getByRole("table").waitFor();
				const change = page.getByRole("button", { name: /Avancement, Projet A/ });
				await change.focus();
				await press("Enter");
				await page.keyboard.type("35");
				await press("Enter");
				await page.getByRole("row").filter({ hasText: "Projet A" }).getByText(/35/).waitFor();
				await someone.look("structure-table");
			});
		},
	},
];
