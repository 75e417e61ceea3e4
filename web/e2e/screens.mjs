// Takes the pictures of docs/screens from the demonstration: node web/e2e/screens.mjs
// [words of a name]. VIGIE_BIN names the program, TZ the time zone: what was done
// last in the demonstration was done in the morning, and reads best later in the day.
// Each picture is looked at before it is kept, and stays under 150 KB.
import { spawn, spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch } from "./harness.mjs";
import { freePort, program } from "./house.mjs";

const folder = fileURLToPath(new URL("../../docs/screens/", import.meta.url));
const limit = 150 * 1024;

const executive = "executive";
const pmo = "pmo";
const manager = "project_manager";
const administrator = "administrator";

// Each screen: its name, who looks at it, where, and what is done first.
const screens = [
	{ name: "home-pmo", as: pmo, at: "/home" },
	{ name: "home-manager", as: manager, at: "/home", lang: "en" },
	{ name: "portfolio", as: pmo, at: "/portfolio" },
	{ name: "portfolio-dark", as: pmo, at: "/portfolio?group=unit", theme: "dark", lang: "en" },
	{ name: "portfolio-grouped", as: pmo, at: "/portfolio?group=unit,stage" },
	{ name: "portfolio-peek", as: pmo, at: "/portfolio", act: peek },
	{ name: "portfolio-compare", as: pmo, at: "/portfolio?compare_to=2026-06-30" },
	{ name: "portfolio-retroactive", as: pmo, at: "/portfolio?as_of=2026-05-31", lang: "en" },
	{ name: "board", as: pmo, at: "/portfolio?display=board" },
	{ name: "timeline", as: pmo, at: "/portfolio?display=timeline" },
	{ name: "project", as: pmo, at: "/portfolio", act: openProject },
	{ name: "key-dates", as: pmo, at: "/milestones" },
	{ name: "history", as: pmo, at: "/history", act: openFirst },
	{ name: "imports", as: pmo, at: "/import" },
	{ name: "palette", as: pmo, at: "/portfolio", act: (page) => page.keyboard.press("Control+k") },
	{ name: "keys", as: pmo, at: "/portfolio", act: (page) => page.keyboard.press("?"), lang: "en" },
	{ name: "admin", as: administrator, at: "/admin" },
	{ name: "admin-users", as: administrator, at: "/admin/users" },
	{ name: "admin-units", as: administrator, at: "/admin/units", lang: "en" },
	{ name: "admin-roles", as: administrator, at: "/admin/roles" },
	{ name: "admin-fields", as: administrator, at: "/admin/fields" },
	{ name: "admin-types", as: administrator, at: "/admin/types" },
	{ name: "admin-audit", as: administrator, at: "/admin/audit" },
	{ name: "admin-health", as: administrator, at: "/admin/health", lang: "en" },
	{ name: "account", as: manager, at: "/account" },
	{ name: "phone-home", as: manager, at: "/home", width: 390, height: 844 },
	{ name: "phone-portfolio", as: pmo, at: "/portfolio", width: 390, height: 844 },
	{ name: "phone-project", as: manager, at: "/portfolio", width: 390, height: 844, act: openCard },
	{ name: "summary", as: executive, at: "/summary" },
	{ name: "summary-dark", as: executive, at: "/summary", theme: "dark", lang: "en" },
	{ name: "phone-summary", as: executive, at: "/summary", width: 390, height: 844 },
	{ name: "risks", as: pmo, at: "/risks" },
	{ name: "actions", as: pmo, at: "/actions", lang: "en" },
	{ name: "reviews", as: pmo, at: "/reviews" },
	{ name: "review-prepare", as: pmo, at: "/reviews", act: (page) => openReview(page, "draft", "") },
	{ name: "review-opening", as: pmo, at: "/reviews", act: (page) => openReview(page, "closed", "/run") },
	{ name: "review-project", as: pmo, at: "/reviews", act: reviewProject },
	{ name: "review-minutes", as: pmo, at: "/reviews", lang: "en", act: (page) => openReview(page, "closed", "/minutes") },
	{ name: "round", as: pmo, at: "/rounds", act: openRound },
	{ name: "phone-round", as: manager, at: "/rounds", width: 390, height: 844, act: openRound },
	{ name: "admin-rates", as: pmo, at: "/admin/rates" },
	// of the guide for newcomers, in both languages
	{ name: "guide-import-fr", as: pmo, at: "/import", act: dropFile },
	{ name: "guide-import-en", as: pmo, at: "/import", lang: "en", act: dropFile },
	{ name: "guide-portfolio-en", as: pmo, at: "/portfolio", lang: "en" },
	{ name: "guide-summary-en", as: executive, at: "/summary", lang: "en" },
	{ name: "guide-review-en", as: pmo, at: "/reviews", lang: "en", act: reviewProject },
];

// What a spreadsheet of a PMO looks like; of a company that does not exist.
const sheet = `Réf.;Intitulé du projet;Direction;Budget (k€);Date de début;Fin prévue;Météo;Avancement
P-01;Refonte de la paie;Ressources humaines;1 250,5;01/03/2026;déc. 2027;Soleil;45 %
P-02;Portail des adhérents;Systèmes d’information;820;T2 2025;30 juin 2027;Orage;30 %
P-03;Entrepôt de données;Systèmes d’information;n.c.;septembre 2025;31/03/2027;Nuages;12 %
`;

