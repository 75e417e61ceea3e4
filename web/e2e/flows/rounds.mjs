import { expect, plain } from "../harness.mjs";
import { account, apiOf, firstAccount, signIn } from "../people.mjs";
import { words } from "../words.mjs";

const fr = words("fr");
const en = words("en");
const now = new Date();
const iso = (month) => `${month.getFullYear()}-${String(month.getMonth() + 1).padStart(2, "0")}`;
const month = iso(now);
const before = iso(new Date(now.getFullYear(), now.getMonth() - 1, 1));
const named = (lang) =>
	new Intl.DateTimeFormat(lang, { month: "long", year: "numeric" }).format(new Date(now.getFullYear(), now.getMonth(), 15));
const vowel = /^[aeiou]/i.test(named("fr")) ? "yes" : "no";
const title = fr("round.of", { month: named("fr"), vowel });

// company is a PMO, two managers, and three projects that had a weather a month ago.
async function company(house) {
	const api = await firstAccount(house);
	const pmo = await account(house, api, { role: "pmo", login: "nadia", name: "Nadia Benali" });
	const paul = await account(house, api, { role: "project_manager", login: "paul", name: "Paul Girard" });
	const ines = await account(house, api, { role: "project_manager", login: "ines", name: "Inès Costa", language: "en" });
	const unit = (await api("GET", "/units")).items.find((u) => !u.parent).id;
	const projects = [];
	for (const [name, manager, weather] of [
		["Portail des adhérents", paul, "cloudy"],
		["Refonte de la paie", paul, "sunny"],
		["Archivage électronique", ines, "rainy"],
	]) {
		const p = await api("POST", "/projects", { name, unit, manager: manager.id, start: "2026-01-05", end: "2027-06-30" });
		projects.push(await api("PATCH", `/projects/${p.id}?month=${before}`, { weather }, { "If-Match": `"${p.version}"` }));
	}
	await api("POST", "/portfolios", { name: "Transformation", kind: "filter", filter: `name != ""` });
	return { api, pmo, paul, ines, projects };
}

