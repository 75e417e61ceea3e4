import { expect } from "../harness.mjs";
import { account, firstAccount, signIn } from "../people.mjs";
import { words } from "../words.mjs";

const say = words("fr");

// What the navigation offers each of them, and where they are turned away.
const people = [
	{ role: "pmo", login: "nadia", name: "Nadia Benali", sees: ["nav.portfolio", "nav.imports", "nav.admin"], refused: ["/admin/users"] },
	{ role: "project_manager", login: "julien", name: "Julien Petit", sees: ["nav.portfolio"], refused: ["/import", "/admin/users"] },
	{ role: "reader", login: "lea", name: "Léa Moreau", sees: ["nav.portfolio"], refused: ["/import", "/admin/fields"] },
];

export const flows = [
	{
		name: "Each role sees what it may, and no more",
		async play({ house, person, step }) {
			const api = await firstAccount(house);
			for (const { role, login, name, sees, refused } of people) {
				await step(`${role}: the navigation and the refused addresses`, async () => {
					const who = await account(house, api, { login, name, role });
					const someone = await person({ lang: "fr" });
					await signIn(someone.page, who);
					const nav = someone.page.getByRole("navigation", { name: say("nav.label") });
					await nav.getByRole("link", { name: say("nav.portfolio") }).waitFor();
					for (const key of ["nav.portfolio", "nav.imports", "nav.admin"]) {
						const shown = await nav.getByRole("link", { name: say(key), exact: true }).count();
						expect(`${say(key)} is shown`, shown, sees.includes(key) ? 1 : 0);
					}
					await someone.look(`role-${role}`);
					for (const place of refused) {
						await someone.page.goto(place);
						await someone.page.getByRole("heading", { name: say("error.refused.title") }).waitFor();
					}
					await someone.leave();
				});
			}
		},
	},
];
