import { chanceOf } from "../chance.mjs";
import { gridOf } from "../grid.mjs";
import { expect } from "../harness.mjs";
import { account, apiOf, chief, firstAccount, signIn } from "../people.mjs";
import { words } from "../words.mjs";

const say = words("fr");

const rows = 8;
const lasts = 30_000;

// The columns of the list, by their place, with a value to type and how the
// server's is read.
const columns = [
	{ key: "name", col: 1, any: (c) => `Projet ${c.int(100, 999)}`, read: (v) => v },
	{ key: "total_cost", col: 2, any: (c) => String(c.int(1, 99) * 1000), read: (v) => v?.amount?.replace(/\.0+$/, "") },
	{ key: "progress", col: 3, any: (c) => c.pick(["10", "35", "60", "85", "150", "beaucoup"]), read: (v) => v },
];

export const flows = [
	{
		name: "Nothing typed is ever lost",
		async play({ house, person, step }) {
			// What lands does not hang on luck: only by hand does each walk go another way.
			const anew = process.env.CI ? 837_978 : (Date.now() % 1_000_000) + 1;
			const seed = Number(process.env.VIGIE_SEED) || anew;
			const chance = chanceOf(seed);
			const admin = await firstAccount(house);
			const paul = await account(house, admin, { login: "paul", name: "Paul Durand", role: "pmo" });
			const other = apiOf(house);
			await other("POST", "/session", { login: paul.login, password: paul.password });
			const [unit] = (await admin("GET", "/units")).items;
			const projects = [];
			for (let i = 0; i < rows; i++) {
				const amount = { amount: "5000", currency: "EUR" };
				const body = { code: `P-${i}`, name: `Projet ${i}`, unit: unit.id, total_cost: amount, progress: "5" };
				projects.push(await admin("POST", "/projects", body));
			}
			const someone = await person({ lang: "fr" });
			const { page, context } = someone;
			page.on("dialog", (d) => d.accept());
			someone.expects("500 /api/v1/projects", "503 /api/v1/projects", "412 /api/v1/projects", "422 /api/v1/projects");
			const server = await moody(page, chance);
			const screen = gridOf(page);
			const typed = new Map();
			let done = 0;
			const open = async () => {
				await page.goto("/portfolio?sort=code&cols=code,name,total_cost,progress");
				await screen.ready();
			};

			await step(`walking at random, seed ${seed}`, async () => {
				await signIn(page, chief);
				await open();
				const acts = {
					type: async () => {
						const row = chance.int(0, rows - 1);
						const column = chance.pick(columns);
						const text = column.any(chance);
						await screen.go(row, column.col);
						await page.keyboard.type(text);
						await page.keyboard.press("Enter");
						typed.set(`${row} ${column.key}`, text);
					},
					leaveByMouse: async () => {
						const row = chance.int(0, rows - 1);
						await screen.go(row, 3);
						await page.keyboard.type("un peu");
						await screen.cell(0, 0).click();
						typed.set(`${row} progress`, "un peu");
					},
					other: async () => {
						const row = chance.int(0, rows - 1);
						const column = chance.pick(columns.slice(0, 2));
						const value = column.any(chance);
						const body = { [column.key]: column.key === "name" ? value : { amount: value, currency: "EUR" } };
						await write(other, projects[row].id, body);
						typed.delete(`${row} ${column.key}`);
					},
					mood: async () => {
						server.mood = chance.pick(["well", "500", "503", "gone", "answer lost"]);
					},
					well: async () => {
						server.mood = "well";
					},
					line: async () => {
						await context.setOffline(true);
						await acts.type();
						await page.waitForTimeout(chance.int(50, 600));
						await context.setOffline(false);
					},
					reload: async () => {
						await page.reload();
						await screen.ready();
					},
					decide: async () => {
						const bad = page.locator(".vg-body .vg-failed, .vg-body .vg-conflict").first();
						if ((await bad.count()) === 0) return;
						await bad.click({ timeout: 1000 }).catch(() => undefined);
						const button = page.getByRole("button", { name: /Imposer la mienne|Réessayer/ }).first();
						await button.click({ timeout: 500 }).catch(() => undefined);
					},
				};
				const ways = ["type", "type", "type", "type", "leaveByMouse", "other", "mood", "mood", "well", "line", "reload", "decide"];
				const until = Date.now() + lasts;
				while (Date.now() < until && done < 90) {
					const way = chance.pick(ways);
					await acts[way]();
					done++;
				}
			});

			await step("in the end what is shown as saved is saved, and the rest is said", async () => {
				server.mood = "well";
				await context.setOffline(false);
				await page.waitForFunction(() => !document.querySelector(".vg-body .vg-pending"), undefined, { timeout: 30_000 });
				// What was saved elsewhere reaches the list within a moment.
				await within(10_000, async () => {
					const stored = await Promise.all(projects.map(({ id }) => admin("GET", `/projects/${id}`)));
					const shown = await cellsOf(page);
					judge(stored, shown, typed, seed);
				});
			});

			someone.complaints = someone.complaints.filter((c) => !own.test(c));
		},
	},
	{
		name: "What is typed when the page is read again is there afterwards",
		async play({ house, person, step }) {
			const admin = await firstAccount(house);
			const [unit] = (await admin("GET", "/units")).items;
			const { id } = await admin("POST", "/projects", { code: "P-0", name: "Projet", unit: unit.id, progress: "5" });
			const someone = await person({ lang: "fr" });
			const { page } = someone;
			// What was sent as the page went is sent again by the next one.
			someone.expects("412 /api/v1/projects");
			const screen = gridOf(page);
			page.on("dialog", (d) => d.accept());
			await signIn(page, chief, "/portfolio?sort=code&cols=code,name,progress");
			await screen.ready();

			await step("a text that is no value stays in its cell, which says so", async () => {
				await screen.go(0, 2);
				await page.keyboard.type("beaucoup");
				await page.keyboard.press("Enter");
				await page.getByText("Saisissez un pourcentage").waitFor();
				await page.reload();
				await screen.cell(0, 2).and(page.locator(".vg-failed")).filter({ hasText: "beaucoup" }).waitFor();
			});

			await step("a value that was not yet confirmed is saved", async () => {
				await screen.go(0, 1);
				await page.keyboard.type("Projet renommé");
				await page.reload();
				await screen.cell(0, 1).filter({ hasText: "Projet renommé" }).waitFor();
				await page.waitForFunction(() => !document.querySelector(".vg-body .vg-pending"));
				expect("the name that is stored", (await admin("GET", `/projects/${id}`)).name, "Projet renommé");
			});
		},
	},
	{
		name: "What others do while the page is not told is not missed",
		async play({ house, person, step }) {
			const admin = await firstAccount(house);
			const paul = await account(house, admin, { login: "paul", name: "Paul Durand", role: "pmo" });
			const other = apiOf(house);
			await other("POST", "/session", { login: paul.login, password: paul.password });
			const [unit] = (await admin("GET", "/units")).items;
			const { id } = await admin("POST", "/projects", { code: "P-0", name: "Projet", unit: unit.id });
			const someone = await person({ lang: "fr" });
			const { page, context } = someone;
			const screen = gridOf(page);
			const renamed = (name) => write(other, id, { name });
			const reads = (name) => screen.cell(0, 1).filter({ hasText: name }).waitFor();

			await step("between the reading of the list and the beginning of the stream", async () => {
				await signIn(page, chief);
				let begin = () => undefined;
				const wait = new Promise((resolve) => {
					begin = resolve;
				});
				await page.route("**/api/v1/events", async (route) => {
					await wait;
					await route.continue();
				});
				await page.goto("/portfolio?sort=code&cols=code,name");
				await screen.ready();
				await reads("Projet");
				await renamed("Entre les deux");
				begin();
				await reads("Entre les deux");
				await page.unroute("**/api/v1/events");
			});

			await step("while the line is cut, before that is noticed or after", async () => {
				for (const name of ["Coupure", "Deuxième coupure"]) {
					await context.setOffline(true);
					await renamed(name);
					await context.setOffline(false);
					await reads(name);
				}
			});

			await step("while the list cannot be read for a moment", async () => {
				let asked = 0;
				await page.route("**/api/v1/projects?**", async (route) => {
					if (asked++ > 0) return route.continue();
					await route.fulfill({ status: 503, contentType: "application/problem+json", body: '{"status":503}' });
				});
				someone.expects("503 /api/v1/projects");
				await renamed("Panne");
				await reads("Panne");
				expect("the list is asked for again", asked > 1, true);
				await page.unroute("**/api/v1/projects?**");
			});

			await step("in the other window, when the one that holds the stream is closed", async () => {
				const second = await context.newPage();
				await second.goto("/portfolio?sort=code&cols=code,name");
				const there = gridOf(second);
				await there.cell(0, 1).filter({ hasText: "Panne" }).waitFor();
				await page.close();
				await renamed("Fenêtre fermée");
				await there.cell(0, 1).filter({ hasText: "Fenêtre fermée" }).waitFor({ timeout: 20_000 });
			});

			someone.complaints = someone.complaints.filter((c) => !own.test(c));
		},
	},
	{
		name: "What was sent does not come back",
		async play({ house, person, step }) {
			const admin = await firstAccount(house);
			const [unit] = (await admin("GET", "/units")).items;
			const { id } = await admin("POST", "/projects", { code: "P-0", name: "Projet", unit: unit.id });
			const someone = await person({ lang: "fr" });
			const { page } = someone;
			page.on("dialog", (d) => d.accept());
			const box = page.getByRole("textbox", { name: say("project.comments.write") });
			const comments = `**/api/v1/projects/${id}/comments*`;

			await step("when the page is left in the instant in which a comment is confirmed", async () => {
				await signIn(page, chief, `/project/${id}`);
				await box.fill("Vu avec le comité");
				await page.route(comments, (route) => (route.request().method() === "GET" ? undefined : route.continue()));
				const sent = page.waitForResponse((r) => r.request().method() === "POST" && r.url().includes("/comments"));
				await page.getByRole("button", { name: say("project.comments.send"), exact: true }).click();
				await sent;
				await page.waitForFunction(() => Object.keys(sessionStorage).every((k) => !k.startsWith("vigie.comment")));
				await page.unroute(comments);
				await page.reload();
				await page.getByText("Vu avec le comité").waitFor();
				expect("the box", await box.inputValue(), "");
			});

			await step("and what is typed while it is under way stays", async () => {
				let go = () => undefined;
				const held = new Promise((resolve) => {
					go = resolve;
				});
				await page.route(comments, async (route) => {
					if (route.request().method() === "POST") await held;
					await route.continue();
				});
				await box.fill("Premier");
				await page.getByRole("button", { name: say("project.comments.send"), exact: true }).click();
				await box.fill("Premier, et la suite");
				go();
				await page.locator("article[id^=comment-]").filter({ hasText: "Premier" }).waitFor();
				expect("the box", await box.inputValue(), "Premier, et la suite");
				await page.reload();
				await page.locator("article[id^=comment-]").filter({ hasText: "Premier" }).waitFor();
				expect("the box, read again", await box.inputValue(), "Premier, et la suite");
			});
		},
	},
];

