import { readFile } from "node:fs/promises";
import { expect, plain } from "../harness.mjs";
import { chief, firstAccount, signIn } from "../people.mjs";
import { words } from "../words.mjs";

const fr = words("fr");

export const flows = [
	{
		name: "The configuration is taken as a file, compared, applied, and brought back",
		async play({ house, person, step }) {
			const api = await firstAccount(house);
			const unit = (await api("GET", "/units")).items.find((u) => !u.parent).id;
			await api("POST", "/projects", { name: "Portail des adhérents", unit });
			const someone = await person({ lang: "fr" });
			someone.expects("422 /api/v1/config/diff"); // a file of another form
			someone.expects("422 /api/v1/config/diff"); // and one that is no document
			const { page } = someone;
			const compared = page.getByRole("region", { name: /Comparaison|Retour/ });
			const versions = page.getByRole("region", { name: fr("configuration.versions") });
			let doc;
			const give = (name, text) =>
				page.locator("input[type=file]").setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });

			await step("it is handed out, and is the one that holds", async () => {
				await signIn(page, chief, "/admin/configuration");
				await versions.waitFor();
				const [download] = await Promise.all([
					page.waitForEvent("download"),
					page.getByRole("link", { name: fr("configuration.download"), exact: true }).click(),
				]);
				doc = JSON.parse(await readFile(await download.path(), "utf8"));
				expect("the format", doc.format, 1);
				await give("meme.json", JSON.stringify(doc));
				await page.getByText(fr("configuration.same")).waitFor();
			});
			await step("what is no configuration is refused in words", async () => {
				await give("liste.json", "a;b;c");
				await page.getByText(/n’est pas une configuration/).waitFor();
				await give("faute.yaml", "format: 1\nsections:\n  forms:\n    - key: court\n      nom: {fr: Court}\n");
				await compared.getByText(/ligne 5\s: il n’y a pas de propriété «\snom\s»/).waitFor();
				await give("autre.json", JSON.stringify({ format: 2, sections: {} }));
				await compared.getByText(/format 1, et non 2/).waitFor();
			});
			await step("a file is compared: each difference in words, with whom it touches", async () => {
				const name = doc.sections.attributes.find((a) => a.object === "project" && a.key === "name");
				name.label.fr = "Intitulé";
				doc.sections.attributes.push({
					object: "project",
					key: "budget_line",
					kind: "text",
					label: { fr: "Ligne budgétaire", en: "Budget line" },
				});
				doc.sections.forms.push({
					key: "short",
					name: { fr: "Fiche courte", en: "Short" },
					sections: [{ title: { fr: "Essentiel", en: "Essentials" }, columns: 1, fields: [{ attribute: "name" }, { attribute: "budget_line" }] }],
				});
				await give("siege.json", JSON.stringify(doc));
				await compared.getByText("3 différences").waitFor();
				const said = plain(await compared.innerText());
				expect("the new name", said, /Intitulé\s+modifié\s+1 projet/);
				expect("the new name", said, /Nom : .* → Intitulé/);
				expect("the new attribute", said, /Ligne budgétaire\s+nouveau/);
				expect("the new form", said, /Fiche courte\s+nouveau/);
				expect("nothing is written yet", (await api("GET", "/fields?object=project")).items.some((f) => f.key === "budget_line"), false);
				await someone.look("configuration-compared");
			});
			await step("it is applied as a whole, as one change", async () => {
				await compared.getByRole("button", { name: fr("configuration.apply"), exact: true }).click();
				await page.getByText(fr("configuration.applied")).waitFor();
				await versions.getByText(/Intitulé|Ligne budgétaire/).first().waitFor();
				expect("the attribute is there", (await api("GET", "/fields?object=project")).items.some((f) => f.key === "budget_line"), true);
				await someone.look("configuration-applied");
			});
			await step("and brought back to what it was before, seen first", async () => {
				await versions.getByRole("button", { name: /^Revenir à l’état du/ }).first().click();
				await compared.getByText(/Ligne budgétaire/).first().waitFor();
				await compared.getByRole("button", { name: fr("configuration.back"), exact: true }).click();
				await page.getByText(fr("configuration.applied")).waitFor();
				expect("the attribute is out of use", (await api("GET", "/fields?object=project")).items.some((f) => f.key === "budget_line"), false);
			});
			await step("a file whose lifecycle loses a stage asks where its projects go, and brings them there", async () => {
				const stages = (...keys) => keys.map((stage, i) => ({ stage, start: i === 0 }));
				const line = (...keys) => keys.slice(1).map((to, i) => ({ from: keys[i], to }));
				await api("POST", "/types/project/publish", { stages: stages("idea", "framing", "build"), moves: line("idea", "framing", "build") }, { "If-Match": '"0"' });
				const made = await api("POST", "/projects", { name: "Saphir", unit, type: "project" });
				const there = await api("PATCH", `/projects/${made.id}`, { stage: "framing" }, { "If-Match": `"${made.version}"` });
				expect("where it stands", there.stage, "framing");
				const now = await api("GET", "/config");
				const life = now.sections.lifecycles.find((l) => l.type === "project");
				life.stages = life.stages.filter((s) => s.stage !== "framing");
				life.moves = [{ from: "idea", to: "build" }];
				await give("etapes.json", JSON.stringify({ ...now, sections: { lifecycles: now.sections.lifecycles } }));
				const place = compared.getByRole("button", { name: /Cadrage/ });
				await place.waitFor();
				await someone.look("configuration-bring");
				await place.press("Enter");
				await page.getByRole("option", { name: "Conception / Réalisation" }).click();
				await compared.getByRole("button", { name: fr("configuration.apply"), exact: true }).click();
				await page.getByText(fr("configuration.applied")).waitFor();
				expect("where it was brought", (await api("GET", `/projects/${made.id}`)).stage, "build");
			});
			await someone.leave();
			await step("in English, in the dark, on a phone", async () => {
				const reader = await person({ lang: "en", theme: "dark", width: 390, height: 844, touch: true });
				await signIn(reader.page, chief);
				await reader.page.evaluate(() =>
					fetch("/api/v1/me", {
						method: "PATCH",
						headers: { "Content-Type": "application/json" },
						body: JSON.stringify({ language: "en" }),
					}),
				);
				await reader.page.goto("/admin/configuration");
				await reader.page.getByRole("region", { name: words("en")("configuration.versions") }).waitFor();
				const wider = await reader.page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
				expect("the page is wider than the window", wider, false);
				await reader.look("configuration-en-dark-390");
				await reader.leave();
			});
		},
	},
	{
		name: "Several changes are drafted aside, weighed by name, published together and taken back",
		async play({ house, person, step }) {
			const api = await firstAccount(house);
			const unit = (await api("GET", "/units")).items.find((u) => !u.parent).id;
			await api("POST", "/projects", { name: "Portail des adhérents", unit });
			const someone = await person({ lang: "fr" });
			const { page } = someone;
			const editor = page.getByRole("region", { name: /^Brouillon «/ });
			const box = editor.getByRole("textbox", { name: fr("configuration.draftDocument") });

			await step("a draft is begun, and something that holds is taken into it", async () => {
				await signIn(page, chief, "/admin/configuration");
				await page.getByRole("textbox", { name: fr("configuration.draftName") }).fill("Méthode 2027");
				await page.keyboard.press("Enter");
				await editor.waitFor();
				await editor.getByRole("combobox", { name: fr("configuration.draftTake") }).fill("project.name");
				await page.getByRole("option", { name: /project\.name/ }).first().waitFor();
				await page.keyboard.press("ArrowDown");
				await page.keyboard.press("Enter");
				await page.waitForFunction(() => document.querySelector("textarea")?.value.includes("key: name"));
				await editor.getByText(fr("configuration.same")).waitFor();
			});
			await step("two things are changed, and nothing of it holds", async () => {
				const text = await box.inputValue();
				await box.fill(`${text.replace(/fr: Nom\b/, "fr: Intitulé")}    - object: project\n      key: budget_line\n      kind: text\n      label: {en: Budget line, fr: Ligne budgétaire}\n`);
				await editor.getByText(fr("configuration.draftTyped")).waitFor();
				await editor.getByRole("button", { name: fr("configuration.draftSave") }).press("Enter");
				await editor.getByText("2 différences").waitFor();
				await editor.getByRole("link", { name: "Portail des adhérents" }).first().waitFor();
				expect("nothing is written yet", (await api("GET", "/fields?object=project")).items.some((f) => f.key === "budget_line"), false);
				await someone.look("configuration-draft");
			});
			await step("what is typed stays while the draft is saved elsewhere, and one of the two is chosen", async () => {
				const saved = await box.inputValue();
				await box.fill(`${saved}# à moi\n`);
				const { id } = (await api("GET", "/config/drafts")).items.find((d) => d.name === "Méthode 2027");
				const { version } = await api("GET", `/config/drafts/${id}`);
				await api("PATCH", `/config/drafts/${id}`, { document: `${saved}# ailleurs\n` }, { "If-Match": `"${version}"` });
				const theirs = editor.getByRole("textbox", { name: fr("configuration.draftTheirs") });
				await theirs.waitFor();
				expect("what was saved", await theirs.inputValue(), "# ailleurs");
				expect("what is typed", (await box.inputValue()).endsWith("# à moi\n"), true);
				await theirs.scrollIntoViewIfNeeded();
				await someone.look("configuration-behind");
				await editor.getByRole("button", { name: fr("configuration.draftSave") }).press("Enter");
				await theirs.waitFor({ state: "detached" });
				expect("what is kept", (await api("GET", `/config/drafts/${id}`)).document.endsWith("# à moi\n"), true);
				await editor.getByText("2 différences").waitFor();
			});
			await step("it is published as one change that bears its name, and taken back", async () => {
				await editor.getByRole("button", { name: fr("configuration.draftPublish") }).press("Enter");
				await page.getByText(fr("configuration.applied")).waitFor();
				const [last, before] = (await api("GET", "/config/versions")).items;
				expect("the change", last.note, "Méthode 2027");
				expect("it holds", (await api("GET", "/fields?object=project")).items.some((f) => f.key === "budget_line"), true);
				const foreseen = await api("POST", "/config/rollback", { to: before.change, dry_run: true });
				await api("POST", "/config/rollback", { to: before.change }, { "If-Match": `"${foreseen.state}"` });
				expect("it is out of use", (await api("GET", "/fields?object=project")).items.find((f) => f.key === "budget_line")?.retired ?? true, true);
			});
			await step("a draft that is discarded can be taken back", async () => {
				await api("POST", "/config/drafts", { name: "Essai" });
				await page.reload();
				await page.getByRole("button", { name: fr("configuration.draftDiscardOf", { name: "Essai" }) }).press("Enter");
				await page.getByRole("button", { name: fr("configuration.draftRestoreOf", { name: "Essai" }) }).press("Enter");
				await page.getByRole("button", { name: fr("configuration.draftOpenOf", { name: "Essai" }) }).waitFor();
				await someone.look("configuration-drafts");
			});
			await someone.leave();
		},
	},
	{
		name: "What the screens of the administration change goes into a draft, and holds once it is published",
		async play({ house, person, step }) {
			const api = await firstAccount(house);
			const guide = await api("POST", "/guides", { title: { fr: "Bien commencer", en: "Begin well" }, text: { fr: "Une page.", en: "One page." } });
			const view = await api("POST", "/views", { label: { fr: "Le suivi", en: "Followed" }, scope: "everyone", state: { ...(await api("GET", "/views")).items[0].state, columns: [{ key: "code" }, { key: "name" }, { key: "end" }], sort: [] } });
			const someone = await person({ lang: "fr" });
			const { page } = someone;
			const band = page.getByRole("region", { name: fr("aside.title") });
			const labelOf = async (key) => (await api("GET", "/fields?object=project")).items.find((f) => f.key === key).label.fr;

			await step("an attribute is changed, and its saving goes into a new draft", async () => {
				await signIn(page, chief, "/admin/fields?open=stage");
				const name = page.getByRole("textbox", { name: fr("label.fr") }).first();
				await name.waitFor();
				await name.fill("Étape du projet");
				await page.getByRole("button", { name: fr("aside.menu") }).press("Enter");
				await someone.look("draft-menu");
				await page.getByRole("menuitem", { name: fr("aside.new") }).press("Enter");
				await page.getByRole("textbox", { name: fr("aside.name") }).fill("Méthode 2027");
				await page.getByRole("dialog").getByRole("button", { name: fr("aside.into") }).press("Enter");
				await band.getByText(/1 différence\s: Étape du projet/).waitFor();
				await page.getByText(/Enregistré dans le brouillon «\sMéthode 2027\s»/).waitFor();
				expect("what holds", await labelOf("stage"), "Étape");
				await someone.look("draft-saved");
			});
			await step("another screen saves into the same draft, also after a reload", async () => {
				await page.goto("/admin/guides");
				await band.getByText(/Méthode 2027/).waitFor();
				await page.getByRole("button", { name: "Bien commencer", exact: true }).press("Enter");
				await page.getByRole("textbox", { name: fr("guide.titleFr") }).fill("Commencer un projet");
				await page.getByRole("button", { name: fr("aside.into") }).press("Enter");
				await band.getByText(/2 différences/).waitFor();
				expect("the guide that holds", (await api("GET", "/guides")).items[0].title.fr, "Bien commencer");
			});
			await step("deleting is not for a draft, and says so", async () => {
				someone.expects(`409 /api/v1/guides/${guide.id}`);
				await page.getByRole("button", { name: fr("action.delete"), exact: true }).press("Enter");
				await page.getByRole("alertdialog").getByRole("button", { name: fr("action.delete"), exact: true }).press("Enter");
				await page.getByText(/sortez du brouillon pour le supprimer/).waitFor();
				await page.keyboard.press("Escape");
				await page.getByRole("alertdialog").waitFor({ state: "detached" });
			});
			await step("a shared view goes there from the list, and so do the settings", async () => {
				await page.goto(`/portfolio?view=${view.id}&sort=name`);
				await page.getByRole("group", { name: fr("views.modified") }).getByRole("button", { name: fr("aside.into") }).press("Enter");
				const kept = page.getByRole("dialog");
				await kept.getByText(/Enregistré dans le brouillon «\sMéthode 2027\s»/).waitFor();
				await someone.look("draft-view");
				await kept.getByRole("button", { name: fr("aside.goOn") }).press("Enter");
				await kept.waitFor({ state: "detached" });
				expect("the view that holds", (await api("GET", `/views/${view.id}`)).state.sort.length, 0);
				await page.goto("/admin/settings");
				await page.getByRole("textbox", { name: fr("setting.markFr"), exact: true }).fill("Diffusion interne");
				await page.getByRole("button", { name: fr("aside.into") }).press("Enter");
				await band.getByText(/4 différences/).waitFor();
				expect("the settings that hold", (await api("GET", "/settings")).mark_fr, "");
				await someone.look("draft-settings");
			});
			await step("what it would change is seen, and published as one change", async () => {
				await band.getByRole("link", { name: fr("aside.see") }).press("Enter");
				const leave = page.getByRole("alertdialog").getByRole("button");
				await page.getByRole("region", { name: /^Brouillon «/ }).or(leave.first()).first().waitFor();
				const editor = page.getByRole("region", { name: /^Brouillon «/ });
				await editor.getByText("4 différences").waitFor();
				await editor.getByText(/Étape → Étape du projet|Étape du projet/).first().waitFor();
				await someone.look("draft-editor");
				await editor.getByRole("button", { name: fr("configuration.draftPublish") }).press("Enter");
				await page.getByText(fr("configuration.applied")).waitFor();
				await band.waitFor({ state: "detached" });
				expect("the attribute that holds", await labelOf("stage"), "Étape du projet");
				expect("the guide that holds", (await api("GET", "/guides")).items[0].title.fr, "Commencer un projet");
				expect("the view that holds", (await api("GET", `/views/${view.id}`)).state.sort[0].key, "name");
				expect("the settings that hold", (await api("GET", "/settings")).mark_fr, "Diffusion interne");
			});
			await step("outside of a draft, saving holds at once again", async () => {
				await page.goto("/admin/fields?open=stage");
				const name = page.getByRole("textbox", { name: fr("label.fr") }).first();
				await name.fill("Étape");
				await page.getByRole("button", { name: fr("action.save"), exact: true }).press("Enter");
				await page.getByRole("button", { name: fr("action.save"), exact: true, disabled: true }).waitFor();
				expect("the attribute that holds", await labelOf("stage"), "Étape");
			});
			await someone.leave();
			await step("in English, in the dark, on a phone", async () => {
				const { id } = await api("POST", "/config/drafts", { name: "Method 2028" });
				const other = await person({ lang: "en", theme: "dark", width: 390, height: 844, touch: true });
				await signIn(other.page, chief);
				await other.page.evaluate(() =>
					fetch("/api/v1/me", { method: "PATCH", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ language: "en" }) }),
				);
				await other.page.goto(`/admin/configuration?draft=${id}`);
				await other.page.getByRole("button", { name: words("en")("aside.work") }).press("Enter");
				await other.page.getByRole("region", { name: words("en")("aside.title") }).waitFor();
				expect("wider than the window", await other.page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
				await other.look("draft-band-en-dark-390");
				await other.page.getByRole("button", { name: words("en")("aside.leave") }).press("Enter");
				await other.page.getByRole("region", { name: words("en")("aside.title") }).waitFor({ state: "detached" });
				await other.leave();
			});
		},
	},
];
