import { expect } from "../harness.mjs";
import { chief, firstAccount, signIn } from "../people.mjs";
import { words } from "../words.mjs";

const say = words("fr");

export const flows = [
	{
		name: "A plan is taken as a template, begins another project, and both stand on the roadmap",
		async play({ house, person, step }) {
			const api = await firstAccount(house);
			const unit = (await api("GET", "/units")).items.find((u) => !u.parent).id;
			const project = (name, more = {}) => api("POST", "/projects", { name, unit, start: "2027-02-01", end: "2027-06-30", ...more });
			const paie = await project("Paie", { end: "2027-04-30" });
			const portail = await project("Portail", { start: "2027-03-01" });
			const read = (id) => api("GET", `/projects/${id}/plan`);
			await api("POST", "/resources", { name: "Grue", kind: "equipment" });
			const first = await read(paie.id);
			const day = first.day_minutes;
			const edits = [
				{ op: "add", ref: "build", kind: "phase", name: "Réalisation" },
				{ op: "add", ref: "design", kind: "task", name: "Conception", parent: "build", duration_minutes: 10 * day },
				{ op: "add", ref: "code", kind: "task", name: "Développement", parent: "build", duration_minutes: 15 * day, predecessors: [{ id: "design", lag: day }] },
				{ op: "add", ref: "ready", kind: "milestone", name: "Version prête", parent: "build", predecessors: [{ id: "code" }] },
				{ op: "add", ref: "live", kind: "milestone", name: "Mise en service", predecessors: [{ id: "ready", lag: 5 * day }] },
			];
			await api("PATCH", `/projects/${paie.id}/plan`, { edits }, { "If-Match": `"${first.mark}"` });
			const claire = await person({ lang: "fr" });
			const { page } = claire;
			const press = (key) => page.keyboard.press(key);
			const plan = page.getByRole("region", { name: "Plan", exact: true });

			await step("a plan that went well becomes the plan of a template, and is changed by keys", async () => {
				await signIn(page, chief, `/admin/templates?project=${paie.id}`);
				await plan.getByRole("button", { name: /^Développement/ }).press("Enter");
				await claire.look("roadmap-template");
				const length = plan.getByRole("textbox", { name: "Durée" });
				await length.fill("4s");
				await length.press("Tab");
				const team = plan.getByRole("combobox", { name: "Qui y travaille" }).or(plan.getByRole("textbox", { name: "Qui y travaille" }));
				await team.fill("rôle commanditaire; Grue[50%]");
				await team.press("Tab");
				await plan.getByText("Rôle Commanditaire; Grue[50%]").waitFor();
				const name = page.getByRole("textbox", { name: new RegExp(`^${say("label.fr")}`) }).first();
				await name.fill("Projet applicatif");
				await page.getByRole("button", { name: say("action.create"), exact: true }).click();
				await page.getByRole("button", { name: say("template.retire") }).waitFor();
			});
			await step("an empty plan begins with it: what comes is shown, and stands there", async () => {
				await page.goto(`/project/${portail.id}/plan`);
				await page.getByRole("button", { name: say("template.plan.insert") }).press("Enter");
				const dialog = page.getByRole("dialog");
				await dialog.getByText("Développement").first().waitFor();
				await claire.look("roadmap-insert");
				await dialog.getByRole("button", { name: /^Appliquer 5 / , disabled: false }).press("Enter");
				await page.getByRole("gridcell", { name: "Développement", exact: true }).waitFor();
				await claire.look("roadmap-plan");
				const { items } = await read(portail.id);
				expect("who works", items.map((i) => i.resources_text).filter(Boolean).join(), "Grue[50%]");
				expect("the lines", items.map((i) => `${i.wbs} ${i.name} ${i.start.slice(0, 10)}`).join(", "), "1 Réalisation 2027-03-01, 1.1 Conception 2027-03-01, 1.2 Développement 2027-03-16, 1.3 Version prête 2027-04-12, 2 Mise en service 2027-04-19");
			});
			await step("the roadmap has both on one axis, each with its milestones, and unfolds to phases", async () => {
				const { items } = await read(portail.id);
				const now = await read(paie.id);
				const live = now.items.find((i) => i.name === "Mise en service");
				await api("PATCH", `/projects/${portail.id}/plan`, { edits: [{ op: "set", id: items[0].id, predecessors: [{ id: live.id }] }] }, { "If-Match": `"${(await read(portail.id)).mark}"` });
				await page.goto("/portfolio?display=timeline&group=unit");
				const tree = page.getByRole("treegrid");
				await tree.getByRole("gridcell", { name: "Portail", exact: true }).waitFor();
				await page.getByRole("button", { name: say("gantt.zoom.fit") }).click();
				await claire.look("roadmap");
				await tree.focus();
				for (const key of ["Control+Home", "ArrowDown", "ArrowDown", "ArrowRight"]) await press(key);
				await tree.getByRole("gridcell", { name: "Réalisation" }).waitFor();
				await claire.look("roadmap-unfolded");
				await press("Control+Home");
				await press("ArrowLeft");
				await tree.getByRole("gridcell", { name: "Paie", exact: true }).waitFor({ state: "detached" });
				await claire.look("roadmap-folded");
			});
		},
	},
];
