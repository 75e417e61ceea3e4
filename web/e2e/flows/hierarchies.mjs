import { expect, plain } from "../harness.mjs";
import { account, chief, firstAccount, signIn } from "../people.mjs";
import { words } from "../words.mjs";

const say = words("fr");

const rows = (page) => page.locator(".vg-body .vg-row:not(.vg-none)");
const groups = (page) => page.locator(".vg-body .vg-row.vg-group");

export const flows = [
	{
		name: "Hierarchies: a tree is made, drawn from, grouped by, moved, and given rights on",
		async play({ house, person, step }) {
			const api = await firstAccount(house);
			const unit = (await api("GET", "/units")).items.find((u) => !u.parent).id;
			const sponsor = await account(house, api, { login: "paul", name: "Paul Axe" });
			const claire = await person({ lang: "fr" });
			const { page } = claire;
			const press = (key) => page.keyboard.press(key);
			const row = (name) => rows(page).filter({ hasText: name });
			const depth = (name) => row(name).first().getAttribute("aria-level");

			await step("a hierarchy is made, and its nodes are added below one another", async () => {
				await signIn(page, chief, "/admin/hierarchies");
				await page.getByRole("heading", { name: say("hierarchy.empty") }).waitFor();
				await page.getByRole("button", { name: say("hierarchy.new") }).first().click();
				await page.getByLabel(say("label.fr")).fill("Stratégie");
				await page.getByLabel(say("label.en")).fill("Strategy");
				await page.getByRole("button", { name: say("action.create") }).click();
				await page.getByRole("heading", { name: say("hierarchy.title") }).waitFor();
				for (const [name, above] of [
					["Croissance", ""],
					["Nouvelles offres", "Croissance"],
					["Simplicité", ""],
				]) {
					await page.getByRole("button", { name: say("hierarchy.node.new") }).click();
					const panel = page.getByRole("region", { name: say("hierarchy.node.new") });
					await panel.getByLabel(say("label.fr")).fill(name);
					if (above) {
						await panel.getByRole("combobox", { name: say("hierarchy.parent") }).fill(above);
						await page.getByRole("option", { name: above }).click();
					}
					await panel.getByRole("button", { name: say("action.create") }).click();
					await row(name).first().waitFor();
				}
				expect("below", await depth("Nouvelles offres"), "2");
				await claire.look("hierarchies");
			});

			await step("an attribute draws from it and carries rights, and projects are attached", async () => {
				await api("POST", "/fields", {
					key: "goal",
					kind: "choice",
					label: { fr: "Objectif", en: "Goal" },
					hierarchy: "strategy",
					grants: true,
				});
				for (const [name, goal] of [
					["SAPHIR", "nouvelles_offres"],
					["ÉMERAUDE", "croissance"],
					["ONYX", "simplicite"],
				]) {
					await api("POST", "/projects", { name, unit, goal, total_cost: { amount: "1000", currency: "EUR" } });
				}
			});

			await step("a list is grouped by both levels, and filtered by a branch", async () => {
				await page.goto("/portfolio?group=goal.1,goal.2");
				await groups(page).filter({ hasText: "Nouvelles offres" }).waitFor();
				const first = plain(await groups(page).first().textContent());
				expect("the branch", first, /Croissance.*\(2\)/);
				await claire.look("hierarchies-groups");
				await page.goto(`/portfolio?filter=${encodeURIComponent('goal under "croissance"')}`);
				await row("SAPHIR").waitFor();
				expect("projects of the branch", await rows(page).count(), 2);
			});

			await step("a role on a node shows what is attached there and below, and no more", async () => {
				const nodes = (await api("GET", `/hierarchies/${(await api("GET", "/hierarchies")).items[0].id}`)).nodes;
				const role = (await api("GET", "/roles")).items.find((r) => r.key === "reader").id;
				const growth = nodes.find((n) => n.key === "croissance").id;
				await api("POST", "/grants", { user: sponsor.id, role, node: growth });
				const paul = await person({ lang: "en" });
				await signIn(paul.page, sponsor, "/portfolio");
				await rows(paul.page).filter({ hasText: "SAPHIR" }).waitFor();
				expect("what he sees", await rows(paul.page).count(), 2);
				await page.goto("/admin/grants");
				await rows(page).filter({ hasText: "Stratégie" }).first().waitFor();
			});

			await step("a node is moved by keys with its projects and rights, and back by undo", async () => {
				await page.goto("/admin/hierarchies");
				await row("Simplicité").first().waitFor();
				await page.getByRole("treegrid").focus();
				await press("Control+End");
				await press("Home");
				await press("Control+Alt+ArrowRight");
				await page.waitForFunction(
					() =>
						[...document.querySelectorAll(".vg-body .vg-row")]
							.find((r) => r.textContent.includes("Simplicité"))
							?.getAttribute("aria-level") === "2",
				);
				await claire.look("hierarchies-moved");
				await press("Control+z");
				await page.waitForFunction(
					() =>
						[...document.querySelectorAll(".vg-body .vg-row")]
							.find((r) => r.textContent.includes("Simplicité"))
							?.getAttribute("aria-level") === "1",
				);
			});

			await step("before a node goes, what holds it is said, and another takes its place", async () => {
				await row("Nouvelles offres").first().click();
				await press("Space");
				const panel = page.getByRole("region", { name: "Nouvelles offres" });
				await panel.getByRole("button", { name: say("action.delete") }).click();
				const ask = page.getByRole("alertdialog");
				await ask.getByText(/1 objet le porte/).waitFor();
				await ask.getByRole("combobox").fill("Simpl");
				await page.getByRole("option", { name: "Simplicité" }).click();
				await ask.getByRole("button", { name: say("action.delete") }).click();
				await row("Nouvelles offres").first().waitFor({ state: "detached" });
				const saphir = (await api("GET", "/projects?fields=name,goal")).items.find((p) => p.name === "SAPHIR");
				expect("where it is now", saphir.goal, "simplicite");
			});
		},
	},
];
