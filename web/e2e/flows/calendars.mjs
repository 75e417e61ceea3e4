import { expect } from "../harness.mjs";
import { chief, firstAccount, letIn } from "../people.mjs";
import { words } from "../words.mjs";

const file = [
	"BEGIN:VCALENDAR",
	"VERSION:2.0",
	"BEGIN:VEVENT",
	"UID:1",
	"DTSTART;VALUE=DATE:20261224",
	"DTEND;VALUE=DATE:20270101",
	"SUMMARY:Winter break",
	"END:VEVENT",
	"END:VCALENDAR",
	"",
].join("\r\n");

const flow = (lang, country, holiday, other) => ({
	name: `Calendars: a country, a team, a file, a version back (${lang})`,
	async play({ house, person, step }) {
		const api = await firstAccount(house, lang);
		const say = words(lang);
		const claire = await person({ lang });
		const { page } = claire;
		const form = page.getByRole("form");
		const year = page.locator("section[class*=year]");
		const turn = (by) => page.waitForResponse((r) => r.request().method() === by && /\/calendars/.test(r.url()) && !r.url().includes("preview") && r.ok());
		const standard = async () => (await api("GET", "/calendars")).items[0];
		await letIn(page, chief);

		await step("the calendar of the organisation shows its week and its year", async () => {
			await page.goto("/admin/calendars");
			await year.getByRole("status").waitFor();
			await form.getByText("09:00–12:30, 13:30–17:00").first().waitFor();
			await year.getByText(say("calendar.nothing")).waitFor();
		});
		await step("a country colours its public holidays at once, with the law of each, before it is saved", async () => {
			const box = form.getByRole("combobox", { name: say("calendar.holidays") });
			await box.fill(country);
			await page.getByRole("option", { name: new RegExp(`^${country}$|^${country}\\s`) }).first().click();
			await year.getByRole("listitem").filter({ hasText: holiday }).getByText("L3133-1").waitFor();
			await claire.look(`calendars-year-${lang}`);
			expect("nothing is kept yet", (await standard()).holidays, "none");
			const saved = turn("PATCH");
			await page.getByRole("button", { name: say("action.save"), exact: true }).click();
			await saved;
			expect("it is kept", (await standard()).holidays, "fr");
		});
		await step("a calendar of its own says only in what it differs", async () => {
			await page.getByRole("button", { name: say("calendar.new") }).click();
			await form.getByLabel(say("label.fr")).fill("Usine");
			await form.getByLabel(say("label.en")).fill("Plant");
			await form.getByText(say("calendar.ownWeek")).click();
			await form.getByLabel(lang === "fr" ? "vendredi" : "Friday", { exact: true }).fill("");
			await form.getByLabel(lang === "fr" ? "lundi" : "Monday", { exact: true }).fill("6-14");
			await form.getByRole("button", { name: say("calendar.addDays") }).click();
			await form.getByLabel(say("calendar.dayName")).fill(other);
			await year.getByText(other).first().waitFor();
			await claire.look(`calendars-new-${lang}`);
			const made = turn("POST");
			await page.getByRole("button", { name: say("action.create"), exact: true }).click();
			await made;
			await page.getByRole("navigation", { name: say("calendar.title") }).getByRole("button", { name: lang === "fr" ? /Usine/ : /Plant/ }).waitFor();
			const plant = (await api("GET", "/calendars")).items[1];
			expect("its Monday", plant.week[0].join(), "06:00-14:00");
			expect("its Friday", plant.week[4].length, 0);
		});
		await step("a calendar file shows its days before they are taken, and then they are there", async () => {
			await page.locator("input[type=file]").setInputFiles({ name: "days.ics", mimeType: "text/calendar", buffer: Buffer.from(file) });
			const dialog = page.getByRole("dialog");
			await dialog.getByText("Winter break").waitFor();
			await claire.look(`calendars-file-${lang}`);
			const taken = turn("POST");
			await dialog.getByRole("button", { name: lang === "fr" ? "Ajouter 1 ligne" : "Add 1 line" }).click();
			await taken;
			await year.getByText("Winter break").first().waitFor();
		});
		await step("an earlier version is kept again", async () => {
			const back = page.waitForResponse((r) => r.url().endsWith("/revert") && r.ok());
			await page.getByRole("button", { name: say("constant.restore") }).first().click();
			await back;
			await year.getByText("Winter break").first().waitFor({ state: "detached" });
			expect("its days", (await api("GET", "/calendars")).items[1].days.length, 1);
		});
		await step("before it is deleted, whom it touches is said", async () => {
			const unit = (await api("GET", "/units")).items.find((u) => !u.parent).id;
			const project = await api("POST", "/projects", { name: "Paie", unit });
			const { mark } = await api("GET", `/projects/${project.id}/plan`);
			const plant = (await api("GET", "/calendars")).items[1];
			const edits = [{ op: "add", kind: "task", name: "Test", calendar: plant.id }];
			await api("PATCH", `/projects/${project.id}/plan`, { edits }, { "If-Match": `"${mark}"` });
			await api("POST", "/resources", { name: "Grue", kind: "equipment", calendar: plant.id });
			await page.getByRole("button", { name: say("action.delete"), exact: true }).press("Enter");
			const dialog = page.getByRole("alertdialog").or(page.getByRole("dialog"));
			await dialog.getByRole("link", { name: "Paie" }).waitFor();
			await dialog.getByText("Grue").waitFor();
			await claire.look(`calendars-delete-${lang}`);
			const gone = turn("DELETE");
			await dialog.getByRole("button", { name: say("action.delete"), exact: true }).press("Enter");
			await gone;
			expect("it is gone", (await api("GET", "/calendars")).items.length, 1);
		});
	},
});

export const flows = [flow("fr", "France", "Jour de l’an", "Inventaire"), flow("en", "France", "New Year’s Day", "Stocktaking")];