export const flows = [
	{
		name: "A monthly round is asked for, answered on a phone, locked, and opened again",
		async play({ house, person, step }) {
			const { api, pmo, paul, ines, projects } = await company(house);
			const runner = await person({ lang: "fr" });
			const { page } = runner;
			const press = (key) => page.getByRole("button", { name: fr(key), exact: true }).first().click();

			await step("the PMO asks the managers of a portfolio for the month", async () => {
				await signIn(page, pmo, "/rounds");
				await page.getByText(fr("round.none.title")).waitFor();
				await runner.look("rounds-empty");
				await press("round.new");
				const dialog = page.getByRole("dialog");
				await dialog.getByRole("textbox", { name: fr("round.note") }).fill("Deux lignes suffisent. Merci à tous !");
				await runner.look("rounds-new");
				await dialog.getByRole("button", { name: fr("round.ask"), exact: true }).click();
				await page.getByRole("heading", { level: 1, name: title }).waitFor();
				expect("rows", await page.getByRole("row").count(), 4);
				await page.setViewportSize({ width: 900, height: 900 });
				const { wider, kept } = await page.getByRole("table").evaluate((table) => {
					table.parentElement.scrollLeft = 4000;
					const at = table.querySelector("tbody td").getBoundingClientRect().left - table.parentElement.getBoundingClientRect().left;
					return { wider: document.documentElement.scrollWidth > innerWidth, kept: Math.round(at) };
				});
				expect("the page is wider than the window", wider, false);
				expect("the project stays in sight", kept, 0);
				await page.setViewportSize({ width: 1440, height: 900 });
				await runner.look("rounds-board-waiting");
			});
			const address = new URL(page.url()).pathname;

			const manager = await person({ lang: "fr", width: 390, height: 844, touch: true });
			const phone = manager.page;
			const card = (name) => phone.getByRole("article", { name });
			const portal = card("Portail des adhérents");
			const payroll = card("Refonte de la paie");
			await step("the manager reads on the home page what is asked, and opens it on a phone", async () => {
				await signIn(phone, paul, "/home");
				const asked = phone.getByRole("region", { name: fr("home.asked") });
				await asked.getByText("2 projets à mettre à jour").waitFor();
				await manager.look("rounds-home-phone");
				await asked.getByRole("link").filter({ hasText: "2 projets" }).click();
				await phone.waitForURL(`**${address}`);
				await phone.getByText("Deux lignes suffisent").waitFor();
				expect("cards", await phone.getByRole("article").count(), 2);
				expect("no other project", await phone.getByText("Archivage électronique").count(), 0);
			});
			await step("the card is filled in with the month before; the weather and a line say the rest", async () => {
				expect("taken over", await portal.getByRole("radio", { name: "Nuageux" }).isChecked(), true);
				await portal.getByText(/^Repris d/).waitFor();
				await manager.look("rounds-cards-phone");
				await portal.getByText("Pluvieux", { exact: true }).click();
				await portal.getByRole("textbox", { name: /^Commentaire/ }).fill("Le prestataire a trois semaines de retard.");
			});
			const unsent = () => phone.evaluate(() => Object.keys(sessionStorage).filter((name) => name.startsWith("vigie.round.")).length);
			await step("what is typed is still there when the manager has looked elsewhere", async () => {
				await portal.getByRole("link", { name: "Portail des adhérents" }).click();
				await phone.getByRole("heading", { level: 1, name: "Portail des adhérents" }).waitFor();
				await phone.goBack();
				await portal.getByText("Pluvieux", { exact: true }).waitFor();
				await phone.reload();
				await portal.getByText("Pluvieux", { exact: true }).waitFor();
				expect("weather", await portal.getByRole("radio", { name: "Pluvieux" }).isChecked(), true);
				expect("comment", await portal.getByRole("textbox", { name: /^Commentaire/ }).inputValue(), "Le prestataire a trois semaines de retard.");
				expect("the other card", await payroll.getByRole("textbox", { name: /^Commentaire/ }).inputValue(), "");
				expect("kept", await unsent(), 1);
				await portal.getByRole("button", { name: fr("round.upToDate"), exact: true }).click();
				await portal.getByRole("button", { name: fr("round.again"), exact: true }).waitFor();
				await manager.look("rounds-answered-phone");
				expect("kept once it is sent", await unsent(), 0);
				const p = await api("GET", `/projects/${projects[0].id}`);
				expect("weather", p.values?.weather ?? p.weather, "rainy");
			});
			await step("the PMO sees the answer come, and reminds the two who have not answered", async () => {
				await page.getByText("Le prestataire a trois semaines de retard.").waitFor();
				expect("answered", plain(await page.getByText(/^\d sur \d$/).first().textContent()), "1 sur 3");
				await press("round.remind");
				await page.getByText("2 personnes ont été relancées").waitFor();
				await page.getByText(/^Relancé le/).first().waitFor();
				await runner.look("rounds-board");
				const told = apiOf(house);
				await told("POST", "/session", { login: ines.login, password: ines.password });
				const kinds = (await told("GET", "/notices")).items.map((n) => n.kind);
				expect("told", ["round", "reminder"].every((k) => kinds.includes(k)), true);
			});
			await step("the month is locked: the manager reads who did it, and can type no more", async () => {
				await payroll.getByRole("textbox", { name: /^Commentaire/ }).fill("La recette commence lundi.");
				await press("round.lock");
				await runner.look("rounds-lock");
				await page.getByRole("dialog").getByRole("button", { name: fr("round.lock"), exact: true }).click();
				await page.getByRole("button", { name: fr("round.reopen"), exact: true }).waitFor();
				await page.getByRole("cell", { name: fr("round.noAnswer"), exact: true }).first().waitFor();
				expect("nobody is waited for", await page.getByRole("cell", { name: fr("round.waiting"), exact: true }).count(), 0);
				await phone.getByText(fr("round.lockedAsk", { name: "Nadia Benali" })).waitFor();
				expect("fields", await phone.getByRole("article").getByRole("textbox").count(), 0);
				expect("buttons", await phone.getByRole("article").getByRole("button").count(), 0);
				await payroll.getByText(fr("round.unsent", { value: "La recette commence lundi." }), { exact: true }).waitFor();
				await phone.reload();
				await payroll.getByText(fr("round.unsent", { value: "La recette commence lundi." }), { exact: true }).waitFor();
				await manager.look("rounds-locked-phone");
				const own = apiOf(house);
				await own("POST", "/session", { login: paul.login, password: paul.password });
				const p = await own("GET", `/projects/${projects[0].id}`);
				const tried = await own("PATCH", `/projects/${p.id}?month=${month}`, { weather: "sunny" }, { "If-Match": `"${p.version}"` }).catch((e) => e.message);
				expect("refused", tried, /422.*weather/s);
			});
			await step("opened again, the answer is corrected", async () => {
				await press("round.reopen");
				await page.getByRole("button", { name: fr("round.lock"), exact: true }).waitFor();
				expect("what could not be sent", await payroll.getByRole("textbox", { name: /^Commentaire/ }).inputValue(), "La recette commence lundi.");
				await portal.getByRole("button", { name: fr("round.again"), exact: true }).click();
				await portal.getByText("Nuageux", { exact: true }).click();
				await portal.getByRole("button", { name: fr("round.upToDate"), exact: true }).click();
				await portal.getByRole("button", { name: fr("round.again"), exact: true }).waitFor();
				expect("weather", (await api("GET", `/rounds${address.slice(7)}`)).items.find((a) => a.project.id === projects[0].id).values.weather, "cloudy");
			});
			await step("the list says how far it is", async () => {
				await page.goto("/rounds");
				await page.getByRole("link", { name: new RegExp(named("fr"), "i") }).waitFor();
				await runner.look("rounds-list");
			});

			const other = await person({ lang: "en", theme: "dark" });
			await step("in English, in the dark", async () => {
				await signIn(other.page, ines, address);
				await other.page.getByRole("heading", { level: 1, name: en("round.of", { month: named("en-GB") }) }).waitFor();
				await other.look("rounds-cards-en-dark");
				await other.page.goto("/home");
				await other.page.getByRole("region", { name: en("home.asked") }).waitFor();
				await other.look("rounds-home-en-dark");
				await other.page.goto("/rounds");
				await other.page.getByText("Answer for one project").waitFor();
				await other.look("rounds-list-en-dark");
			});
		},
	},
];
