import { iso } from "../day.mjs";
import { expect, plain } from "../harness.mjs";
import { account, firstAccount, signIn } from "../people.mjs";
import { words } from "../words.mjs";

const say = words("fr");
const french = (text) => text.split("-").reverse().join("/");

// Two editions of one spreadsheet, a month apart: a slip, a recovery, one that
// comes and one that goes.
const october = [
	["Projet", "Coût total", "Fin", "Météo"],
	["Portail des adhérents", "4200000", "2027-06-30", "Ensoleillé"],
	["Refonte de la paie", "1800000", "2027-03-31", "Nuageux"],
	["Archivage électronique", "950000", "2027-01-31", "Ensoleillé"],
	["Outil de vote", "300000", "2026-12-31", "Pluvieux"],
];
const november = [
	["Projet", "Coût total", "Fin", "Météo"],
	["Portail des adhérents", "5840000", "2028-01-31", "Orageux"],
	["Refonte de la paie", "1800000", "2027-03-31", "Ensoleillé"],
	["Archivage électronique", "950000", "2027-01-31", "Ensoleillé"],
	["Service de rendez-vous", "640000", "2027-09-30", "Ensoleillé"],
];

async function importEdition(api, rows, name, asOf) {
	const form = new FormData();
	form.set("file", new Blob([rows.map((r) => r.join(";")).join("\n")], { type: "text/csv" }), `${name}.csv`);
	form.set("portfolio_name", "Transformation");
	form.set("as_of", asOf);
	form.set("mapping", "auto");
	let made = await api("POST", "/imports", form);
	made = await api("PATCH", `/imports/${made.id}`, { doubtful: "new", currency: "EUR" });
	await api("POST", `/imports/${made.id}/dry-run`);
	await api("POST", `/imports/${made.id}/apply`);
	for (let i = 0; i < 100; i++) {
		const now = await api("GET", `/imports/${made.id}`);
		if (now.state === "applied") return now;
		if (now.state === "failed") throw new Error(now.problem);
		await new Promise((done) => setTimeout(done, 200));
	}
	throw new Error("the import does not end");
}

// turnTo turns the pages of a review until that of a project.
async function turnTo(page, name) {
	for (let i = 0; i < 5; i++) {
		await page.keyboard.press("ArrowRight");
		await page.waitForTimeout(150);
		if ((await page.getByRole("heading", { level: 1 }).textContent()) === name) return;
	}
	throw new Error(`no page of ${name}`);
}

