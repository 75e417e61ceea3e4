import { expect } from "../harness.mjs";
import { account, chief, firstAccount, signIn } from "../people.mjs";
import { words } from "../words.mjs";

const say = words("fr");
const english = words("en");

export const flows = [
	{
		name: "Lifecycles: drawn by keys, tried on the projects there are, published, lived through a gate, and taken back",
		async play({ house, person, step }) {
			const api = await firstAccount(house);
			const unit = (await api("GET", "/units")).items.find((u) => !u.parent).id;
			const made = (name, stage, more = {}) => api("POST", "/projects", { name, unit, type: "project", stage, ...more });
			await made("Perdu en expérimentation", "pilot");
			const saphir = await made("SAPHIR", "framing");
			const manager = await account(house, api, { login: "paul", name: "Paul Chef", role: "project_manager" });
			await api("PATCH", `/projects/${saphir.id}`, { manager: manager.id }, { "If-Match": `"${saphir.version}"` });
			const claire = await person({ lang: "fr" });
			const paul = await person({ lang: "fr" });
			const { page } = claire;
			const dialog = (p) => p.getByRole("dialog");
			const cell = (key, from, to) => page.getByRole("button", { name: say(key, { from, to }), exact: true });

			await step("the manager sees no path while projects move freely", async () => {
				await signIn(paul.page, manager, `/project/${saphir.id}`);
				await paul.page.getByRole("heading", { name: "SAPHIR" }).waitFor();
				expect("paths", await paul.page.getByRole("navigation", { name: say("path.title") }).count(), 0);
			});
			await step("a lifecycle is begun from the stages there are, and tried at once", async () => {
				await signIn(page, chief, "/admin/types");
				await page.getByRole("button", { name: say("life.begin") }).press("Enter");
				const impact = page.getByRole("region", { name: say("life.impact") });
				await impact.getByRole("link", { name: "2 projets de ce type" }).waitFor();
				await impact.getByRole("link", { name: "SAPHIR" }).waitFor();
				await claire.look("types-begun");
			});
			await step("a stage goes, by keys, and who stands there is said", async () => {
				await page.getByRole("button", { name: say("life.removeStage", { name: "Expérimentation" }) }).press("Enter");
				await page.getByText(/1 est à une étape hors du cycle/).waitFor();
				await page.getByRole("button", { name: say("life.down", { name: "Idée" }) }).press("Enter");
				const first = page.getByRole("listitem").filter({ hasText: "Cadrage" }).first();
				await first.waitFor();
				await page.getByRole("button", { name: say("life.up", { name: "Idée" }) }).press("Enter");
			});
			await step("what a stage asks for is ticked", async () => {
				const build = page.getByRole("listitem").filter({ hasText: "Conception / Réalisation" }).first();
				await build.getByRole("button", { name: say("life.nothingRequired") }).press("Enter");
				await dialog(page).getByRole("checkbox", { name: "Coût total", exact: true }).press("Space");
				await page.keyboard.press("Escape");
				await build.getByRole("button", { name: "1 attribut obligatoire" }).waitFor();
			});
			await step("a move becomes a gate with a name; another gets a condition, a role and an effect", async () => {
				await cell("life.openMove", "Cadrage", "Conception / Réalisation").press("Enter");
				const move = page.getByRole("region", { name: say("life.move", { from: "Cadrage", to: "Conception / Réalisation" }) });
				await move.getByLabel(say("life.labelFr")).fill("Lancer la réalisation");
				await move.getByLabel(say("life.labelEn")).fill("Start the build");
				await move.getByRole("checkbox", { name: say("life.gate") }).press("Space");
				await cell("life.addMove", "Conception / Réalisation", "Terminé").press("Enter");
				const done = page.getByRole("region", { name: say("life.move", { from: "Conception / Réalisation", to: "Terminé" }) });
				await done.getByLabel(say("life.condition")).fill("[Coût réalisé à date] <= [Coût total]");
				await page.getByRole("listitem").filter({ hasText: "Dites dans au moins une langue" }).waitFor();
				await done.getByLabel(say("attribute.messageFr")).fill("Le réalisé dépasse le coût total");
				await done.getByLabel(say("attribute.messageEn")).fill("More was spent than the total cost");
				await done.getByRole("combobox", { name: say("life.addEffect") }).fill("Avancement");
				await page.getByRole("option", { name: "Avancement" }).click();
				await done.getByRole("textbox", { name: "Avancement" }).fill("100");
				await page.getByText(/1 est à une étape hors du cycle/).waitFor();
				await claire.look("types-drawn");
			});
			await step("the draft is kept, and is still there after a reload", async () => {
				await page.getByRole("button", { name: say("life.keep") }).press("Enter");
				await page.getByRole("button", { name: say("life.drop") }).waitFor();
				await page.reload();
				await page.getByText(/1 est à une étape hors du cycle/).waitFor();
				expect("paths", await paul.page.getByRole("navigation", { name: say("path.title") }).count(), 0);
			});
			await step("it is published once every project has its place", async () => {
				await page.getByRole("button", { name: say("life.publish") }).press("Enter");
				const publish = dialog(page).getByRole("button", { name: "Publier pour 2 projets" });
				expect("publishing waits", await publish.isDisabled(), true);
				await claire.look("types-publish");
				await dialog(page).getByRole("button", { name: /Expérimentation/ }).press("Enter");
				await page.getByRole("option", { name: "Cadrage" }).click();
				await publish.press("Enter");
				await page.getByRole("region", { name: say("life.history") }).waitFor();
				await claire.look("types-published");
			});
			await step("the page of the manager shows the path by itself, and the gate asks for the cost and the decision", async () => {
				const path = paul.page.getByRole("navigation", { name: say("path.title") });
				await path.getByRole("button", { name: "Lancer la réalisation" }).waitFor();
				await paul.look("path");
				await path.getByRole("button", { name: "Lancer la réalisation" }).press("Enter");
				const go = dialog(paul.page).getByRole("button", { name: "Lancer la réalisation" });
				expect("it waits for both", await go.isDisabled(), true);
				await paul.page.keyboard.type("1200000");
				await dialog(paul.page).getByLabel(say("path.decision")).fill("Comité du 12 : feu vert");
				await paul.look("path-gate");
				await go.press("Enter");
				await path.locator("[aria-current=step]", { hasText: "Conception / Réalisation" }).waitFor();
				const { items } = await api("GET", `/decisions?filter=${encodeURIComponent('name = "Comité du 12 : feu vert"')}`);
				expect("decisions", items.length, 1);
			});
			await step("a step that is none is refused in the grid, in words", async () => {
				const bad = await api("GET", `/projects/${saphir.id}`);
				const refused = await api("PATCH", `/projects/${saphir.id}`, { stage: "idea" }, { "If-Match": `"${bad.version}"` }).catch((e) => e.message);
				expect("the answer", String(refused), /422.*passe à/s);
			});
			await step("the move is taken back by whoever made it", async () => {
				await paul.page.keyboard.press("Control+z");
				await paul.page.getByRole("navigation", { name: say("path.title") }).locator("[aria-current=step]", { hasText: "Cadrage" }).waitFor();
			});
			await step("the lifecycle is lifted, and put back in force from its history", async () => {
				await page.getByRole("button", { name: say("life.free") }).press("Enter");
				await page.getByRole("main").getByText(say("life.state.free"), { exact: true }).first().waitFor();
				await paul.page.getByRole("navigation", { name: say("path.title") }).waitFor({ state: "detached" });
				await page.getByRole("button", { name: say("life.restore") }).first().press("Enter");
				await paul.page.getByRole("navigation", { name: say("path.title") }).waitFor();
			});
			await step("a type of risk is made where there was none, and drawn like those of projects", async () => {
				const risks = page.getByRole("tab", { name: say("life.objects.risk") });
				await risks.focus();
				await page.keyboard.press("Home");
				await page.keyboard.press("ArrowRight");
				await page.keyboard.press("ArrowRight");
				await page.getByText(say("life.lines.noTypes")).waitFor();
				await claire.look("types-risk-none");
				await page.getByRole("button", { name: say("life.newType") }).press("Enter");
				await dialog(page).getByLabel(say("label.fr")).fill("Cybersécurité");
				await dialog(page).getByLabel(say("label.en")).fill("Cyber security");
				await dialog(page).getByRole("button", { name: say("life.newTypeDo") }).press("Enter");
				await page.getByRole("button", { name: say("life.begin") }).press("Enter");
				await page.getByRole("region", { name: say("life.lines.impact") }).getByText("Aucune ligne de ce type").waitFor();
				await claire.look("types-risk-begun");
				await page.getByRole("button", { name: say("life.publish") }).press("Enter");
				await dialog(page).getByRole("button", { name: "Publier" }).press("Enter");
				await page.getByRole("region", { name: say("life.history") }).waitFor();
			});
			await step("a risk of the type goes its way only: the register says where to", async () => {
				const type = (await api("GET", "/types?object=risk")).items[0].key;
				const risk = await api("POST", `/projects/${saphir.id}/risks`, { name: "Intrusion", type });
				expect("it begins", risk.status, "open");
				const refused = await api("PATCH", `/risks/${risk.id}`, { status: "closed" }, { "If-Match": `"${risk.version}"` }).catch((e) => e.message);
				expect("the answer", String(refused), /422.*passe à/s);
				await paul.page.goto("/risks");
				await paul.page.getByText("Intrusion").first().waitFor();
				await paul.look("risk-typed");
			});
			await step("all of it is there in English", async () => {
				const her = await account(house, api, { login: "alice", name: "Alice Smith", role: "administrator", language: "en" });
				const alice = await person({ lang: "en" });
				await signIn(alice.page, her, "/admin/types");
				await alice.page.getByRole("region", { name: english("life.impact") }).waitFor();
				await alice.look("types-english");
			});
		},
	},
];
