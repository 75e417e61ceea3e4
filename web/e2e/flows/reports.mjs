import { iso } from "../day.mjs";
import { expect } from "../harness.mjs";
import { pagesOf, partsOf, taken, textOf } from "../parcel.mjs";
import { account, firstAccount, signIn } from "../people.mjs";
import { words } from "../words.mjs";

const say = words("fr");
const euros = (amount) => ({ amount, currency: "EUR" });

const projects = [
	{ code: "EXP-2", name: "Expadon 2", total_cost: euros("27740000"), total_cost_baseline: euros("16100000"), weather: "rainy" },
	{ code: "PORT", name: "Portail des usagers", total_cost: euros("2000000"), weather: "sunny" },
	{ code: "AGE", name: "Agenda partagé", total_cost: euros("260000"), weather: "sunny" },
];

// company is three projects of thirty million, a portfolio, and a review with a decision.
async function company(house) {
	const api = await firstAccount(house);
	const unit = (await api("GET", "/units")).items.find((u) => !u.parent).id;
	for (const p of projects) await api("POST", "/projects", { currency: "EUR", unit, start: iso(-100), end: iso(200), ...p });
	const portfolio = await api("POST", "/portfolios", { name: "Transformation", kind: "filter", filter: `name != ""`, unit });
	const made = await api("POST", "/reviews", { portfolio: portfolio.id, day: iso(0), name: "Revue de novembre", rules: ["all"] });
	const review = await api("POST", `/reviews/${made.id}/freeze`, undefined, { "If-Match": `"${made.version}"` });
	await api("POST", `/reviews/${review.id}/decisions`, { name: "Geler le lot 2", kind: "hold" });
	const pmo = await account(house, api, { role: "pmo", login: "nadia", name: "Nadia Benali" });
	return { api, pmo, review };
}

export const flows = [
	{
		name: "Reports are asked for on the screen, arrive, and hold the figures of the page",
		async play({ house, person, step }) {
			const { pmo, review } = await company(house);
			const someone = await person({ lang: "fr" });
			const { page } = someone;
			// take asks for the page in a form, from its menu.
			const take = async (form) => {
				await page.getByRole("button", { name: say("report.export"), exact: true }).click();
				const file = await taken(page, () => page.getByRole("menuitem", { name: say(`report.${form}`), exact: true }).click());
				expect(`the name of ${file.name}`, file.name, new RegExp(`\\.${form}$`));
				return file.bytes;
			};
			const says = (text, ...wanted) => {
				for (const word of wanted) if (!text.includes(word)) throw new Error(`the file does not say ${word}: ${text.replace(/\s+/g, " ").slice(0, 1500)}`);
			};

			await step("the summary as PDF and as slides with its total", async () => {
				await signIn(page, pmo, "/summary");
				await page.getByRole("link", { name: /^Coût total : / }).waitFor();
				expect("pages", pagesOf(await take("pdf")) >= 2, true);
				const slides = partsOf(await take("pptx"));
				says(textOf(slides, /^ppt\/slides\/slide\d+\.xml$/), "30,00 M€", "Expadon 2");
				expect("charts that can be edited", [...slides.keys()].some((name) => /^ppt\/embeddings\/.*\.xlsx$/.test(name)), true);
			});
			await step("one block of it as a workbook, with numbers that are numbers", async () => {
				const block = page.locator('section[data-kind="breakdown"]').first();
				const name = await block.getByRole("heading").textContent();
				const file = await taken(page, () => block.getByRole("link", { name: say("summary.export.block", { name }) }).click());
				expect("its name", file.name, /\.xlsx$/);
				const sheet = partsOf(file.bytes);
				says(textOf(sheet, /^xl\/worksheets\/sheet\d+\.xml$/), "30000000");
			});
			await step("the sheet of a project as PDF and as slides", async () => {
				await page.goto("/portfolio");
				await page.getByRole("gridcell", { name: "Expadon 2" }).waitFor();
				await page.getByRole("gridcell", { name: "Expadon 2" }).click();
				await page.keyboard.press("Control+Enter");
				await page.getByRole("heading", { level: 1, name: "Expadon 2" }).waitFor();
				expect("pages", pagesOf(await take("pdf")) >= 1, true);
				says(textOf(partsOf(await take("pptx")), /^ppt\/slides\/slide\d+\.xml$/), "Expadon 2", "27,74 M€");
			});
			await step("the review as PDF and as slides, with its decision", async () => {
				await page.goto(`/reviews/${review.id}/minutes`);
				await page.getByRole("cell", { name: /Geler le lot 2/ }).first().waitFor();
				expect("pages", pagesOf(await take("pdf")) >= 3, true);
				says(textOf(partsOf(await take("pptx")), /^ppt\/slides\/slide\d+\.xml$/), "Geler le lot 2", "Expadon 2", "Agenda partagé");
			});
		},
	},
	{
		name: "A summary is subscribed to, changed, and given up on the screen",
		async play({ house, person, step }) {
			const { pmo } = await company(house);
			const someone = await person({ lang: "fr" });
			const { page } = someone;
			const dialog = page.getByRole("dialog", { name: say("summary.mail.title") });
			const press = (key) => dialog.getByRole("button", { name: say(key), exact: true }).click();
			const open = async () => {
				await page.getByRole("button", { name: say("summary.mail.action"), exact: true }).click();
				await dialog.getByRole("button", { name: say("summary.mail.day") }).waitFor();
				await dialog.getByText(say("summary.mail.off")).waitFor(); // this server has no mail
			};
			const kept = () => page.evaluate(() => fetch("/api/v1/subscriptions").then((r) => r.json()).then((l) => l.items));
			await step("each month as PDF", async () => {
				await signIn(page, pmo, "/summary");
				await open();
				await dialog.getByRole("radio", { name: say("summary.mail.month"), exact: true }).click();
				await dialog.getByRole("radio", { name: say("summary.mail.asPdf"), exact: true }).click();
				await someone.look("summary-subscribe");
				await press("summary.mail.start");
				await dialog.waitFor({ state: "detached" });
				expect("kept", (await kept()).map((s) => `${s.every} ${s.day} ${s.format}`).join(), "month 1 pdf");
			});
			await step("it is there when it is opened again, and can be changed", async () => {
				await page.reload();
				await open();
				expect("each month", await dialog.getByRole("radio", { name: say("summary.mail.month"), exact: true }).isChecked(), true);
				await dialog.getByRole("radio", { name: say("summary.mail.week"), exact: true }).click();
				await press("summary.mail.change");
				await dialog.waitFor({ state: "detached" });
				expect("kept", (await kept()).map((s) => `${s.every} ${s.day} ${s.format}`).join(), "week 1 pdf");
			});
			await step("or given up", async () => {
				await open();
				await press("summary.mail.stop");
				await dialog.waitFor({ state: "detached" });
				expect("kept", (await kept()).length, 0);
			});
		},
	},
];