// own are the failures that a walk makes itself by cutting the line.
const own = /ERR_INTERNET_DISCONNECTED|ERR_FAILED|ERR_NETWORK|ERR_CONNECTION|Failed to fetch dynamically imported module/;

// write changes a project over whatever version there is; what the page saves
// between the reading and the writing makes it read again.
async function write(api, id, body) {
	for (let left = 20; ; left--) {
		const { version } = await api("GET", `/projects/${id}`);
		try {
			return await api("PATCH", `/projects/${id}`, body, { "If-Match": `"${version}"` });
		} catch (error) {
			if (left === 0 || !/: 412 /.test(error.message)) throw error;
		}
	}
}

// cellsOf are the cells on the screen, by their place, and whether they say that
// they are not saved.
function cellsOf(page) {
	return page.evaluate(() =>
		[...document.querySelectorAll(".vg-body [role=gridcell]")].map((cell) => ({
			row: Number(cell.closest("[aria-rowindex]")?.getAttribute("aria-rowindex")) - 2,
			col: Number(cell.getAttribute("aria-colindex")) - 1,
			text: cell.textContent ?? "",
			marked: /vg-failed|vg-conflict/.test(cell.className),
		})),
	);
}

// judge holds what is shown and what was typed against what is stored.
function judge(stored, shown, typed, seed) {
	for (const [row, project] of stored.entries()) {
		for (const column of columns) {
			const cell = shown.find((c) => c.row === row && c.col === column.col);
			const where = `${column.key} of P-${row} (seed ${seed})`;
			const value = String(column.read(project[column.key]) ?? "");
			const text = bare(cell.text);
			if (!cell.marked) expect(`what is shown for ${where}`, text, bare(value));
			const mine = typed.get(`${row} ${column.key}`);
			if (mine === undefined || bare(value) === bare(mine)) continue;
			expect(`${where} typed as ${mine}, stored as ${value}, shown as ${cell.text}: said to be unsaved`, cell.marked, true);
			expect(`what stays in ${where}`, text, bare(mine));
		}
	}
}

// within looks again until it finds nothing wrong, or the time is over.
async function within(ms, look) {
	const until = Date.now() + ms;
	for (;;) {
		try {
			return await look();
		} catch (error) {
			if (Date.now() > until) throw error;
			await new Promise((resolve) => setTimeout(resolve, 250));
		}
	}
}

// bare is a text without the spaces, signs and units that only show it.
function bare(text) {
	return text.replace(/[\s\u00a0\u202f€%]/g, "");
}

// moody stands between the page and the server for everything that writes projects.
async function moody(page, chance) {
	const server = { mood: "well" };
	await page.route("**/api/v1/projects**", async (route) => {
		if (route.request().method() !== "PATCH" || server.mood === "well" || chance.next() < 0.3) return route.continue();
		if (server.mood === "gone") return route.abort("failed");
		if (server.mood === "answer lost") {
			await route.fetch().catch(() => undefined);
			return route.abort("failed");
		}
		const status = Number(server.mood);
		return route.fulfill({
			status,
			contentType: "application/problem+json",
			body: JSON.stringify({ type: "about:blank", title: "Panne", detail: "Panne pour l’essai", status }),
		});
	});
	return server;
}
