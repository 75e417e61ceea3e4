import { expect } from "../harness.mjs";
import { account, firstAccount, signIn } from "../people.mjs";
import { words } from "../words.mjs";

const say = words("fr");

// What the navigation offers each of them, where they are turned away, and which
// of the two projects they may change.
const people = [
	{
		role: "pmo",
		login: "nadia",
		name: "Nadia Benali",
		sees: ["nav.portfolio", "nav.imports", "nav.admin"],
		refused: ["/admin/users"],
		edits: ["Agenda partagé", "Portail des usagers"],
	},
	{
		role: "project_manager",
		login: "julien",
		name: "Julien Petit",
		sees: ["nav.portfolio"],
		refused: ["/import", "/admin/users"],
		edits: ["Portail des usagers"],
	},
	{ role: "reader", login: "lea", name: "Léa Moreau", sees: ["nav.portfolio"], refused: ["/import", "/admin/fields"], edits: [] },
];
const projects = ["Agenda partagé", "Portail des usagers"];
const allProjects = "Tous les projets";

export const flows = [
	{
		name: "Each role sees and does what it may, and no more",
		async play({ house, person, step }) {
			const api = await firstAccount(house);
			for (const p of people) Object.assign(p, await account(house, api, p));
			const manager = people.find((p) => p.role === "project_manager").id;
			const unit = (await api("GET", "/units")).items.find((u) => !u.parent).id;
			await api("POST", "/projects", { name: "Agenda partagé", unit });
			await api("POST", "/projects", { name: "Portail des usagers", unit, manager });
			for (const who of people) {
				const someone = await person({ lang: "fr" });
				const { page } = someone;
				await step(`${who.role}: the navigation, and the addresses that are refused`, async () => {
					await signIn(page, who);
					const nav = page.getByRole("navigation", { name: say("nav.label") });
					await nav.getByRole("link", { name: say("nav.portfolio") }).waitFor();
					for (const key of ["nav.portfolio", "nav.imports", "nav.admin"]) {
						const shown = await nav.getByRole("link", { name: say(key), exact: true }).count();
						expect(`${say(key)} is shown`, shown, who.sees.includes(key) ? 1 : 0);
					}
					for (const place of who.refused) {
						await page.goto(place);
						await page.getByRole("heading", { name: say("error.refused.title") }).waitFor();
					}
				});
				await step(`${who.role}: may change ${who.edits.join(" and ") || "nothing"}`, async () => {
					await page.goto("/portfolio");
					// Some roles start with a view of their own; this is about all projects.
					await page.getByRole("gridcell", { name: projects[1] }).waitFor();
					await page.getByRole("main").getByRole("link", { name: allProjects, exact: true }).click();
					await page.getByRole("gridcell", { name: projects[0] }).waitFor();
					await someone.look(`role-${who.role}`);
					for (const [line, name] of projects.entries()) {
						await typeCode(page, line, `${who.login}-${line}`, who.edits.includes(name));
					}
				});
				await someone.leave();
			}
		},
	},
];

// typeCode types into the first column of a line. Where that may not be, the page
// says why, and nothing is sent.
async function typeCode(page, line, code, may) {
	await page.getByRole("grid").focus();
	await page.keyboard.press("Control+Home");
	for (let n = 0; n < line; n++) await page.keyboard.press("ArrowDown");
	if (!may) {
		await page.keyboard.press("F2");
		await page.locator("footer").getByText(say("portfolio.why.right")).waitFor();
		await page.keyboard.press("Escape");
		return;
	}
	const saved = page.waitForResponse((r) => r.request().method() === "PATCH" && r.url().includes("/projects/"));
	await page.keyboard.type(code);
	await page.keyboard.press("Enter");
	expect("the answer", (await saved).status(), 200);
	await page.getByRole("gridcell", { name: code }).waitFor();
}
