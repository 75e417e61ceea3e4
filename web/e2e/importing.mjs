// What a person does in the import wizard, step by step.
import { words } from "./words.mjs";

// importing are the gestures of the wizard on one page, in its language.
export function importing(page, lang = "fr") {
	const say = words(lang);
	const button = (key) => page.getByRole("button", { name: say(key), exact: true });
	const columnLine = (header) => page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: header }) });
	return {
		say,
		button,
		columnLine,
		async choose(file) {
			await page.goto("/import");
			await page.locator('input[type="file"]').setInputFiles(file);
			await button("import.file.read").waitFor();
		},
		async name(portfolio) {
			await page.getByRole("textbox", { name: say("import.file.portfolioName") }).fill(portfolio);
		},
		// takeDate uses the date found in the file's name.
		async takeDate() {
			const start = say("import.file.useDate", { date: "" });
			await page.getByRole("button", { name: start }).click();
		},
		async date(text) {
			const field = page.getByRole("textbox", { name: say("import.file.date") });
			await field.fill(text);
			await field.blur();
		},
		async read() {
			await button("import.file.read").click();
			await page.getByRole("table", { name: say("import.columns.title") }).waitFor();
		},
		// map picks what a column becomes.
		async map(header, target) {
			await columnLine(header).getByRole("button").first().click();
			await page.getByRole("listbox").getByRole("option", { name: target }).first().click();
			await page.getByRole("listbox").waitFor({ state: "detached" });
		},
		async check() {
			await button("import.columns.check").click();
			await page.locator('[aria-current="step"]').filter({ hasText: say("import.step.check") }).or(
				page.locator('[aria-current="step"]').filter({ hasText: say("import.step.matches") }),
			).waitFor();
		},
		// count is one of the figures over the lists: new, changed, gone…
		count: (kind) => page.locator(`dl [data-kind="${kind}"] dd`).textContent().then((t) => Number(t.replace(/\D/g, ""))),
		async apply() {
			await page.getByRole("contentinfo").or(page.locator("footer")).getByRole("button").last().click();
			await page.getByRole("link", { name: say("import.done.open") }).waitFor();
		},
	};
}
