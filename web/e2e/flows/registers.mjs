import { iso } from "../day.mjs";
import { expect } from "../harness.mjs";
import { account, firstAccount, signIn } from "../people.mjs";
import { words } from "../words.mjs";

const say = words("fr");

export const flows = [
	{
		name: "Risks, actions and decisions are typed on the project, rated, given and followed",
		async play({ house, person, step }) {
			const api = await firstAccount(house);
			const pmo = { role: "pmo", login: "nadia", name: "Nadia Benali" };
			Object.assign(pmo, await account(house, api, pmo));
			const unit = (await api("GET", "/units")).items.find((u) => !u.parent).id;
			const portal = await api("POST", "/projects", { name: "Portail des usagers", unit });
			const archive = await api("POST", "/projects", { name: "Archivage", unit });
			const someone = await person({ lang: "fr" });
			const { page } = someone;
			const press = (key) => page.keyboard.press(key);
			const list = async (path) => (await api("GET", path)).items;
			const grid = (kind) => page.getByRole("grid", { name: say(`register.${kind}.title`) });
			await step("the last line of a project makes a risk, and two digits rate it", async () => {
				await signIn(page, pmo, `/project/${portal.id}`);
				await grid("risk").getByRole("gridcell").first().waitFor(); // the blank line stands
				await grid("risk").focus();
				await press("Control+Home");
				// Nothing is waited for: what is typed while the line is being stored stays in it.
				await page.keyboard.type("Fournisseur défaillant");
				await press("Tab");
				await page.keyboard.type("4");
				await press("Tab");
				await page.keyboard.type("5");
				await press("Enter");
				await page.getByRole("gridcell", { name: `20 · ${say("register.criticality.severe")}` }).waitFor();
				const [risk] = await list(`/projects/${portal.id}/risks`);
				expect("risk", [risk.name, risk.probability, risk.impact, risk.criticality, risk.status].join(), "Fournisseur défaillant,4,5,20,open");
			});
			await step("undoing takes the last step back", async () => {
				await grid("risk").focus();
				await press("Control+z");
				await page.getByRole("gridcell", { name: `20 · ${say("register.criticality.severe")}` }).waitFor({ state: "detached" });
				expect("impact", (await list(`/projects/${portal.id}/risks`))[0].impact, null);
				await someone.look("register-project");
			});
			await step("one name after the other, each on its own line", async () => {
				await grid("action").focus();
				await press("Control+Home");
				for (const text of ["Relancer le fournisseur", "Chercher un second"]) {
					await page.keyboard.type(text);
					await press("Enter");
				}
				await page.getByRole("heading", { name: `${say("register.action.title")} 2` }).waitFor();
				for (const [keys, count] of [["z", 1], ["z", 0], ["y", 1], ["z", 0]]) {
					await press(`Control+${keys}`);
					await page.getByRole("heading", { name: `${say("register.action.title")} ${count || ""}`.trim(), exact: true }).waitFor();
				}
			});
			await step("the matrix counts the open risks, and a square shows its own", async () => {
				await api("POST", `/projects/${archive.id}/risks`, { name: "Données perdues", probability: "2", impact: "5" });
				await api("POST", `/projects/${archive.id}/risks`, { name: "Budget dépassé", probability: "4", impact: "4" });
				await page.getByRole("navigation", { name: say("nav.label") }).getByRole("link", { name: say("nav.follow") }).click();
				await page.getByRole("navigation", { name: say("nav.follow") }).getByRole("link", { name: say("register.risk.title") }).click();
				await page.getByRole("gridcell", { name: "Données perdues" }).waitFor();
				await someone.look("register-risks");
				await page.getByRole("button", { name: /Probabilité 4, impact 4/ }).click();
				await page.getByRole("gridcell", { name: "Données perdues" }).waitFor({ state: "detached" });
				await page.getByRole("gridcell", { name: "Budget dépassé" }).waitFor();
				await page.getByRole("button", { name: say("register.matrix.clear") }).click();
				await page.getByRole("gridcell", { name: "Données perdues" }).waitFor();
			});
			await step("what is late stands first among the actions, and many are done at once", async () => {
				const me = (await api("GET", "/users")).items.find((u) => u.login === "nadia").id;
				for (const [name, due] of [["Relancer", -3], ["Planifier", 20]])
					await api("POST", `/projects/${archive.id}/actions`, { name, due: iso(due), owner: me });
				await page.getByRole("navigation", { name: say("nav.follow") }).getByRole("link", { name: say("register.action.title") }).click();
				await page.getByRole("gridcell", { name: say("milestone.due.late", { count: 3 }) }).waitFor();
				await someone.look("register-actions");
				await grid("action").focus();
				await press("Control+Home");
				await press("Shift+ArrowDown");
				const bar = page.getByRole("toolbar", { name: say("register.selection") });
				await bar.getByRole("button", { name: "Statut" }).click();
				await page.getByRole("menuitem", { name: "Faite" }).click();
				await page.getByText(say("register.action.empty.none")).or(page.getByText(say("register.action.empty.filtered"))).first().waitFor();
				expect("done", (await list("/actions")).map((a) => a.status).join(), "done,done");
			});
			await step("a line is added from the list of all: its name, then its project", async () => {
				await page.getByRole("navigation", { name: say("nav.follow") }).getByRole("link", { name: say("register.decision.title") }).click();
				await page.getByRole("textbox", { name: say("register.decision.add.new") }).fill("Reporter la mise en service");
				await page.getByRole("combobox", { name: say("register.addTo") }).fill("Portail");
				await page.getByRole("option", { name: /Portail des usagers/ }).click();
				await page.getByRole("button", { name: say("register.addNow") }).click();
				await page.getByRole("gridcell", { name: "Reporter la mise en service" }).waitFor();
				const [decision] = await list("/decisions");
				expect("decision", [decision.name, decision.project.name, decision.made, decision.status].join(), `Reporter la mise en service,Portail des usagers,${iso(0)},open`);
				await someone.look("register-decisions");
			});
			await someone.leave();
			await step("who may only read ticks off what is theirs to do, and nothing else", async () => {
				const lea = await account(house, api, { login: "lea", name: "Léa Roy", role: "reader" });
				const own = await api("POST", `/projects/${archive.id}/actions`, { name: "Relire le dossier", owner: lea.id });
				await api("POST", `/projects/${archive.id}/actions`, { name: "Signer le marché" });
				const reader = await person({ lang: "fr" });
				await signIn(reader.page, lea, "/actions");
				const status = (name) => reader.page.getByRole("row", { name: new RegExp(name) }).getByRole("gridcell", { name: "À faire" });
				await status("Relire le dossier").dblclick();
				await reader.page.keyboard.type("Faite");
				const saved = reader.page.waitForResponse((r) => r.url().includes(`/actions/${own.id}`) && r.request().method() === "PATCH");
				await reader.page.keyboard.press("Enter");
				await saved;
				await status("Relire le dossier").waitFor({ state: "detached" });
				const [done] = (await list(`/projects/${archive.id}/actions`)).filter((m) => m.id === own.id);
				expect("its state", [done.status, done.done_on].join(), `done,${iso(0)}`);
				expect("another's", await status("Signer le marché").getAttribute("aria-readonly"), "true");
				await reader.look("register-ticked");
			});
			await step("on a phone they are cards, and the state is changed in place", async () => {
				const phone = await person({ lang: "fr", width: 390, height: 844, touch: true });
				await signIn(phone.page, pmo, "/decisions");
				const card = phone.page.getByRole("listitem").filter({ hasText: "Reporter la mise en service" });
				await card.getByRole("button", { name: /Statut/ }).tap();
				await phone.page.getByRole("option", { name: "Appliquée" }).tap();
				await card.waitFor({ state: "detached" });
				expect("status", (await list("/decisions"))[0].status, "carried_out");
				await phone.leave();
			});
		},
	},
];
