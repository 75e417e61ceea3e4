import { expect } from "../harness.mjs";
import { account, apiOf, chief, firstAccount, signIn } from "../people.mjs";
import { words } from "../words.mjs";

const say = words("fr");

export const flows = [
	{
		name: "The whole day without a mouse",
		async play({ house, person, step }) {
			const api = await firstAccount(house);
			const { manager, project } = await furnish(house, api);
			const someone = await person({ lang: "fr" });
			const { page } = someone;
			const press = (key) => page.keyboard.press(key);
			const field = page.getByRole("combobox", { name: say("palette.title") });
			await step("signing in leads home", async () => {
				await page.goto("/");
				await page.locator('input[autocomplete="username"]').waitFor();
				await page.keyboard.type(manager.login);
				await press("Tab");
				await page.keyboard.type(manager.password);
				await press("Enter");
				await page.waitForURL("**/home");
				await page.getByRole("heading", { level: 1, name: /^Bonjour Awa/ }).waitFor();
				await page.getByRole("link", { name: /Réseau régional/ }).first().waitFor();
				await someone.look("shell-home-manager");
			});
			await step("a notice has come, is read and leads to its comment", async () => {
				await page.getByRole("button", { name: /Notifications : 2 non lues/ }).waitFor();
				await press("g");
				await press("n");
				const panel = page.getByRole("dialog");
				await panel.getByRole("link", { name: /vous a cité/ }).waitFor();
				await someone.look("shell-notices");
				await focusOn(page, /vous a cité/);
				await press("Enter");
				await page.waitForURL(`**/project/${project.id}#comment-*`);
				await page.waitForFunction(() => document.activeElement?.id?.startsWith("comment-"));
				await page.getByRole("button", { name: /Notifications : 1 non lue/ }).waitFor();
			});
			await step("a star, and the project stays in the navigation", async () => {
				await focusOn(page, /parmi mes favoris/);
				await press("Space");
				await page.getByRole("button", { name: /parmi mes favoris/, pressed: true }).waitFor();
				await page.getByRole("navigation", { name: say("nav.label") }).getByRole("link", { name: project.name }).waitFor();
			});
			await step("the palette finds a page, and the focus arrives on its heading", async () => {
				await press("Control+k");
				await field.waitFor();
				await page.keyboard.type("dates cl");
				await page.getByRole("option", { name: say("nav.milestones") }).first().waitFor();
				await someone.look("shell-palette");
				await press("Enter");
				await page.waitForURL("**/milestones**");
				await page.waitForFunction(() => document.activeElement?.tagName === "H1");
			});
			await step("what is typed before the palette is drawn is in it, and no command of the page", async () => {
				const { pathname } = new URL(page.url());
				await page.evaluate(() => {
					for (const [key, ctrlKey] of [["k", true], ["g", false], ["a", false], ["n", false]]) {
						document.body.dispatchEvent(new KeyboardEvent("keydown", { key, ctrlKey, bubbles: true, cancelable: true }));
					}
				});
				await page.waitForFunction(() => document.querySelector('[role="dialog"] input')?.value === "gan");
				expect("the page stays", new URL(page.url()).pathname, pathname);
				await press("Escape");
				await field.waitFor({ state: "detached" });
			});
			await step("the palette finds the project by its code, however fast one types", async () => {
				await press("g");
				await press("h");
				await page.waitForURL("**/home");
				await page.waitForFunction(() => document.activeElement?.tagName === "H1");
				await press("Control+k");
				await page.keyboard.type("RR-1");
				await press("Enter");
				await page.waitForURL(`**/project/${project.id}`);
				await page.waitForFunction(() => document.activeElement?.tagName === "H1");
			});
			await step("in the grid the arrows walk, a cell is changed, and Ctrl+K still opens the palette", async () => {
				await press("g");
				await press("p");
				await page.waitForURL("**/portfolio");
				const grid = page.getByRole("grid");
				await grid.locator('[role="gridcell"]').first().waitFor();
				for (let n = 0; n < 80 && (await role(page)) !== "grid"; n++) await press("Tab");
				await press("Control+Home");
				await press("Control+ArrowUp");
				await press("ArrowDown");
				await press("Control+k");
				await field.waitFor();
				await press("Escape");
				await field.waitFor({ state: "detached" });
				await page.waitForFunction(() => document.activeElement?.getAttribute("role") === "grid");
			});
			await step("the project is edited, and what was typed is saved", async () => {
				const row = await api("GET", `/projects/${project.id}`);
				expect("the name before", row.name, project.name);
				await press("ArrowRight");
				await press("F2");
				await page.waitForFunction(() => document.activeElement?.tagName === "INPUT");
				await press("Control+a");
				await page.keyboard.type("Réseau régional santé");
				await press("Enter");
				for (let n = 0; n < 50; n++) {
					if ((await api("GET", `/projects/${project.id}`)).name === "Réseau régional santé") return;
					await page.waitForTimeout(100);
				}
				throw new Error("the name was not saved");
			});
			await step("a past date lays its band over the screen, and another key takes it away", async () => {
				await press("Control+k");
				await field.waitFor();
				await page.keyboard.type("fin du mois dernier");
				await press("Enter");
				await page.getByText(/^Rétroactif/).waitFor();
				await press("Control+k");
				await field.waitFor();
				await page.keyboard.type(say("period.back"));
				await press("Enter");
				await page.getByText(/^Rétroactif/).waitFor({ state: "detached" });
			});
			await step("help lists every key, and single letters can be switched off", async () => {
				await page.locator("#main").focus();
				await press("?");
				await page.getByRole("dialog").getByText(say("keys.grid.peek")).waitFor();
				await someone.look("shell-keys");
				await focusOn(page, say("keys.letters.name"), 10);
				await press("Space");
				await press("Escape");
				await page.getByRole("dialog").waitFor({ state: "detached" });
				await page.locator("#main").focus();
				await press("g");
				await press("h");
				await page.waitForTimeout(300);
				expect("the page stays", new URL(page.url()).pathname, "/portfolio");
			});
			await step("signing out", async () => {
				// what was being looked for while typing may be answered after the session has ended
				someone.expects("401 /api/v1/search");
				await press("Control+k");
				await field.waitFor();
				await page.keyboard.type(say("session.end"));
				await press("Enter");
				await page.getByRole("heading", { name: say("signin.title") }).waitFor();
			});
		},
	},
	{
		name: "The shell on a phone, in contrast, on paper and very wide",
		async play({ house, person, step }) {
			const api = await firstAccount(house);
			const { manager, project } = await furnish(house, api);
			const phone = await person({ lang: "fr", width: 360, height: 740, touch: true });
			await signIn(phone.page, manager);
			await step("the navigation is a drawer that leads on", async () => {
				const { page } = phone;
				await page.getByRole("heading", { level: 1 }).waitFor();
				await fits(page);
				await phone.look("shell-home-phone");
				await page.getByRole("button", { name: say("nav.open") }).tap();
				await page.getByRole("dialog").getByRole("link", { name: say("nav.follow") }).tap();
				await page.waitForURL("**/milestones");
				await page.getByRole("dialog").waitFor({ state: "detached" });
				await fits(page);
			});
			await step("the list is cards, which scroll with the page", async () => {
				const { page } = phone;
				await page.goto("/portfolio");
				const card = page.getByRole("main").getByRole("listitem").filter({ hasText: project.name });
				const seen = () =>
					card.evaluate((e) => {
						const box = e.getBoundingClientRect();
						return e.contains(document.elementFromPoint(box.x + box.width / 2, box.y + 10));
					});
				await card.waitFor();
				expect("the first card is on the screen", await seen(), true);
				await fits(page);
				await phone.look("shell-portfolio-phone");
				await page.goto("/home");
			});
			await step("the palette and the notices fill the screen", async () => {
				const { page } = phone;
				await page.getByRole("button", { name: say("palette.short") }).tap();
				await page.getByRole("combobox", { name: say("palette.title") }).fill("réseau");
				await page.getByRole("option", { name: /Réseau régional/ }).waitFor();
				await page.getByRole("option", { name: /Réseau régional/ }).first().tap();
				await page.waitForURL(`**/project/${project.id}`);
				await page.getByRole("heading", { level: 1 }).waitFor();
				await page.getByRole("button", { name: /^Notifications/ }).tap();
				await page.getByRole("dialog").getByRole("link").first().waitFor();
				await fits(page);
				const drawn = await page.getByRole("dialog").boundingBox();
				if (drawn.x !== 0 || drawn.width !== 360) throw new Error(`the notices are at ${drawn.x}, ${drawn.width} wide`);
				await phone.look("shell-notices-phone");
				await page.keyboard.press("Escape");
				await page.getByRole("dialog").waitFor({ state: "detached" });
			});
			await step("the palette takes the place of the navigation drawer", async () => {
				const { page } = phone;
				await page.getByRole("button", { name: say("nav.open") }).tap();
				await page.getByRole("dialog").getByRole("link", { name: say("nav.follow") }).waitFor();
				await page.keyboard.press("Control+K");
				await page.getByRole("combobox", { name: say("palette.title") }).click();
				await page.getByRole("dialog").getByRole("link", { name: say("nav.follow") }).waitFor({ state: "detached" });
				await page.getByRole("combobox", { name: say("palette.title") }).fill("réseau");
				await page.getByRole("option", { name: /Réseau régional/ }).first().waitFor();
				await page.keyboard.press("Escape");
			});
			await step("the chosen contrast lasts over a page that is loaded again", async () => {
				const someone = await person({ lang: "fr", theme: "light" });
				await signIn(someone.page, chief);
				await someone.page.getByRole("heading", { level: 1 }).waitFor();
				await change(someone.page, { theme: "contrast" });
				await someone.page.goto("/home");
				await someone.page.getByRole("heading", { level: 1 }).waitFor();
				expect("the theme", await someone.page.locator("html").getAttribute("data-theme"), "contrast");
				await someone.look("shell-home-contrast");
				await someone.leave();
			});
			await step("the chosen theme is there before the page has loaded its program", async () => {
				const someone = await person({ lang: "fr" });
				await signIn(someone.page, chief);
				await change(someone.page, { theme: "dark" });
				await someone.page.goto("/account");
				await someone.page.getByRole("heading", { level: 1 }).waitFor();
				await someone.page.route("**/assets/*.js", (r) => r.abort());
				await someone.page.goto("/home", { waitUntil: "commit" });
				await someone.page.waitForFunction(() => document.documentElement.dataset.theme === "dark");
				someone.complaints.splice(0);
				await someone.leave();
			});
			await step("on 2560 pixels the home page keeps its measure", async () => {
				const wide = await person({ lang: "en", width: 2560, height: 1300 });
				await signIn(wide.page, chief);
				await wide.page.getByRole("heading", { level: 1 }).waitFor();
				await wide.look("shell-home-wide");
				await wide.leave();
			});
			await step("on paper the list has all its rows and no chrome", async () => {
				const someone = await person({ lang: "fr" });
				const { page } = someone;
				await signIn(page, manager, "/portfolio");
				await page.getByRole("grid").locator('[role="gridcell"]').first().waitFor();
				await page.emulateMedia({ media: "print" });
				await page.getByRole("table").getByText(project.name).waitFor();
				expect("the navigation is left out", await page.getByRole("navigation").first().isVisible().catch(() => false), false);
				await page.emulateMedia({ media: "screen" });
				await someone.leave();
			});
		},
	},
];

