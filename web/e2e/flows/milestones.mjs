import { iso } from "../day.mjs";
import { expect } from "../harness.mjs";
import { account, firstAccount, signIn } from "../people.mjs";
import { words } from "../words.mjs";

const say = words("fr");

export const flows = [
	{
		name: "Key dates are typed on the project and followed across projects",
		async play({ house, person, step }) {
			const api = await firstAccount(house);
			const pmo = { role: "pmo", login: "nadia", name: "Nadia Benali" };
			Object.assign(pmo, await account(house, api, pmo));
			const unit = (await api("GET", "/units")).items.find((u) => !u.parent).id;
			const agenda = await api("POST", "/projects", { name: "Agenda partagé", unit });
			const portal = await api("POST", "/projects", { name: "Portail des usagers", unit });
			await api("POST", `/projects/${portal.id}/milestones`, { name: "Recette", type: "delivery", date: iso(-12) });
			await api("POST", `/projects/${portal.id}/milestones`, { name: "Mise en service", type: "go_live", date: iso(20), contractual: true });
			const someone = await person({ lang: "fr" });
			const { page } = someone;
			const press = (key) => page.keyboard.press(key);
			const of = async (id) => (await api("GET", `/projects/${id}/milestones`)).items;
			const grid = page.getByRole("grid", { name: say("register.milestone.title") });
			await step("the last line makes a key date, by the keyboard alone", async () => {
				await signIn(page, pmo, `/project/${agenda.id}`);
				await page.getByRole("heading", { name: say("register.milestone.title") }).waitFor();
				await grid.focus();
				await press("Control+Home");
				await page.keyboard.type("Ouverture au public");
				const kept = page.waitForResponse((r) => r.request().method() === "POST" && r.url().includes("/milestones"));
				await press("Enter");
				await page.getByRole("gridcell", { name: "Ouverture au public" }).waitFor();
				await kept;
				expect("key dates", (await of(agenda.id)).map((m) => m.name).join(), "Ouverture au public");
			});
			await step("its first date is the baseline, the next one drifts", async () => {
				for (const date of ["31/03/2027", "12/04/2027"]) {
					await grid.focus();
					await press("Control+Home");
					await press("ArrowRight");
					await page.keyboard.type(date);
					await press("Enter");
					await page.waitForResponse((r) => r.request().method() === "GET" && r.url().includes("/milestones"));
				}
				await page.getByRole("gridcell", { name: say("milestone.drift.later", { count: 12 }) }).waitFor();
				const [m] = await of(agenda.id);
				expect("date, baseline, drift", [m.date, m.baseline, m.drift].join(" "), "2027-04-12 2027-03-31 12");
				await someone.look("milestone-project");
			});
			await step("undoing gives the date back", async () => {
				await grid.focus();
				await press("Control+z");
				await page.getByRole("gridcell", { name: say("milestone.drift.none") }).waitFor();
				expect("date", (await of(agenda.id))[0].date, "2027-03-31");
			});
			await step("all projects' key dates stand on one page: what is late first", async () => {
				await page.getByRole("navigation", { name: say("nav.label") }).getByRole("link", { name: say("nav.follow") }).click();
				await page.getByRole("gridcell", { name: say("milestone.due.late", { count: 12 }) }).waitFor();
				await page.getByRole("radio", { name: new RegExp(say("register.milestone.when.late")) }).click();
				await page.getByRole("gridcell", { name: "Mise en service" }).first().waitFor({ state: "detached" });
				await page.getByRole("gridcell", { name: "Recette" }).waitFor();
				await page.getByRole("button", { name: say("portfolio.undo.redo") }).waitFor({ state: "detached" });
				await someone.look("milestone-late");
			});
			await step("reached here, it is late no more", async () => {
				const [late] = await of(portal.id);
				await api("PATCH", `/milestones/${late.id}`, { status: "done" }, { "If-Match": `"${late.version}"` });
				await page.getByText(say("register.milestone.empty.late")).waitFor();
				await page.getByRole("button", { name: say("register.milestone.empty.all") }).click();
				await page.getByRole("gridcell", { name: "Recette" }).waitFor();
				await someone.look("milestone-all");
			});
			await step("from the list one goes to the trend of what it shows, with the project of each, and back", async () => {
				await page.getByRole("link", { name: say("trend.open"), exact: true }).click();
				await page.getByRole("img", { name: new RegExp(say("trend.labelAll")) }).waitFor();
				await someone.look("milestone-trend");
				await page.getByRole("button", { name: say("chart.asTable", { name: say("trend.labelAll") }) }).click();
				await page.getByRole("row", { name: /Recette.*Portail des usagers/ }).waitFor();
				await page.getByRole("main").getByRole("link", { name: say("register.milestone.title"), exact: true }).click();
				await page.getByRole("gridcell", { name: "Recette" }).waitFor();
			});
			await step("by month, found by the name of a project, and opened", async () => {
				const find = page.getByRole("searchbox", { name: say("register.milestone.find") });
				await find.fill("introuvable");
				await page.getByRole("button", { name: say("register.milestone.empty.all") }).click();
				await page.getByRole("gridcell", { name: "Ouverture au public" }).waitFor();
				expect("what is searched", await find.inputValue(), "");
				await find.fill("portail");
				await page.getByRole("gridcell", { name: "Ouverture au public" }).waitFor({ state: "detached" });
				await page.getByRole("gridcell", { name: "Portail des usagers" }).first().click();
				await page.getByRole("heading", { level: 1, name: "Portail des usagers" }).waitFor();
			});
			await someone.leave();
		},
	},
];
