import { expect } from "../harness.mjs";
import { account, firstAccount, signIn } from "../people.mjs";
import { words } from "../words.mjs";

const say = words("fr");
const lea = { role: "contributor", login: "lea", name: "Léa Moreau" };
const nadia = { role: "pmo", login: "nadia", name: "Nadia Benali" };

// What hostile people write, in the names of things and in comments.
const payloads = [
	"<img src=x onerror=window.fired=1>",
	"<script>window.fired=1</script>",
	"[click](javascript:window.fired=1)",
	"<svg/onload=window.fired=1>",
	"**<b onclick=window.fired=1>x</b>**",
];

async function houseOf({ house }) {
	const api = await firstAccount(house);
	for (const who of [lea, nadia]) Object.assign(who, await account(house, api, who));
	const unit = (await api("GET", "/units")).items.find((u) => !u.parent).id;
	return { api, unit };
}

export const flows = [
	{
		name: "Two people talk about a project, attach files and see what is new",
		async play({ house, person, step }) {
			const { api, unit } = await houseOf({ house });
			const p = await api("POST", "/projects", { name: "Portail des usagers", unit, description: "Première version" });
			const one = await person({ lang: "fr" });
			const two = await person({ lang: "fr", theme: "dark" });
			await step("Léa names Nadia with @, and nobody who does not see the project", async () => {
				const { page } = one;
				await signIn(page, lea, `/project/${p.id}`);
				const box = page.getByRole("textbox", { name: say("project.comments.write") });
				await box.fill("Le jalon **glisse**, @nad");
				await page.getByRole("option", { name: nadia.name }).waitFor();
				await box.press("Enter");
				await box.press("Control+Enter");
				const said = page.getByRole("article", { name: say("project.comments.by", { name: lea.name }) });
				await said.getByText(`@${nadia.name}`).waitFor();
				expect("the word in bold", await said.locator("strong").last().innerText(), "glisse");
				expect("the box", await box.inputValue(), "");
			});
			await step("a picture is attached, shown small and downloaded, a page is refused", async () => {
				const { page } = one;
				const picture = await page.screenshot({ clip: { x: 0, y: 0, width: 80, height: 60 } });
				const files = page.getByRole("region", { name: say("project.files.title") });
				const [chooser] = await Promise.all([
					page.waitForEvent("filechooser"),
					files.getByRole("button", { name: say("project.files.add") }).click(),
				]);
				await chooser.setFiles([{ name: "../plan du 3.png", mimeType: "image/png", buffer: picture }]);
				await files.getByRole("link", { name: "plan du 3.png" }).waitFor();
				await files.getByRole("button", { name: say("project.files.look", { name: "plan du 3.png" }) }).click();
				await page.getByRole("dialog").getByRole("img").waitFor();
				await page.keyboard.press("Escape");
				const [download] = await Promise.all([
					page.waitForEvent("download"),
					files.getByRole("link", { name: "plan du 3.png" }).click(),
				]);
				expect("the name to save under", download.suggestedFilename(), "plan du 3.png");
				one.expects(`422 /api/v1/projects/${p.id}/files`);
				const [again] = await Promise.all([
					page.waitForEvent("filechooser"),
					files.getByRole("button", { name: say("project.files.add") }).click(),
				]);
				await again.setFiles([{ name: "photo.png", mimeType: "image/png", buffer: Buffer.from("<html><script>1</script>") }]);
				await files.getByRole("alert").getByText("pages web").waitFor();
				await one.look("project-talk-fr");
			});
			await step("Nadia answers and settles; what changed since she looked is marked", async () => {
				const { page } = two;
				await signIn(page, nadia, `/project/${p.id}`);
				const thread = page.getByRole("article", { name: say("project.comments.by", { name: lea.name }) });
				await thread.getByText(`@${nadia.name}`).waitFor();
				await page.getByRole("button", { name: say("project.comments.answer"), exact: true }).click();
				await page.getByRole("textbox", { name: say("project.comments.answer") }).fill("Vu, je préviens le comité.");
				await page.keyboard.press("Control+Enter");
				await page.getByText("Vu, je préviens le comité.").waitFor();
				await page.getByRole("textbox", { name: say("project.comments.answer") }).waitFor({ state: "detached" });
				await api("PATCH", `/projects/${p.id}`, { description: "Deuxième version" }, { "If-Match": '"1"' });
				await page.goto("/portfolio");
				await page.goto(`/project/${p.id}`);
				await page.getByRole("note").getByText(say("project.news.show")).waitFor();
				await page.getByRole("img", { name: say("project.news.mark") }).waitFor();
				await two.look("project-news-fr-dark");
				await thread.hover();
				await thread.getByRole("button", { name: say("project.comments.settle") }).click();
				await page.getByRole("button", { name: "Afficher un fil clos" }).waitFor();
			});
		},
	},
	{
		name: "A PMO brings a project back, and merges two that are one",
		async play({ house, person, step }) {
			const { api, unit } = await houseOf({ house });
			const p = await api("POST", "/projects", { name: "SAPHIR", code: "SAP-1", unit, description: "Première version" });
			await api("PATCH", `/projects/${p.id}`, { description: "Deuxième version" }, { "If-Match": '"1"' });
			const q = await api("POST", "/projects", { name: "Saphir (ancien)", code: "SAP-0", unit, description: "Autre texte" });
			await api("POST", `/projects/${q.id}/comments`, { body: "Dit sur l’ancien" });
			const someone = await person({ lang: "fr" });
			const { page } = someone;
			await step("the history is filtered, and a value is taken back and undone", async () => {
				await signIn(page, nadia, `/project/${p.id}`);
				await page.getByRole("button", { name: say("project.history.action"), exact: true }).click();
				const drawer = page.getByRole("dialog");
				await drawer.getByRole("button", { name: say("project.history.filter") }).click();
				await someone.look("project-history-fr");
				const back = drawer.getByRole("button", { name: /Première version/ });
				await back.focus();
				await back.click();
				await page.keyboard.press("Escape");
				await page.getByText("Première version").waitFor();
				await page.keyboard.press("Control+z");
				await page.getByText("Deuxième version").waitFor();
			});
			await step("a field is saved with its reason, by keys alone, whatever its kind", async () => {
				const reason = page.getByRole("textbox", { name: say("project.why") });
				const edit = (name) => page.getByRole("button", { name: new RegExp(`^Modifier ${name}`) });
				const note = async () => (await api("GET", `/history?project=${p.id}`)).items[0].note;
				const because = async (text) => {
					const saved = page.waitForResponse((r) => r.request().method() !== "GET" && r.url().includes("/projects") && r.ok());
					await reason.fill(text);
					await page.keyboard.press("Enter");
					await saved;
					await reason.waitFor({ state: "detached" });
				};
				await edit("Avancement").press("Enter");
				await page.getByRole("textbox", { name: "Avancement" }).fill("45");
				await page.keyboard.press("Control+Shift+Enter");
				await page.waitForFunction(() => document.activeElement?.closest('[role="dialog"]'));
				await someone.look("project-reason-fr");
				await page.keyboard.press("Escape");
				await reason.waitFor({ state: "detached" });
				expect("back at the value", await page.getByRole("textbox", { name: "Avancement" }).evaluate((e) => e === document.activeElement), true);
				await page.keyboard.press("Control+Shift+Enter");
				await because("Recette avancée");
				expect("the progress", (await api("GET", `/projects/${p.id}`)).progress, /^45/);
				expect("its reason", await note(), "Recette avancée");
				await edit("Étape").press("Enter");
				await page.getByRole("combobox", { name: "Étape" }).fill("Déploiement");
				await page.getByRole("option", { name: "Déploiement" }).waitFor();
				await page.keyboard.press("ArrowDown");
				await page.keyboard.press("Control+Shift+Enter");
				await because("Décidé en comité");
				expect("the stage", (await api("GET", `/projects/${p.id}`)).stage, "rollout");
				expect("its reason", await note(), "Décidé en comité");
				await edit("Description").press("Enter");
				await page.getByRole("textbox", { name: "Description" }).fill("Troisième version");
				await page.keyboard.press("Control+Shift+Enter");
				await because("Relue");
				expect("the text", (await api("GET", `/projects/${p.id}`)).description, "Troisième version");
				expect("its reason", await note(), "Relue");
			});
			await step("what is typed in a field is read, or kept with what is wrong with it", async () => {
				const edit = (name) => page.getByRole("button", { name: new RegExp(`^Modifier ${name}`) });
				const now = async (key) => (await api("GET", `/projects/${p.id}`))[key];
				await edit("Étape").press("Enter");
				await page.getByRole("combobox", { name: "Étape" }).fill("idee");
				const saved = page.waitForResponse((r) => r.request().method() !== "GET" && r.url().includes("/projects") && r.ok());
				await page.keyboard.press("Tab");
				await saved;
				expect("picked by its name alone", await now("stage"), "idea");
				const box = page.getByRole("textbox", { name: "Avancement" });
				await edit("Avancement").press("Enter");
				await box.fill("presque");
				await page.keyboard.press("Enter");
				await page.getByText(say("field.notNumber")).waitFor();
				expect("still open", await box.inputValue(), "presque");
				await page.locator("h1").click();
				await page.getByText("presque", { exact: true }).waitFor();
				await someone.look("project-unread-fr");
				await page.getByRole("button", { name: say("editing.reopen") }).click();
				await page.waitForFunction(() => document.activeElement?.value === "presque");
				await page.keyboard.press("Escape");
				await page.getByRole("button", { name: say("portfolio.cell.discard") }).click();
				await page.getByText("presque", { exact: true }).waitFor({ state: "detached" });
				expect("the progress", await now("progress"), /^45/);
				await edit("Chef de projet").press("Enter");
				await page.getByRole("combobox", { name: "Chef de projet" }).fill("personne de ce nom");
				await page.keyboard.press("Tab");
				await page.getByText(say("field.noneFound")).waitFor();
				await page.getByRole("button", { name: say("portfolio.cell.discard") }).click();
			});
			await step("the two are merged side by side: the code of the old one, its words", async () => {
				await page.getByRole("button", { name: say("project.more") }).click();
				await page.getByRole("menuitem", { name: say("project.merge.menu") }).click();
				const dialog = page.getByRole("dialog");
				await dialog.getByRole("combobox").fill("ancien");
				await page.getByRole("option", { name: /ancien/ }).click();
				await dialog.getByRole("radio", { name: /SAP-0/ }).check();
				await someone.look("project-merge-fr");
				await dialog.getByRole("button", { name: say("project.merge.action") }).click();
				await page.getByText("Dit sur l’ancien").waitFor();
				await page.getByText("SAP-0").first().waitFor();
			});
			await step("and it is undone", async () => {
				await page.getByRole("button", { name: say("portfolio.undo.title") }).click();
				await page.getByText("SAP-1").first().waitFor();
				expect("the old one is back", (await api("GET", `/projects/${q.id}`)).name, "Saphir (ancien)");
			});
		},
	},
	{
		name: "Nothing that people write runs on the project page",
		async play({ house, person, step }) {
			const { api, unit } = await houseOf({ house });
			const p = await api("POST", "/projects", { name: payloads[0], code: payloads[1], unit, description: payloads.join("\n"), tags: [] });
			for (const body of payloads) await api("POST", `/projects/${p.id}/comments`, { body });
			const someone = await person({ lang: "en", width: 390, height: 844 });
			const { page } = someone;
			await step("names, texts and comments are words", async () => {
				await signIn(page, nadia, `/project/${p.id}`);
				await page.getByText("<svg/onload=window.fired=1>").first().waitFor();
				expect("something ran", await page.evaluate(() => window.fired === undefined), true);
				expect("links that run", await page.locator('a[href^="javascript:"]').count(), 0);
				expect("wider than the phone", await page.evaluate(() => document.documentElement.scrollWidth <= 390), true);
				await someone.look("project-payload-en-390");
			});
		},
	},
];
