import { expect } from "../harness.mjs";
import { account, chief, firstAccount, signIn } from "../people.mjs";
import { words } from "../words.mjs";

const say = words("fr");

export const flows = [
	{
		name: "Two administrators change the same things at once: both changes stand, or the second is told",
		async play({ house, person, step }) {
			const api = await firstAccount(house);
			const claire = await person({ lang: "fr" });
			const { page } = claire;
			const panel = page.locator("section[class*=panel]");
			const save = () => page.getByRole("button", { name: say("action.save"), exact: true }).click();
			const field = async () => (await api("GET", "/fields?object=project&whole=true")).items.find((f) => f.key === "sponsor");
			const patch = async (change) => {
				const { version } = await field();
				await api("PATCH", "/fields/sponsor", change, { "If-Match": `"${version}"` });
			};

			await step("what another changes beside what is typed comes in, and is not undone", async () => {
				await signIn(page, chief, "/admin/fields?open=sponsor");
				await panel.getByLabel(say("label.fr")).fill("Directrice de projet");
				await patch({ help: { fr: "Qui en répond", en: "Who answers for it" } });
				await panel.getByText("Qui en répond").first().waitFor();
				expect("what is typed", await panel.getByLabel(say("label.fr")).inputValue(), "Directrice de projet");
				await save();
				await panel.getByRole("heading", { name: "Directrice de projet" }).waitFor();
				const now = await field();
				expect("both", [now.label.fr, now.help.fr].join(), "Directrice de projet,Qui en répond");
			});
			await step("what both change is told, with both values, before it is saved over", async () => {
				await panel.getByLabel(say("label.fr")).fill("Mécène");
				await patch({ label: { fr: "Parrain", en: "Sponsor" } });
				await panel.getByRole("heading", { name: "Parrain" }).waitFor();
				claire.expects("412 /api/v1/fields/sponsor");
				await save();
				await panel.getByText(/«\s?Parrain\s?» maintenant, «\s?Mécène\s?» ici/).waitFor();
				await claire.look("meanwhile-attribute");
				await save();
				await panel.getByRole("heading", { name: "Mécène" }).waitFor();
				expect("the name", (await field()).label.fr, "Mécène");
			});
			await step("a life that is being drawn stays when another keeps a draft of it", async () => {
				await page.goto("/admin/types?type=project");
				await page.getByRole("button", { name: say("life.begin") }).press("Enter");
				await page.getByText(say("life.unsaved")).waitFor();
				await page.getByRole("button", { name: say("life.addMove", { from: "Idée", to: "Terminé" }), exact: true }).press("Enter");
				const life = { stages: [{ stage: "idea", start: true }, { stage: "done" }], moves: [], variants: [] };
				const drawn = (await api("GET", "/types")).items.find((x) => x.key === "project");
				const told = page.waitForResponse((r) => r.url().includes("/api/v1/types?"));
				await api("PUT", "/types/project/draft", life, { "If-Match": `"${drawn.version}"` });
				await told;
				await page.getByText(say("life.state.draft")).first().waitFor();
				claire.expects("412 /api/v1/types/project/draft");
				await page.getByRole("button", { name: say("life.keep") }).press("Enter");
				await page.getByRole("alert").first().waitFor();
				await page.getByRole("button", { name: say("life.openMove", { from: "Idée", to: "Terminé" }), exact: true }).waitFor();
				await claire.look("meanwhile-life");
				await page.getByRole("button", { name: say("life.keep") }).press("Enter");
				await page.getByRole("button", { name: say("life.drop") }).waitFor();
				const kept = (await api("GET", "/types")).items.find((x) => x.key === "project").draft;
				expect("the way", kept.moves.some((m) => m.from === "idea" && m.to === "done"), true);
			});
			await step("conventions that two set stand side by side", async () => {
				await page.goto("/admin/conventions");
				await page.getByText(say("convention.week", { id: "sunday" })).click();
				await api("PATCH", "/conventions", { first_month: 4 }, { "If-Match": '"0"' });
				await page.getByRole("button", { name: /avril/ }).waitFor();
				await save();
				await page.getByRole("region", { name: say("trust.history") }).getByText(/Premier jour/).first().waitFor({ state: "attached" });
				const now = await api("GET", "/conventions");
				expect("both", [now.week_start, now.first_month].join(), "sunday,4");
			});
			await claire.leave();
		},
	},
	{
		name: "What an administrator publishes reaches a list, a project, a tree and the rights of who is at work",
		async play({ house, person, step }) {
			const api = await firstAccount(house, "en");
			const alice = await account(house, api, { login: "alice", name: "Alice Smith", role: "reader", language: "en" });
			const english = words("en");
			const unit = (await api("GET", "/units")).items.find((u) => !u.parent).id;
			const made = await api("POST", "/projects", { name: "Portal", unit, progress: "40" });
			await api("POST", "/fields", { kind: "computed", key: "twice", label: { en: "Twice", fr: "Double" }, formula: "progress * 2" });
			const tree = await api("POST", "/hierarchies", { label: { en: "Goals", fr: "Objectifs" } });
			const node = await api("POST", `/hierarchies/${tree.id}/nodes`, { label: { en: "Growth", fr: "Croissance" } });
			await api("POST", "/fields", { kind: "choice", key: "goal", label: { en: "Goal", fr: "Objectif" }, hierarchy: tree.key });
			await api("PATCH", `/projects/${made.id}`, { goal: node.key }, { "If-Match": `"${made.version}"` });
			const formula = async (text) => {
				const { version } = (await api("GET", "/fields")).items.find((f) => f.key === "twice");
				await api("PATCH", "/fields/twice", { formula: text }, { "If-Match": `"${version}"` });
			};
			const someone = await person({ lang: "en" });
			const { page } = someone;
			const shows = (text) => page.getByRole("gridcell", { name: text, exact: true }).first().waitFor();

			await step("a formula that is changed is worked out anew in the list that is open", async () => {
				await signIn(page, alice, "/portfolio?display=grid&cols=name,progress,twice,goal");
				await shows("0.8");
				await formula("progress / 2");
				await shows("20%");
			});
			await step("a node that is renamed is read under its new name", async () => {
				await shows("Growth");
				const now = (await api("GET", `/hierarchies/${tree.id}`)).nodes.find((n) => n.id === node.id);
				await api("PATCH", `/hierarchies/${tree.id}/nodes/${node.id}`, { label: { en: "Expansion", fr: "Essor" } }, { "If-Match": `"${now.version}"` });
				await shows("Expansion");
			});
			await step("and on the page of the project", async () => {
				await page.goto(`/project/${made.id}`);
				await page.getByText("20%", { exact: true }).first().waitFor();
				await formula("progress * 3");
				await page.getByText("1.2", { exact: true }).first().waitFor();
			});
			await step("a role that is given opens its pages at once", async () => {
				const nav = page.getByRole("navigation").first();
				expect("the administration", await nav.getByRole("link", { name: english("nav.admin") }).count(), 0);
				const role = (await api("GET", "/roles")).items.find((r) => r.key === "pmo").id;
				await api("POST", "/grants", { user: alice.id, role, unit });
				await nav.getByRole("link", { name: english("nav.admin") }).waitFor();
			});
			await someone.leave();
		},
	},
];
