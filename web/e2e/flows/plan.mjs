import { expect } from "../harness.mjs";
import { account, choose, firstAccount, signIn } from "../people.mjs";
import { resourcesOfAPlan } from "../plan-resources.mjs";
import { words } from "../words.mjs";

const say = words("fr");

// at finds a place on the timeline, in the row of a line, where the pointer takes hold.
async function hold(page, line, cursor) {
	const row = await page.getByRole("gridcell", { name: line, exact: true }).boundingBox();
	const box = await page.locator(".vt").boundingBox();
	const y = row.y + row.height / 2 - 2;
	for (let x = box.x + 4; x < box.x + box.width - 20; x += 3) {
		await page.mouse.move(x, y);
		const is = await page.locator(".vt").evaluate((e) => e.style.cursor);
		if (is === cursor) return { x: x + (cursor === "grab" ? 6 : 0), y };
	}
	throw new Error(`nothing to take by ${cursor} in the row of ${line}`);
}

export const flows = [
	{
		name: "A plan is drawn, dragged with what moves said first, saved, undone, worked by keys alone, compared with its reference and shifted",
		async play({ house, person, step }) {
			const api = await firstAccount(house);
			const pmo = { role: "pmo", login: "nadia", name: "Nadia Benali" };
			Object.assign(pmo, await account(house, api, pmo));
			const unit = (await api("GET", "/units")).items.find((u) => !u.parent).id;
			const project = await api("POST", "/projects", { name: "Portail des usagers", unit });
			const path = `/projects/${project.id}/plan`;
			const read = () => api("GET", path);
			const line = async (name) => (await read()).items.find((i) => i.name === name);
			const first = await read();
			const day = first.day_minutes;
			const edits = [
				{ op: "plan", plan_start: "2027-02-01" },
				{ op: "add", ref: "build", kind: "phase", name: "Réalisation" },
				{ op: "add", ref: "design", kind: "task", name: "Conception", parent: "build", duration_minutes: 10 * day },
				{ op: "add", ref: "code", kind: "task", name: "Développement", parent: "build", duration_minutes: 15 * day, predecessors: [{ id: "design" }] },
				{ op: "add", ref: "ready", kind: "milestone", name: "Version prête", parent: "build", predecessors: [{ id: "code" }] },
				{ op: "add", ref: "docs", kind: "task", name: "Guide", duration_minutes: 5 * day },
			];
			await api("PATCH", path, { edits }, { "If-Match": `"${first.mark}"` });
			const someone = await person({ lang: "fr" });
			const { page } = someone;
			const press = (key) => page.keyboard.press(key);
			const tree = page.getByRole("treegrid", { name: say("gantt.page.label", { project: "Portail des usagers" }) });
			const kept = () => page.waitForResponse((r) => r.request().method() === "PATCH" && r.url().includes("/plan"));
			await step("from the project one goes to its plan: lines in a tree, and bars beside them", async () => {
				await signIn(page, pmo, `/project/${project.id}`);
				await page.getByRole("main").getByRole("link", { name: say("gantt.page.title"), exact: true }).click();
				await tree.waitFor();
				await page.getByRole("gridcell", { name: "Développement" }).waitFor();
				await page.getByRole("button", { name: say("gantt.zoom.fit") }).click();
				await someone.look("plan");
			});
			await step("a bar held shows old and new dates and what else moves, and Esc lets nothing happen", async () => {
				const at = await hold(page, "Conception", "grab");
				await page.mouse.down();
				await page.mouse.move(at.x + 60, at.y, { steps: 6 });
				await page.getByText(/déplace 1 tâche, 1 jalon/).waitFor();
				await someone.look("plan-drag");
				await press("Escape");
				await page.getByText(say("gantt.hint.drag"), { exact: true }).waitFor({ state: "detached" });
				await page.mouse.up();
				expect("start", (await line("Conception")).start.slice(0, 10), "2027-02-01");
			});
			let moved = "";
			await step("let go, it is saved with all that waits for it", async () => {
				const at = await hold(page, "Conception", "grab");
				await page.mouse.down();
				await page.mouse.move(at.x + 60, at.y, { steps: 6 });
				await page.getByText(say("gantt.hint.drag"), { exact: true }).waitFor();
				const saved = kept();
				await page.mouse.up();
				await saved;
				const design = await line("Conception");
				moved = design.start.slice(0, 10);
				expect("later than before", moved > "2027-02-01", true);
				expect("what waits starts after it", (await line("Développement")).start > design.finish, true);
			});
			await step("undoing brings the plan back, redoing does it again", async () => {
				await tree.focus();
				let saved = kept();
				await press("Control+z");
				await saved;
				expect("undone", (await line("Conception")).start.slice(0, 10), "2027-02-01");
				saved = kept();
				await press("Control+Shift+z");
				await saved;
				expect("done again", (await line("Conception")).start.slice(0, 10), moved);
				saved = kept();
				await press("Control+z");
				await saved;
			});
			await step("the end of a bar is pulled, and the duration follows", async () => {
				const before = (await line("Guide")).duration_minutes;
				const at = await hold(page, "Guide", "ew-resize");
				await page.mouse.down();
				await page.mouse.move(at.x + 50, at.y, { steps: 5 });
				const saved = kept();
				await page.mouse.up();
				await saved;
				expect("longer", (await line("Guide")).duration_minutes > before, true);
			});
			await step("keys alone move a line by working days: first seen, then accepted", async () => {
				await tree.focus();
				await press("Control+Home");
				await press("ArrowDown");
				for (let i = 0; i < 5; i++) await press("Control+Alt+ArrowRight");
				await page.getByText(say("gantt.hint.keys"), { exact: true }).waitFor();
				expect("nothing is saved yet", (await line("Conception")).start.slice(0, 10), "2027-02-01");
				await someone.look("plan-keys");
				const saved = kept();
				await press("Enter");
				await saved;
				expect("five working days", (await line("Conception")).start.slice(0, 10), "2027-02-08");
				await press("Control+Alt+ArrowRight");
				await press("Escape");
				await page.getByText(say("gantt.hint.keys"), { exact: true }).waitFor({ state: "detached" });
				expect("given up", (await line("Conception")).start.slice(0, 10), "2027-02-08");
			});
			await step("a link is made by keys: L, the successor, Enter; a circle is named and refused", async () => {
				await tree.focus();
				await press("Control+Home");
				for (let i = 0; i < 3; i++) await press("ArrowDown");
				await press("ArrowRight");
				await press("l");
				await press("ArrowUp");
				await press("ArrowUp");
				await page.getByText(/tourneraient en rond/).first().waitFor();
				await press("Escape");
				for (let i = 0; i < 2; i++) await press("ArrowDown");
				await press("l");
				await press("ArrowDown");
				const saved = kept();
				await press("Enter");
				await saved;
				expect("predecessors", (await line("Guide")).predecessors_text, "4");
			});
			await step("a duration is typed as people write it, and what is none says so at the cell", async () => {
				await tree.focus();
				await press("Control+Home");
				await press("ArrowDown");
				for (let i = 0; i < 5; i++) await press("ArrowRight");
				await page.keyboard.type("3 j");
				const saved = kept();
				await press("Enter");
				await saved;
				expect("duration", (await line("Conception")).duration_minutes, 3 * day);
				await press("ArrowUp");
				await page.keyboard.type("bientôt");
				await press("Enter");
				await press("ArrowUp");
				await page.getByText(say("gantt.length.unread")).first().waitFor();
			});
			const panel = page.getByRole("region", { name: "Guide" });
			await step("all that can be said of a line is in its panel, and what cannot be held warns there", async () => {
				await press("Escape");
				await page.getByRole("gridcell", { name: "Guide", exact: true }).click();
				await press("Space");
				await choose(page, panel.getByRole("button", { name: new RegExp(say("gantt.item.constraint")) }), say("gantt.constraint.must_start"));
				await panel.getByRole("textbox", { name: say("gantt.item.on") }).fill("01/02/2027");
				await panel.getByRole("textbox", { name: say("gantt.item.effort") }).fill("jamais");
				await panel.getByText(say("gantt.length.unread")).waitFor();
				await panel.getByRole("textbox", { name: say("gantt.item.effort") }).fill("2 j");
				await someone.look("plan-panel");
				const saved = kept();
				await panel.getByRole("button", { name: say("action.save"), disabled: false }).press("Enter");
				await saved;
				const guide = await line("Guide");
				expect("the constraint holds", guide.start.slice(0, 10), "2027-02-01");
				expect("the work", guide.effort_minutes, 2 * day);
				await panel.getByText(guide.warnings[0]).waitFor();
			});
			await step("undone, the line is all that it was", async () => {
				const saved = kept();
				await press("Control+z");
				await saved;
				const guide = await line("Guide");
				expect("no constraint", [guide.constraint ?? "", guide.effort_minutes ?? 0, guide.predecessors_text].join(), ",0,4");
			});
			await step("saved, the panel says what was kept, in the words in which it was kept", async () => {
				const who = panel.getByRole("combobox", { name: say("gantt.column.responsible") });
				// A list closes where the page scrolls below it, so that comes first.
				await who.evaluate((e) => new Promise((done) => (e.scrollIntoView({ block: "center" }), requestAnimationFrame(() => requestAnimationFrame(done)))));
				await who.fill("Nadia");
				await page.getByRole("option", { name: "Nadia Benali" }).click();
				const waits = panel.getByRole("textbox", { name: say("gantt.column.waits") });
				await waits.fill("4FD");
				const saved = kept();
				await panel.getByRole("button", { name: say("action.save"), disabled: false }).press("Enter");
				await saved;
				await panel.getByRole("button", { name: say("action.save"), disabled: true }).waitFor();
				expect("predecessors", await waits.inputValue(), "4");
				expect("who sees to it", (await line("Guide")).responsible?.name, "Nadia Benali");
			});
			await step("what is typed is not left behind unasked, by another line, another page or Esc", async () => {
				const note = panel.getByRole("textbox", { name: say("gantt.item.note") });
				await note.fill("À relire");
				const ask = page.getByRole("alertdialog", { name: say("forms.leave") });
				await panel.getByRole("button", { name: say("panel.previous") }).press("Enter");
				await ask.getByText(say("gantt.item.leaveText")).waitFor();
				await ask.getByRole("button", { name: say("action.cancel") }).press("Enter");
				await ask.waitFor({ state: "detached" });
				await page.getByRole("link", { name: say("trend.title"), exact: true }).press("Enter");
				await ask.getByRole("button", { name: say("action.cancel") }).press("Enter");
				await ask.waitFor({ state: "detached" });
				const { mark } = await read();
				const theirs = { op: "set", id: (await line("Guide")).id, note: "Relu", name: "Guide" };
				await api("PATCH", path, { edits: [theirs] }, { "If-Match": `"${mark}"` });
				await panel.getByText(say("gantt.item.meanwhile")).waitFor();
				expect("still typed", await note.inputValue(), "À relire");
				await note.press("Escape");
				await ask.getByRole("button", { name: say("forms.leaveIt") }).press("Enter");
				await panel.waitFor({ state: "detached" });
			});
			await resourcesOfAPlan({ api, page, someone, step, say, panel, kept, line, project });
			await step("the rules of a plan: dates that no longer follow stay where they are", async () => {
				const before = await line("Développement");
				await page.getByRole("button", { name: say("gantt.settings.title") }).press("Enter");
				const rules = page.getByRole("dialog", { name: say("gantt.settings.title") });
				await rules.getByRole("switch", { name: new RegExp(say("gantt.settings.auto")) }).press("Space");
				await someone.look("plan-rules");
				const saved = kept();
				await rules.getByRole("button", { name: say("action.save"), disabled: false }).press("Enter");
				await saved;
				await rules.waitFor({ state: "detached" });
				expect("its dates are its own now", (await line("Développement")).manual, true);
				const back = kept();
				await press("Control+z");
				await back;
				const after = await line("Développement");
				expect("they follow again", [after.manual ?? false, after.start].join(), ["false", before.start].join());
			});
			await step("a phase is deleted with all that is in it, and brought back whole", async () => {
				const before = (await read()).items.map((i) => i.name).join();
				await page.getByRole("gridcell", { name: "Réalisation", exact: true }).click({ button: "right" });
				await page.getByRole("menuitem", { name: say("gantt.page.remove") }).press("Enter");
				const saved = kept();
				await page.getByRole("alertdialog").getByRole("button", { name: say("gantt.page.remove") }).press("Enter");
				await saved;
				await page.getByRole("gridcell", { name: "Développement", exact: true }).waitFor({ state: "detached" });
				await press("Control+z");
				await page.getByRole("gridcell", { name: "Développement", exact: true }).waitFor();
				expect("the lines", (await read()).items.map((i) => i.name).join(), before);
			});
			await step("what a colleague changes meanwhile appears by itself", async () => {
				const { mark, items } = await read();
				const edit = { op: "set", id: items.find((i) => i.name === "Réalisation").id, name: "Réalisation du portail" };
				await api("PATCH", path, { edits: [edit] }, { "If-Match": `"${mark}"` });
				await page.getByRole("gridcell", { name: "Réalisation du portail", exact: true }).waitFor();
			});
			const menu = async (button, entry) => {
				await page.getByRole("button", { name: button, exact: true }).click();
				await page.getByRole("menuitem", { name: entry, exact: true }).click();
			};
			await step("what is planned is kept as the reference, with a name", async () => {
				await press("Escape");
				await menu(say("baseline.title"), say("baseline.save"));
				await page.getByLabel(say("baseline.name")).fill("Contrat");
				await someone.look("plan-baseline");
				await page.getByRole("button", { name: say("baseline.saveAction"), exact: true }).click();
				await page.getByRole("button", { name: say("baseline.with", { name: "Contrat" }) }).waitFor();
				const ready = (await api("GET", `/projects/${project.id}/milestones`)).items[0];
				expect("the key date is promised for the same day", ready.baseline, ready.date);
			});
			await step("what others do meanwhile shows as drift, and line by line what moved, came and went", async () => {
				const { mark, items } = await read();
				const id = (name) => items.find((i) => i.name === name).id;
				const late = [
					{ op: "set", id: id("Conception"), progress: 100, actual_start: "2027-02-08T09:00", actual_finish: "2027-02-17T17:00" },
					{ op: "delete", id: id("Guide") },
					{ op: "add", kind: "task", name: "Recette" },
				];
				await api("PATCH", path, { edits: late }, { "If-Match": `"${mark}"` });
				await page.getByRole("gridcell", { name: "Recette" }).waitFor();
				await someone.look("plan-drift");
				await menu(say("baseline.with", { name: "Contrat" }), say("baseline.compare"));
				const dialog = page.getByRole("dialog");
				await dialog.getByRole("row", { name: /Développement.*\+5/ }).waitFor();
				await someone.look("plan-compare");
				await dialog.getByRole("radio", { name: say("baseline.state.deleted") }).click();
				await dialog.getByRole("cell", { name: "Guide" }).waitFor();
				await press("Escape");
				await dialog.waitFor({ state: "detached" });
			});
			await step("a shift says what moves before it does, and is taken back as one", async () => {
				const before = (await line("Développement")).start;
				await page.getByRole("button", { name: say("shift.open"), exact: true }).click();
				const dialog = page.getByRole("dialog");
				await dialog.getByLabel(say("shift.days")).focus();
				await press("Escape");
				await dialog.waitFor({ state: "detached" });
				await page.getByRole("button", { name: say("shift.open"), exact: true }).click();
				await dialog.getByLabel(say("shift.days")).fill("10");
				await press("Tab");
				await dialog.getByText("Version prête").waitFor();
				await someone.look("plan-shift");
				expect("only foreseen", (await line("Développement")).start, before);
				await dialog.getByRole("button", { name: say("shift.run"), exact: true, disabled: false }).press("Enter");
				await dialog.waitFor({ state: "detached" });
				expect("two weeks later", (await line("Développement")).start > before, true);
				await tree.focus();
				const undone = page.waitForResponse((r) => r.url().endsWith("/undo"));
				await press("Control+z");
				await undone;
				expect("taken back", (await line("Développement")).start, before);
			});
			await step("the plan stands in a plain table too, with the same lines and columns, and is changed there", async () => {
				const display = async (entry) => {
					await page.getByRole("button", { name: say("gantt.show.title"), exact: true }).press("Enter");
					await page.getByRole("menuitemradio", { name: entry }).press("Enter");
				};
				await display(say("views.displayTable"));
				const table = page.getByRole("table", { name: say("gantt.page.label", { project: "Portail des usagers" }) });
				await table.getByRole("columnheader", { name: say("gantt.column.waits") }).waitFor();
				await someone.look("plan-table");
				const label = `${say("gantt.column.progress")}, 0`;
				await table.getByRole("row", { name: /Recette/ }).getByRole("button", { name: new RegExp(label) }).press("Enter");
				await table.getByRole("textbox").fill("40");
				const saved = kept();
				await press("Enter");
				await saved;
				expect("progress", (await line("Recette")).progress, 40);
				await page.reload();
				await table.getByRole("button", { name: say("grid.table.actsOn", { name: "Recette" }) }).waitFor();
				await display(say("gantt.display"));
				await tree.waitFor();
			});
			await step("the milestone trend is drawn, and stands in a table too", async () => {
				await page.getByRole("link", { name: say("trend.title"), exact: true }).click();
				await page.getByRole("img", { name: new RegExp(say("trend.label", { project: "Portail des usagers" })) }).waitFor();
				await someone.look("plan-trend");
				const label = say("trend.label", { project: "Portail des usagers" });
				await page.getByRole("button", { name: say("chart.asTable", { name: label }) }).click();
				await page.getByRole("button", { name: "Version prête" }).waitFor();
			});
			await someone.leave();
		},
	},
];
