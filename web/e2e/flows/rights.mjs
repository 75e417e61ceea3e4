import { expect } from "../harness.mjs";
import { account, chief, firstAccount, letIn, signIn } from "../people.mjs";
import { words } from "../words.mjs";

export const flows = [
	{
		name: "Rights explained, seen as somebody, delegated, compared and handed to auditors",
		async play({ house, person, step }) {
			const api = await firstAccount(house, "en");
			const say = words("en");
			const unit = (await api("GET", "/units")).items[0].id;
			const paul = await account(house, api, { login: "paul", name: "Paul Reader", role: "reader", language: "en" });
			const mona = await account(house, api, { login: "mona", name: "Mona Office", role: "pmo", language: "en" });
			const project = await api("POST", "/projects", { name: "Payroll", unit });
			const claire = await person({ lang: "en" });
			const { page } = claire;
			await letIn(page, chief);

			await step("a project says who sees it, and why", async () => {
				await page.goto(`/project/${project.id}`);
				await page.getByRole("button", { name: say("explain.who") }).click();
				const drawer = page.getByRole("dialog");
				await drawer.getByText("Mona Office").waitFor();
				await drawer.getByRole("button", { name: say("explain.whyPerson", { name: "Paul Reader" }) }).click();
				await drawer.getByText(/Role “Reader” on “Direction du numérique”, given on .* by Claire Martin/).first().waitFor();
				await claire.look("rights-who");
				await page.keyboard.press("Escape");
			});
			await step("an administrator asks what a person may do with an object", async () => {
				await page.goto(`/admin/users?open=${paul.id}`);
				const tester = page.getByRole("region", { name: say("explain.title") });
				await tester.scrollIntoViewIfNeeded();
				await tester.getByRole("combobox").fill("Payroll");
				await page.getByRole("option", { name: /Payroll/ }).first().waitFor();
				await page.keyboard.press("ArrowDown");
				await page.keyboard.press("Enter");
				await tester.getByText(/Missing: .*Could give it/s).or(tester.getByText(/Could give it: .*Claire Martin/)).first().waitFor();
				await claire.look("rights-tester");
			});
			await step("and looks as that person, reading only", async () => {
				await page.getByRole("button", { name: say("seeing.begin") }).click();
				await page.getByRole("alertdialog").or(page.getByRole("dialog")).getByRole("button", { name: say("seeing.go", { name: "Paul Reader" }) }).click();
				const band = page.getByRole("region", { name: say("seeing.band") });
				await band.waitFor();
				expect("administration", await page.getByRole("navigation").first().getByText(say("nav.admin"), { exact: true }).count(), 0);
				await page.goto(`/project/${project.id}`);
				await band.waitFor();
				await claire.look("rights-seen");
				await band.getByRole("button", { name: say("seeing.end") }).click();
				await band.waitFor({ state: "detached" });
				await page.goto("/admin/audit?kind=seeing");
				await page.getByText(`GET /api/v1/projects/${project.id}`).first().waitFor();
			});
			await step("somebody on leave delegates, and the deputy's work says for whom", async () => {
				const mo = await person({ lang: "en" });
				await signIn(mo.page, mona, "/account");
				await mo.page.getByRole("button", { name: say("delegation.new") }).click();
				const dialog = mo.page.getByRole("dialog");
				await dialog.getByRole("combobox").first().fill("Paul");
				await mo.page.getByRole("option", { name: /Paul Reader/ }).click();
				await mo.look("rights-delegating");
				await dialog.getByRole("button", { name: say("delegation.make") }).click();
				await mo.page.getByText(say("delegation.acts", { to: "Paul Reader", from: "Mona Office" })).waitFor();
				await mo.look("rights-delegated");
				await mo.leave();
				const pa = await person({ lang: "en" });
				await signIn(pa.page, paul, `/project/${project.id}`);
				await pa.page.getByText(/You also act for Mona Office/).waitFor();
				await pa.page.evaluate(async (id) => {
					const { version } = await (await fetch(`/api/v1/projects/${id}`)).json();
					await fetch(`/api/v1/projects/${id}`, {
						method: "PATCH",
						headers: { "Content-Type": "application/json", "If-Match": `"${version}"` },
						body: JSON.stringify({ name: "Payroll, renewed" }),
					});
				}, project.id);
				await pa.page.getByRole("button", { name: say("project.history.action"), exact: true }).click();
				await pa.page.getByText("Paul Reader on behalf of Mona Office").first().waitFor();
				await pa.look("rights-behalf");
				await pa.leave();
			});
			await step("roles are compared, and auditors have their file", async () => {
				const roles = (await api("GET", "/roles")).items;
				const id = (key) => roles.find((r) => r.key === key).id;
				await page.goto(`/admin/roles?one=${id("reader")}&two=${id("pmo")}&only=1`);
				await page.getByRole("region", { name: say("role.only", { one: "Reader", other: "PMO" }) }).getByText("Paul Reader").waitFor();
				await page.getByText("Mona Office", { exact: true }).first().waitFor();
				await claire.look("rights-compared");
				await page.goto(`/admin/roles?open=${id("reader")}`);
				await page.getByRole("region", { name: say("gives.role") }).getByText("Paul Reader").waitFor();
				const paulRead = page.getByRole("region", { name: say("gives.user") });
				await page.goto(`/admin/users?open=${(await api("GET", "/users")).items.find((u) => u.login === "paul").id}`);
				await paulRead.getByText(say("screen.title"), { exact: true }).waitFor();
				await claire.look("rights-sees");
				await page.goto("/admin/grants");
				await page.getByRole("button", { name: say("rightsExport.title") }).click();
				await claire.look("rights-export");
				const saved = page.waitForEvent("download");
				await page.getByRole("link", { name: say("rightsExport.xlsx") }).click();
				expect("the file", /^rights-.*\.xlsx$/.test((await saved).suggestedFilename()), true);
			});
		},
	},
];
