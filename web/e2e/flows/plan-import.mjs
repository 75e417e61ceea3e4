import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, realFile } from "../harness.mjs";
import { account, firstAccount, signIn } from "../people.mjs";
import { words } from "../words.mjs";

const say = words("fr");

// schedule is a file that Microsoft Project wrote, out of the archive of them.
function schedule(name) {
	const archive = realFile("../schedules/mspdi-xer.tar.gz");
	return archive && execFileSync("tar", ["-xzOf", archive, `mspdi-xer/${name}`], { maxBuffer: 1 << 26 });
}

export const flows = [
	{
		name: "A plan of Microsoft Project comes in with its dates, goes out and comes in again",
		async play({ house, person, step }) {
			const file = schedule("mspdiresource.xml");
			if (!file) return;
			const api = await firstAccount(house);
			const pmo = { role: "pmo", login: "nadia", name: "Nadia Benali" };
			Object.assign(pmo, await account(house, api, pmo));
			const unit = (await api("GET", "/units")).items.find((u) => !u.parent).id;
			const make = (name) => api("POST", "/projects", { name, unit });
			const [project, other] = [await make("Portail des usagers"), await make("Portail bis")];
			const lines = async (id) => (await api("GET", `/projects/${id}/plan`)).items.map((i) => [i.wbs, i.name, i.start, i.finish, i.predecessors_text].join(" "));
			const someone = await person({ lang: "fr" });
			const { page } = someone;
			const button = (key) => page.getByRole("button", { name: say(key), exact: true });
			const choose = (name, buffer) => page.locator("input[type=file]").setInputFiles({ name, mimeType: "application/octet-stream", buffer });
			await step("from a plan without lines one goes to the import, which says what it reads", async () => {
				await signIn(page, pmo, `/project/${project.id}/plan`);
				await page.getByRole("link", { name: say("gantt.page.import") }).click();
				await page.getByText(say("planImport.forms.tableHow")).waitFor();
				await someone.look("plan-import");
			});
			await step("a file that is cut is refused with its line, and another one can be chosen", async () => {
				someone.expects("422 /api/v1/projects");
				await choose("coupé.xml", file.subarray(0, 20_000));
				await page.getByText(/il est incomplet, exportez-le de nouveau/).first().waitFor();
				await someone.look("plan-import-refused");
				await button("import.file.other").click();
			});
			await step("each date that differs stands there with its reason; keeping them holds those of the file", async () => {
				await choose("ressources.xml", file);
				const differ = page.getByRole("table", { name: say("planImport.table") });
				await differ.getByText("Task A", { exact: true }).waitFor();
				await differ.getByText(/des calendriers différents/).waitFor();
				await someone.look("plan-import-report");
				expect("nothing is kept yet", (await lines(project.id)).length, 0);
				await page.getByRole("radio", { name: say("planImport.recompute") }).check({ force: true });
				await page.locator("[aria-busy]").waitFor({ state: "detached" });
				await page.getByRole("radio", { name: say("planImport.keep") }).check({ force: true });
				await page.locator("[aria-busy]").waitFor({ state: "detached" });
			});
			await step("the plan is brought in, taken back from the line that says so, and brought in again", async () => {
				await button("planImport.bring").click();
				await page.getByRole("gridcell", { name: "Task A" }).waitFor();
				const task = (await lines(project.id)).find((l) => l.includes("Task A"));
				expect("the finish of the file", task.split(" ")[4], "2006-08-29T17:00");
				await someone.look("plan-imported");
				await button("portfolio.undo.title").click();
				await page.getByText(say("gantt.page.empty")).waitFor();
				expect("taken back", (await lines(project.id)).length, 0);
				await button("portfolio.undo.redo").click();
				await page.getByRole("gridcell", { name: "Task A" }).waitFor();
			});
			await step("it goes out to Microsoft Project, and comes into another project with the same dates", async () => {
				await page.getByRole("button", { name: say("gantt.out.title") }).click();
				const waiting = page.waitForEvent("download");
				await page.getByRole("menuitem", { name: say("gantt.out.mspdi") }).click();
				const sent = readFileSync(await (await waiting).path());
				await page.goto(`/project/${other.id}/plan/import`);
				await choose("retour.xml", sent);
				await page.getByText(/sont les mêmes ici/).waitFor();
				await someone.look("plan-import-again");
				await button("planImport.bring").click();
				await page.getByRole("gridcell", { name: "Task A" }).waitFor();
				expect("the same plan", (await lines(other.id)).join("\n"), (await lines(project.id)).join("\n"));
			});
			await step("an attribute of tasks is made among those of the other objects", async () => {
				await page.goto("/admin/fields");
				await page.getByRole("tab", { name: say("attribute.objects.task") }).click();
				await button("attribute.new").click();
				await page.getByRole("textbox", { name: say("label.fr") }).fill("Fournisseur");
				await page.getByRole("textbox", { name: say("label.en") }).fill("Supplier");
				await someone.look("attributes-of-tasks");
				await button("action.create").click();
				await page.getByRole("gridcell", { name: "supplier", exact: true }).waitFor();
			});
			await step("a column of a list goes to it, another one where it is told to, and the plan shows them", async () => {
				const list = "Nom;Début;Durée;Supplier;Zone\nCreuser;2027-01-04;2j;Martin;Nord\nMurer;2027-01-06;1j;Petit;Sud\n";
				await page.goto(`/project/${other.id}/plan/import`);
				await choose("liste.csv", Buffer.from(list));
				const fields = page.getByRole("table", { name: say("planImport.customs.title") });
				await fields.getByRole("button", { name: /Fournisseur/ }).waitFor();
				await fields.getByRole("button", { name: /Zone/ }).click();
				await page.getByRole("option", { name: new RegExp(say("planImport.customs.make").split(" (")[0]) }).click();
				await page.locator("[aria-busy]").waitFor({ state: "detached" });
				await someone.look("plan-import-fields");
				await button("planImport.replace").click();
				await page.getByRole("gridcell", { name: "Martin" }).waitFor();
				const sent = await api("GET", `/projects/${other.id}/plan`);
				expect("what lines hold", sent.items.map((i) => `${i.values?.supplier} ${i.values?.zone}`.toLowerCase()).join(), "martin nord,petit sud");
				await page.goto(`/project/${project.id}/plan`);
			});
			await step("its key dates get an address for calendars, which is revoked again", async () => {
				await page.getByRole("button", { name: say("gantt.out.title") }).click();
				await page.getByRole("menuitem", { name: say("feed.entry") }).click();
				await button("feed.make").click();
				const address = await page.locator("code").innerText();
				const read = () => fetch(house.url + address.slice(address.indexOf("/api/")));
				expect("a calendar", (await (await read()).text()).startsWith("BEGIN:VCALENDAR"), true);
				await someone.look("plan-feed");
				await page.getByRole("list", { name: say("feed.own") }).getByRole("button", { name: say("token.remove") }).click();
				await page.getByRole("list", { name: say("feed.own") }).waitFor({ state: "detached" });
				expect("it answers nothing any more", (await read()).status, 404);
			});
			await someone.leave();
		},
	},
];