// furnish makes a project manager with a project, who was named in a comment.
async function furnish(house, api) {
	const manager = await account(house, api, { login: "awa", name: "Awa Diallo", role: "project_manager" });
	await speakFrench(house, manager);
	const unit = (await api("GET", "/units")).items.find((u) => !u.parent).id;
	const project = await api("POST", "/projects", { code: "RR-1", name: "Réseau régional", unit, manager: manager.id });
	await api("POST", "/projects", { code: "ZZ-9", name: "Zone de transit", unit });
	await api("POST", `/projects/${project.id}/comments`, { body: `Bonjour @[Awa Diallo](user:${manager.id}), où en est-on ?` });
	return { manager, project };
}

async function speakFrench(house, who) {
	const own = apiOf(house);
	await own("POST", "/session", { login: who.login, password: who.password });
	await own("PATCH", "/me", { language: "fr" });
}

function role(page) {
	return page.evaluate(() => document.activeElement?.getAttribute("role"));
}

function change(page, part) {
	return page.evaluate(
		(body) =>
			fetch("/api/v1/me", {
				method: "PATCH",
				headers: { "Content-Type": "application/json" },
				body: JSON.stringify(body),
			}),
		part,
	);
}

async function fits(page) {
	const wider = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
	expect(`${page.url()} is wider than the window`, wider, false);
}

// focusOn presses Tab until the focus is on what has that name.
async function focusOn(page, name, most = 120) {
	for (let n = 0; n < most; n++) {
		const now = await page.evaluate(() => {
			const on = document.activeElement;
			if (!on || on === document.body) return "";
			const labels = (on.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent ?? "");
			const around = on.closest("label")?.textContent ?? "";
			const said = on.getAttribute("aria-label") || labels.join(" ").trim() || on.textContent || around;
			return said.replace(/\s+/g, " ").trim();
		});
		if (name instanceof RegExp ? name.test(now) : now.startsWith(name)) return;
		await page.keyboard.press("Tab");
	}
	throw new Error(`Tab never came to ${name}`);
}