async function dropFile(page) {
	await page.locator("input[type=file]").first().setInputFiles({ name: "portefeuille-2026.csv", mimeType: "text/csv", buffer: Buffer.from(sheet) });
	await page.getByRole("textbox", { name: /nouveau portefeuille|new portfolio/ }).fill("Comité 2026");
	await page.getByRole("button", { name: /Lire le fichier|Read the file/ }).click();
	await page.getByRole("main").locator("table").first().waitFor();
}

async function openReview(page, state, part) {
	const id = await page.evaluate(async (state) => {
		const { items } = await (await fetch("/api/v1/reviews")).json();
		return items.find((r) => r.state === state)?.id;
	}, state);
	await page.goto(`/reviews/${id}${part}`);
	await page.waitForLoadState("networkidle").catch(() => undefined);
}

async function reviewProject(page) {
	await openReview(page, "closed", "/run");
	await page.keyboard.press("ArrowRight");
}

async function openRound(page) {
	await page.getByRole("main").locator("a[href^='/rounds/']").first().click();
	await page.waitForURL(/\/rounds\/./);
}

async function toGrid(page) {
	await page.locator("[role=grid],[role=treegrid]").first().focus();
	for (let n = 0; n < 3; n++) await page.keyboard.press("ArrowDown");
}

async function peek(page) {
	await toGrid(page);
	await page.keyboard.press("Space");
}

async function openProject(page) {
	await toGrid(page);
	await page.keyboard.press("Control+Enter");
	await page.waitForURL(/\/project\//);
}

async function openFirst(page) {
	await toGrid(page);
	await page.keyboard.press("Enter");
}

async function openCard(page) {
	await page.getByRole("main").locator("li > button").first().click();
}

const wanted = process.argv.slice(2).join(" ");
const data = await mkdtemp(join(tmpdir(), "vigie-screens-"));
const port = await freePort();
const base = `http://127.0.0.1:${port}`;
const child = spawn(program, ["demo", "--data", data, "--addr", `127.0.0.1:${port}`], {
	env: { PATH: process.env.PATH, HOME: data, LANG: "fr_FR.UTF-8", TZ: process.env.TZ ?? "Europe/Paris" },
	stdio: ["ignore", "ignore", "inherit"],
});
const browser = await launch(true);
let failed = 0;
try {
	await answers(`${base}/readyz`);
	await mkdir(folder, { recursive: true });
	for (const screen of screens.filter((s) => s.name.includes(wanted))) await take(screen);
} finally {
	await browser.close();
	child.kill("SIGTERM");
	await new Promise((resolve) => child.once("exit", resolve));
	await rm(data, { recursive: true, force: true });
}
process.exitCode = failed ? 1 : 0;

async function answers(url) {
	const until = Date.now() + 60_000;
	for (;;) {
		try {
			if ((await fetch(url)).ok) return;
		} catch {
			// not there yet
		}
		if (Date.now() > until) throw new Error(`${url} does not answer`);
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
}

// signIn runs in the page: it chooses a person of the demonstration and a language.
async function signIn({ as, lang }) {
	const send = (method, path, body) =>
		fetch(`/api/v1${path}`, { method, headers: { "Content-Type": "application/json" }, body: body && JSON.stringify(body) });
	const { items } = await (await send("GET", "/demo/accounts")).json();
	const login = items.find((p) => p.role === as)?.login;
	const entered = await send("POST", "/demo/session", { login });
	const chosen = await send("PATCH", "/me", { language: lang });
	if (!entered.ok || !chosen.ok) throw new Error(`nobody signs in as ${as}`);
}

// smaller gives a picture fewer colours, where the program for it is here.
function smaller(path) {
	spawnSync("pngquant", ["--force", "--skip-if-larger", "--ext", ".png", "128", path]);
}

async function take({ name, as, at, act, lang = "fr", theme = "light", width = 1280, height = 800 }) {
	const context = await browser.newContext({
		baseURL: base,
		locale: lang === "fr" ? "fr-FR" : "en-GB",
		timezoneId: process.env.TZ ?? "Europe/Paris",
		colorScheme: theme,
		reducedMotion: "reduce",
		viewport: { width, height },
		hasTouch: width < 600,
	});
	try {
		const page = await context.newPage();
		page.setDefaultTimeout(10_000);
		await page.goto("/");
		await page.evaluate(signIn, { as, lang });
		await page.goto(at);
		await page.waitForLoadState("networkidle").catch(() => undefined);
		if (act) await act(page);
		await page.waitForTimeout(900);
		const path = join(folder, `${name}.png`);
		await page.screenshot({ path });
		smaller(path);
		const { size } = await stat(path);
		console.log(`${size > limit ? "TOO LARGE " : ""}${name}.png ${Math.round(size / 1024)} KB`);
		if (size > limit) failed++;
	} catch (error) {
		failed++;
		console.log(`FAIL ${name}: ${error.message.split("\n")[0]}`);
	} finally {
		await context.close();
	}
}
