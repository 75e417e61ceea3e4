import { expect } from "../harness.mjs";
import { partsOf, taken, textOf } from "../parcel.mjs";
import { chief, firstAccount, signIn } from "../people.mjs";
import { words } from "../words.mjs";

const say = words("fr");
const plain = (text) => text.replace(/[\u00a0\u202f]/g, " ");

export const flows = [
	{
		name: "Terms are renamed in both languages, and every screen and file says them",
		async play({ house, person, step }) {
			const api = await firstAccount(house);
			const unit = (await api("GET", "/units")).items.find((u) => !u.parent).id;
			const project = await api("POST", "/projects", { name: "Paie", unit, start: "2027-02-01", end: "2027-04-30" });
			const path = `/projects/${project.id}/plan`;
			const edits = [
				{ op: "add", ref: "build", kind: "phase", name: "Réalisation" },
				{ op: "add", ref: "code", kind: "task", name: "Développement", parent: "build" },
				{ op: "add", ref: "test", kind: "task", name: "Recette", parent: "build", predecessors: [{ id: "code" }] },
			];
			await api("PATCH", path, { edits }, { "If-Match": `"${(await api("GET", path)).mark}"` });
			const claire = await person({ lang: "fr" });
			const { page } = claire;
			const field = (part, lang) => page.getByRole("textbox", { name: `${say(`vocabulary.${part}`)} · ${say(`vocabulary.in.${lang}`)}` });

			// rename opens a term by what it is called, and publishes other nouns.
			const rename = async (term, { fr, en, feminine, sentence }) => {
				await page.getByRole("searchbox", { name: say("vocabulary.findTerm") }).fill(term);
				await page.getByRole("button", { name: term, exact: true }).press("Enter");
				await field("one", "fr").fill(fr);
				await field("one", "en").fill(en);
				await page.getByText(say(`vocabulary.${feminine ? "feminine" : "masculine"}`), { exact: true }).click();
				await page.getByText(sentence).first().waitFor();
				await claire.look(`renamed-${en}`);
				await page.getByRole("button", { name: say("vocabulary.publish"), disabled: false }).press("Enter");
				await page.getByRole("row").filter({ hasText: term }).getByText(fr, { exact: true }).waitFor();
				await page.keyboard.press("Escape");
			};
			await step("terms are listed by room, and found by their names in either language", async () => {
				await signIn(page, chief, "/admin/vocabulary");
				await page.getByRole("button", { name: "feuille de route", exact: true }).waitFor();
				await claire.look("renamed-terms");
				const find = page.getByRole("searchbox", { name: say("vocabulary.findTerm") });
				await find.fill("roadmap");
				await page.getByRole("button", { name: "portefeuille", exact: true }).waitFor({ state: "detached" });
				await page.getByRole("button", { name: "feuille de route", exact: true }).waitFor();
			});
			await step("a phase becomes a step, a portfolio a set: real sentences are read before", async () => {
				await rename("phase", { fr: "étape", en: "step", feminine: true, sentence: /Nouvelle étape/ });
				await rename("portefeuille", { fr: "ensemble", en: "set", feminine: false, sentence: /L’ensemble|Nouvel ensemble/ });
				await page.getByRole("searchbox", { name: say("vocabulary.findTerm") }).fill("");
				await page.getByRole("columnheader", { name: say("vocabulary.renamed") }).waitFor();
				await claire.look("renamed-first");
			});
			await step("what is typed is not left behind unasked, by a link or Back", async () => {
				await page.getByRole("button", { name: "jalon", exact: true }).or(page.getByRole("button", { name: "date clé", exact: true })).press("Enter");
				await field("one", "fr").fill("échéance");
				const ask = page.getByRole("alertdialog", { name: say("forms.leave") });
				await page.getByRole("link", { name: say("nav.summary"), exact: true }).click();
				await ask.getByText(say("forms.leaveTyped")).waitFor();
				await claire.look("renamed-leave");
				await ask.getByRole("button", { name: say("action.cancel") }).press("Enter");
				await ask.waitFor({ state: "detached" });
				await page.goBack();
				await ask.waitFor();
				await page.keyboard.press("Escape");
				await ask.waitFor({ state: "detached" });
				expect("what was typed", await field("one", "fr").inputValue(), "échéance");
				await page.getByRole("link", { name: say("nav.summary"), exact: true }).click();
				await ask.getByRole("button", { name: say("forms.leaveIt") }).press("Enter");
				await page.getByRole("button", { name: say("report.export"), exact: true }).waitFor();
			});
			await step("the plan and the roadmap say them, with what agrees", async () => {
				await page.goto(`/project/${project.id}/plan`);
				await page.getByRole("gridcell", { name: "Développement", exact: true }).waitFor();
				await page.getByRole("button", { name: say("gantt.page.add") }).press("Enter");
				await page.getByRole("menuitem", { name: /^Une étape/ }).waitFor();
				await claire.look("renamed-plan");
				await page.keyboard.press("Escape");
				await page.goto("/portfolio?display=timeline");
				await page.getByRole("treegrid").getByRole("gridcell", { name: "Paie", exact: true }).waitFor();
				await page.getByRole("link", { name: "Ensemble", exact: true }).first().waitFor();
				await claire.look("renamed-roadmap");
			});
			await step("a plan and a report go out in these words", async () => {
				const list = await api("GET", `${path}/export?format=csv&lang=fr`);
				expect("the kinds of lines", /Étape/.test(list) && !/Phase/.test(list), true);
				await page.goto("/summary");
				await page.getByRole("button", { name: say("report.export"), exact: true }).click();
				const file = await taken(page, () => page.getByRole("menuitem", { name: say("report.pptx"), exact: true }).click());
				const slides = plain(textOf(partsOf(file.bytes), /^ppt\/slides\/slide\d+\.xml$/));
				expect("the title of the report", /Synthèse de l’ensemble/.test(slides), true);
				expect("the word of before", /portefeuille/i.test(slides), false);
			});
			await step("so do the English pages, and what the server refuses", async () => {
				await api("PATCH", "/me", { language: "en" });
				await page.goto("/portfolio");
				await page.getByRole("link", { name: "Set", exact: true }).first().waitFor();
				const plan = await api("GET", path);
				const inside = { op: "add", ref: "x", kind: "task", name: "X", parent: plan.items.find((one) => one.name === "Recette").id };
				const refused = await api("PATCH", path, { edits: [inside] }, { "If-Match": `"${plan.mark}"`, "Accept-Language": "en" }).catch((e) => e.message);
				expect("the refusal", refused, /steps hold other items/);
				await api("PATCH", "/me", { language: "fr" });
			});
			await step("undone, all is said as before", async () => {
				await page.goto("/admin/vocabulary");
				await page.getByRole("button", { name: say("vocabulary.restore") }).last().press("Enter");
				await page.getByRole("columnheader", { name: say("vocabulary.renamed") }).waitFor({ state: "detached" });
				await page.getByRole("link", { name: say("nav.portfolio"), exact: true }).first().waitFor();
			});
		},
	},
];
