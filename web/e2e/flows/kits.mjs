import { expect, plain } from "../harness.mjs";
import { chief, firstAccount, signIn } from "../people.mjs";
import { words } from "../words.mjs";

const fr = words("fr");

// uses are what each kit is tried with: a project of its main type, what it is to be
// filled with before its first move, the stage that the move leads to, and a view.
const uses = [
	{
		kit: "it-department",
		values: { business_owner: "me", business_value: "4", urgency: "3", build_days: "120" },
		stage: "framing",
		filled: { priority_score: "5.8" },
		view: "Demandes à arbitrer",
		shows: /5,8/,
	},
	{
		kit: "public-body",
		values: { policy: "logement", users: ["citizens"], ae_open: { amount: "800000", currency: "EUR" }, ae_committed: { amount: "500000", currency: "EUR" } },
		stage: "framing",
		filled: { ae_rate: "62.5" },
		view: "AE et CP",
		shows: /62,5/,
	},
	{
		kit: "transformation-office",
		values: {
			sponsor: "me",
			benefit_kind: "saving",
			gain_target: { amount: "800000", currency: "EUR" },
			gain_done: { amount: "200000", currency: "EUR" },
		},
		stage: "framing",
		filled: { gain_rate: "25" },
		view: "Gains promis et constatés",
		shows: /25/,
	},
	{
		kit: "research",
		type: "research",
		values: { domain: "Photonique", market: "Capteurs", trl: "4", trl_target: "7" },
		stage: "framing",
		filled: { trl_gap: "3" },
		view: "Maturité des technologies",
		shows: /Photonique/,
	},
	{
		kit: "works",
		values: {
			site: "Campus nord",
			works_cost: { amount: "1500000", currency: "EUR" },
			amendments: { amount: "60000", currency: "EUR" },
		},
		stage: "framing",
		filled: { amendment_rate: "4" },
		view: "Marchés et avenants",
		shows: /Campus nord/,
	},
];

export const flows = uses.map((use) => ({
	name: `The starter kit ${use.kit} is applied to an empty system and used`,
	async play({ house, person, step }) {
		const api = await firstAccount(house);
		const someone = await person({ lang: "fr" });
		const { page } = someone;
		const compared = page.getByRole("region", { name: /Comparaison/ });
		const kit = (await api("GET", "/config/kits")).items.find((k) => k.key === use.kit);
		let project;

		await step("it is seen before it is applied", async () => {
			await signIn(page, chief, "/admin/configuration");
			await page.getByRole("button", { name: fr("configuration.lookAt", { name: kit.name }) }).click();
			await compared.getByRole("button", { name: fr("configuration.apply"), exact: true }).waitFor();
			expect("problems", plain(await compared.innerText()).includes("ne peut pas"), false);
			await someone.look(`kit-${use.kit}`);
			await compared.getByRole("button", { name: fr("configuration.apply"), exact: true }).click();
			await page.getByText(fr("configuration.applied")).waitFor();
		});
		await step("a project of its main type is made, filled in and moved", async () => {
			const unit = (await api("GET", "/units")).items.find((u) => !u.parent).id;
			const me = (await api("GET", "/me")).id;
			project = await api("POST", "/projects", { name: "Portail des aides", unit, type: use.type ?? "project" });
			const values = Object.fromEntries(Object.entries(use.values).map(([k, v]) => [k, v === "me" ? me : v]));
			project = await api("PATCH", `/projects/${project.id}`, values, { "If-Match": `"${project.version}"` });
			for (const [key, value] of Object.entries(use.filled)) expect(key, String(project[key]), value);
			await page.goto(`/project/${project.id}`);
			await page.getByRole("heading", { name: "Portail des aides" }).first().waitFor();
			await someone.look(`kit-${use.kit}-project`);
			project = await api("PATCH", `/projects/${project.id}`, { stage: use.stage }, { "If-Match": `"${project.version}"` });
			expect("the stage", project.stage, use.stage);
		});
		await step("its trees, templates, words and secrets are there", async () => {
			expect("hierarchies", (await api("GET", "/hierarchies")).items.length >= 2, true);
			const fields = (await api("GET", "/fields?object=project")).items;
			expect("drawn from them", fields.filter((f) => f.hierarchy).length >= 2, true);
			const templates = (await api("GET", "/templates")).items;
			expect("templates", templates.length >= 2, true);
			expect("constants", (await api("GET", "/constants")).items.length >= 1, true);
			for (const object of ["risk", "action", "decision"]) expect(`a form of each ${object}`, (await api("GET", `/forms?object=${object}`)).items.length >= 1, true);
			await page.goto("/summary/all");
			await page.locator("[data-kind=view]").getByText(fr("summary.view.none")).waitFor();
			await someone.look(`kit-${use.kit}-summary`);
		});
		await step("and seen in a view of the kit", async () => {
			const view = (await api("GET", "/views?object=project")).items.find((v) => JSON.stringify(v).includes(use.view));
			await page.goto(`/portfolio?view=${view.id}`);
			await page.getByText(use.shows).first().waitFor();
			await someone.look(`kit-${use.kit}-view`);
		});
		await someone.leave();
	},
}));
