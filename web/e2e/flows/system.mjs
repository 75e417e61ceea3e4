import { expect } from "../harness.mjs";
import { account, chief, firstAccount, letIn, signIn } from "../people.mjs";
import { words } from "../words.mjs";

export const flows = [
	{
		name: "Administration: the system, from the screen",
		async play({ house, person, step }) {
			const api = await firstAccount(house, "en");
			const say = words("en");
			const claire = await person({ lang: "en", theme: "dark" });
			const { page } = claire;
			await letIn(page, chief);
			const open = async (path) => {
				await page.goto(path);
				await page.getByRole("heading", { level: 1 }).waitFor();
			};
			await step("a setting is found by its words, changed, and in the audit", async () => {
				await open("/admin");
				await page.getByRole("searchbox", { name: say("adminArea.find") }).fill("currency");
				await page.getByRole("link", { name: new RegExp(say("setting.currency")) }).click();
				await page.getByLabel(new RegExp(`^${say("setting.currency")}`)).fill("GBP");
				const saved = page.waitForResponse((r) => r.url().endsWith("/settings") && r.request().method() === "PATCH");
				await page.getByRole("button", { name: say("action.save"), exact: true }).click();
				expect("the answer", (await saved).status(), 200);
				await open("/admin/settings");
				await claire.look("system-settings-dark");
				await open("/admin/audit?kind=system");
				await page.getByRole("grid").getByText("Settings changed").first().waitFor();
				await claire.look("system-audit-dark");
			});
			await step("a backup is made, proved, listed and handed out", async () => {
				await open("/admin/backups");
				await page.getByRole("button", { name: say("backup.make") }).click();
				const row = page.getByRole("grid").getByText(say("backup.kind_manual"));
				for (let i = 0; i < 20 && !(await row.count()); i++) {
					await page.waitForTimeout(1000);
					await page.reload();
					await page.getByRole("heading", { level: 1 }).waitFor();
				}
				await row.first().click();
				await page.getByRole("button", { name: say("backup.verify") }).click();
				await page.getByText(/can be restored: \d/).waitFor();
				await claire.look("system-backup-dark");
				const got = page.waitForEvent("download");
				await page.getByRole("button", { name: say("backup.download") }).click();
				expect("the file", (await got).suggestedFilename().endsWith(".vigie"), true);
			});
			await step("health, jobs and letters say how they are", async () => {
				for (const place of ["health", "jobs", "mail", "mappings"]) {
					await open(`/admin/${place}`);
					await claire.look(`system-${place}-dark`);
				}
			});
			await step("people are changed in place, several at once, and it is undone", async () => {
				await account(house, api, { login: "ana", name: "Ana Costa", role: "reader", language: "en" });
				await account(house, api, { login: "bob", name: "Bob Stone", role: "pmo", language: "en" });
				await open("/admin/users");
				const grid = page.getByRole("grid");
				await grid.getByText("Ana Costa").click();
				await page.keyboard.press("Shift+ArrowDown");
				const bar = page.getByRole("toolbar");
				await bar.waitFor();
				await claire.look("users-several-dark");
				await bar.getByRole("button", { name: say("several.disable") }).click();
				await grid.getByText(say("user.disabled")).nth(1).waitFor();
				await grid.getByText("Ana Costa").click();
				await page.keyboard.press("Control+z");
				await page.waitForFunction((word) => !document.querySelector('[role="grid"]')?.textContent?.includes(word), say("user.disabled"));
				await grid.getByText("Bob Stone").dblclick();
				await page.keyboard.press("Control+a");
				await page.keyboard.type("Bob Stone-Lee");
				const saved = page.waitForResponse((r) => r.url().includes("/users/") && r.request().method() === "PATCH");
				await page.keyboard.press("Enter");
				expect("the answer", (await saved).status(), 200);
				expect("the name", (await api("GET", "/users?q=stone")).items[0]?.name, "Bob Stone-Lee");
			});
			await step("what somebody may do is explained, and their session ended", async () => {
				const [bob] = (await api("GET", "/users?q=bob")).items;
				await open(`/admin/users?open=${bob.id}`);
				await page.getByRole("region", { name: say("rights.title") }).getByText(/PMO on /).first().waitFor();
				await claire.look("user-rights-dark");
				const them = await person({ lang: "en" });
				await signIn(them.page, { login: "bob", password: "bob entre par ici 2026" });
				await open("/admin/credentials");
				await page.getByRole("grid").getByText("Bob Stone-Lee").click();
				await claire.look("credentials-dark");
				await page.getByRole("button", { name: say("credential.end") }).click();
				await page.waitForFunction(() => !document.querySelector('[role="grid"]')?.textContent?.includes("Bob"));
				expect("their sessions", (await api("GET", `/credentials?user=${bob.id}`)).items.length, 0);
			});
			await step("two roles are compared", async () => {
				const roles = (await api("GET", "/roles")).items;
				const id = (key) => roles.find((r) => r.key === key).id;
				await open(`/admin/roles?one=${id("pmo")}&two=${id("reader")}`);
				await page.getByText(/differ in \d+ rights/).waitFor();
				await claire.look("roles-compared-dark");
			});
		},
	},
	{
		name: "A session that ends in the middle of a cell",
		async play({ house, person, step }) {
			const api = await firstAccount(house, "fr");
			const say = words("fr");
			const unit = (await api("GET", "/units")).items[0].id;
			const made = await api("POST", "/projects", { name: "SAPHIR", unit });
			const claire = await person({ lang: "fr" });
			const { page } = claire;
			await letIn(page, chief);
			await step("what is half typed is still there after signing in again, and saved", async () => {
				await page.goto("/portfolio");
				await page.getByRole("grid").getByText("SAPHIR").first().click();
				await page.keyboard.type("SAPHIR 2 en cours");
				await claire.context.clearCookies();
				claire.expects("401 /api/v1/");
				await page.keyboard.press("Enter");
				const dialog = page.getByRole("dialog", { name: say("signin.again.title") });
				await dialog.waitFor();
				await dialog.locator('input[type="password"]').fill(chief.password);
				await page.keyboard.press("Enter");
				await dialog.waitFor({ state: "detached" });
				await page.getByRole("grid").getByText("SAPHIR 2 en cours").first().waitFor();
				for (let i = 0; i < 50; i++) {
					if ((await api("GET", `/projects/${made.id}`)).name === "SAPHIR 2 en cours") break;
					await page.waitForTimeout(100);
				}
				expect("the name", (await api("GET", `/projects/${made.id}`)).name, "SAPHIR 2 en cours");
			});
		},
	},
];