export const flows = [
	{
		name: "A review is prepared, run before others, closed, and the next one opens on it",
		async play({ house, person, step }) {
			const api = await firstAccount(house);
			const pmo = await account(house, api, { role: "pmo", login: "nadia", name: "Nadia Benali" });
			const chief = await account(house, api, { role: "executive", login: "elise", name: "Élise Roux" });
			await importEdition(api, october, "edition-octobre", iso(-30));
			const portfolio = (await api("GET", "/portfolios")).items[0];
			const leader = await person({ lang: "fr", width: 1280, height: 720 });
			const { page } = leader;
			const named = (key, args) => ({ name: say(key, args), exact: true });

			await step("it is prepared: a portfolio, a date, and the agenda by itself", async () => {
				await signIn(page, pmo, "/reviews");
				await page.getByRole("button", named("review.new")).first().click();
				const dialog = page.getByRole("dialog");
				await dialog.getByRole("textbox", { name: say("review.day") }).fill(french(iso(-30)));
				await dialog.getByRole("textbox", { name: say("review.name") }).fill("Revue d’octobre");
				await dialog.getByRole("button", named("review.prepare")).click();
				await page.getByRole("heading", { name: "Revue d’octobre" }).waitFor();
				expect("projects", await page.getByRole("row").count(), 4);
				await leader.look("review-prepare");
			});
			await step("its order is changed by the keys, and its people are asked", async () => {
				const last = page.getByRole("row", { name: "Refonte de la paie" });
				await last.focus();
				const saved = page.waitForResponse((r) => r.url().endsWith("/items") && r.request().method() === "PUT");
				await page.keyboard.press("Alt+ArrowUp");
				await saved;
				const person = page.getByRole("combobox", { name: say("review.addPerson") });
				await person.fill("élise");
				await page.getByRole("option", { name: /Élise Roux/ }).click();
				await page.getByRole("button", { name: say("review.removePerson", { name: "Élise Roux" }) }).waitFor();
			});
			await step("what is to be said of a project is noted on the agenda", async () => {
				await page.getByRole("button", named("review.agenda.addNote", { name: "Portail des adhérents" })).click();
				const field = page.getByRole("textbox", { name: say("review.agenda.noteOf", { name: "Portail des adhérents" }) });
				await field.pressSequentially("Avec l’éditeur, 3 lots");
				const saved = page.waitForResponse((r) => r.url().endsWith("/items") && r.request().method() === "PUT");
				await field.press("Enter");
				await saved;
				await page.getByText("Avec l’éditeur, 3 lots").waitFor();
			});
			await step("a filter puts projects on it, said in words", async () => {
				await page.getByRole("button", { name: say("review.rule.filter"), exact: true }).click();
				const rule = page.getByRole("region", { name: say("review.filter") });
				await rule.getByText("Conception / Réalisation").waitFor();
				await leader.look("review-filter");
				await page.getByRole("button", { name: say("review.rule.filter"), exact: true }).click();
				await rule.waitFor({ state: "detached" });
			});
			await step("it is frozen", async () => {
				await page.getByRole("button", named("review.freeze.do")).click();
				await page.getByRole("alertdialog").getByRole("button", named("review.freeze.do")).click();
				await page.getByRole("link", named("review.run")).waitFor();
			});
			await step("a correction comes in time: it is frozen again, and says what that replaces", async () => {
				const frozen = () => api("GET", `/reviews/${new URL(page.url()).pathname.split("/")[2]}`);
				const first = await frozen();
				await page.getByRole("button", named("review.freeze.again")).click();
				const sure = page.getByRole("alertdialog");
				await sure.getByText(say("review.freeze.againKeeps")).waitFor();
				await leader.look("review-freeze-again");
				const done = page.waitForResponse((r) => r.url().endsWith("/freeze"));
				await sure.getByRole("button", named("review.freeze.again")).click();
				await sure.waitFor({ state: "detached" });
				expect("frozen again", (await done).ok(), true);
				const now = await frozen();
				expect("state", now.state, "frozen");
				expect("frozen anew", now.version > first.version, true);
				expect("not before", now.frozen_at >= first.frozen_at, true);
				await page.getByRole("link", named("review.run")).click();
				await page.getByRole("heading", { name: "Revue d’octobre", level: 1 }).waitFor();
				await leader.look("review-opening-first");
			});
			const address = new URL(page.url()).pathname;
			const follower = await person({ lang: "fr", width: 1280, height: 720 });
			const theirs = follower.page;
			await step("somebody else follows: the page turns before both", async () => {
				await theirs.goto(address);
				await theirs.locator('input[autocomplete="username"]').fill(chief.login);
				await theirs.locator('input[autocomplete="current-password"]').fill(chief.password);
				await theirs.keyboard.press("Enter");
				await theirs.getByText(say("review.follows", { name: "Nadia Benali" })).waitFor();
				await page.keyboard.press("ArrowRight");
				const first = await page.getByRole("heading", { level: 1 }).textContent();
				await theirs.getByRole("heading", { level: 1, name: first }).waitFor();
				await page.keyboard.type("3");
				await page.keyboard.press("Enter");
				const third = await page.getByRole("heading", { level: 1 }).textContent();
				expect("another page", third === first, false);
				await theirs.getByRole("heading", { level: 1, name: third }).waitFor();
			});
			await step("whoever turns a page browses freely, and comes back", async () => {
				await theirs.keyboard.press("Home");
				await theirs.getByRole("heading", { level: 1, name: "Revue d’octobre" }).waitFor();
				await page.keyboard.press("ArrowLeft");
				const second = await page.getByRole("heading", { level: 1 }).textContent();
				await theirs.getByRole("button", { name: say("review.rejoin", { name: "Nadia Benali" }) }).waitFor();
				await theirs.keyboard.press("f");
				await theirs.getByRole("heading", { level: 1, name: second }).waitFor();
			});
			await step("a decision and an action are typed without leaving the page", async () => {
				await page.keyboard.press("Home");
				await turnTo(page, "Portail des adhérents");
				await page.keyboard.press("d");
				await page.getByRole("radio", { name: "Suspension", exact: true }).click();
				await page.getByRole("textbox", { name: say("review.whatDecided") }).fill("Geler le lot 2");
				await page.getByRole("combobox", { name: say("review.owner") }).fill("élise");
				await page.getByRole("option", { name: /Élise Roux/ }).click();
				await page.getByRole("textbox", { name: say("review.due") }).fill(french(iso(20)));
				await leader.look("review-decision");
				await page.getByRole("textbox", { name: say("review.whatDecided") }).press("Enter");
				await page.getByText("Geler le lot 2").waitFor();
				await theirs.getByText("Geler le lot 2").waitFor();
				await page.keyboard.press("t");
				await page.getByRole("textbox", { name: say("review.whatToDo") }).fill("Renégocier avec l’éditeur");
				await page.keyboard.press("Enter");
				await page.getByText("Renégocier avec l’éditeur").waitFor();
				await leader.look("review-project-first");
			});
			await step("notes are for oneself alone", async () => {
				await page.keyboard.press("n");
				const saved = page.waitForResponse((r) => r.url().endsWith("/notes") && r.request().method() === "PUT");
				await page.getByRole("textbox", { name: say("review.notes") }).fill("Reparler du budget en tête à tête");
				await saved;
				await page.keyboard.press("Escape");
				await theirs.keyboard.press("n");
				expect("their note", await theirs.getByRole("textbox", { name: say("review.notes") }).inputValue(), "");
				await theirs.keyboard.press("Escape");
			});
			await step("it is closed, and its minutes say what was decided", async () => {
				await page.keyboard.press("End");
				await page.getByRole("heading", named("review.endTitle")).waitFor();
				await leader.look("review-end");
				await page.getByRole("button", named("review.close.do")).click();
				await page.getByRole("alertdialog").getByRole("button", named("review.close.do")).click();
				await page.getByRole("heading", { name: say("review.minutes.of", { name: "Revue d’octobre" }) }).waitFor();
				await page.getByRole("cell", { name: /Geler le lot 2/ }).first().waitFor();
				await page.locator(`a[href="${address.replace("/run", "")}"]`).first().waitFor();
				await leader.look("review-minutes");
			});
			await step("the next edition comes, and the next review opens on what changed", async () => {
				await importEdition(api, november, "edition-novembre", iso(0));
				const decision = (await api("GET", "/decisions")).items.find((d) => d.name === "Geler le lot 2");
				await api("PATCH", `/decisions/${decision.id}`, { status: "carried_out" }, { "If-Match": `"${decision.version}"` });
				const next = await api("POST", "/reviews", { portfolio: portfolio.id, day: iso(0), name: "Revue de novembre" });
				expect("agenda", next.items.map((i) => i.project.name).sort().join(", "), "Portail des adhérents, Refonte de la paie, Service de rendez-vous");
				await api("POST", `/reviews/${next.id}/freeze`, undefined, { "If-Match": `"${next.version}"` });
				await page.goto(`/reviews/${next.id}/run`);
				await page.getByRole("heading", { name: "Revue de novembre", level: 1 }).waitFor();
				const text = plain(await page.getByRole("article").textContent());
				for (const word of ["Portail des adhérents", "+1,64 M€", "Service de rendez-vous", "Outil de vote", "Geler le lot 2", "Renégocier"])
					expect(`the opening says ${word}`, text.includes(word), true);
				await leader.look("review-opening");
			});
			await step("the page of a project begins with what changed and what became of its decisions", async () => {
				await turnTo(page, "Portail des adhérents");
				const text = plain(await page.getByRole("article").textContent());
				for (const word of ["7 mois plus tard", "+1,64 M€", say("weather.stormy"), "Geler le lot 2", say("review.state.done")])
					expect(`the page says ${word}`, text.includes(plain(word)), true);
				await leader.look("review-project");
				await page.setViewportSize({ width: 1920, height: 1080 });
				await leader.look("review-project-1080");
			});
			await step("what is typed afterwards does not change the frozen page", async () => {
				const project = (await api("GET", "/projects?fields=name")).items.find((p) => p.name === "Portail des adhérents");
				await api("PATCH", `/projects/${project.id}`, { total_cost: { amount: "9000000.00", currency: "EUR" } }, { "If-Match": `"${project.version}"` });
				await page.reload();
				await page.getByRole("heading", { name: "Revue de novembre", level: 1 }).waitFor();
				await page.keyboard.press("Home");
				await turnTo(page, "Portail des adhérents");
				expect("cost", plain(await page.getByRole("article").textContent()).includes("+1,64 M€"), true);
			});
		},
	},
];
