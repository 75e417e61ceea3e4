import { expect } from "../harness.mjs";
import { chief, firstAccount, letIn } from "../people.mjs";
import { words } from "../words.mjs";

export const flows = [
	{
		name: "Attributes: another kind, another key, deleted and brought back",
		async play({ house, person, step }) {
			const api = await firstAccount(house, "fr");
			const say = words("fr");
			const claire = await person({ lang: "fr" });
			const { page } = claire;
			const panel = page.locator("section[class*=panel]");
			const button = (key) => panel.getByRole("button", { name: say(key), exact: true });
			const saved = (key) => page.waitForResponse((r) => r.request().method() === "PATCH" && r.url().endsWith(`/fields/${key}`) && r.ok());
			const unit = (await api("GET", "/units")).items[0].id;
			await api("POST", "/fields", { key: "size", kind: "text", label: { fr: "Taille", en: "Size" } });
			const ids = {};
			for (const [name, size] of Object.entries({ Petit: "12,5", Grand: "grand", Moyen: "40" })) ids[name] = (await api("POST", "/projects", { name, unit, size })).id;
			await letIn(page, chief);

			await step("what another kind makes of the values is shown before it is saved", async () => {
				await page.goto("/admin/fields?open=size");
				await panel.getByRole("button", { name: new RegExp(say("attribute.kind")) }).click();
				await page.getByRole("option", { name: say("kind.number"), exact: true }).click();
				await panel.getByText(/2 valeurs sur 3 se convertissent/).waitFor();
				await claire.look("attributes-conversion");
				await panel.getByRole("textbox", { name: say("conversion.readAs", { text: "grand" }) }).fill("100");
				await panel.getByRole("textbox", { name: say("conversion.readAs", { text: "grand" }) }).blur();
				await panel.getByText(/3 valeurs sur 3 se convertissent/).waitFor();
				const patched = saved("size");
				await button("action.save").click();
				await patched;
				expect("what was typed", (await api("GET", `/projects/${ids.Petit}`)).size, "12.5");
				expect("what was told", (await api("GET", `/projects/${ids.Grand}`)).size, "100");
			});
			await step("another key, and the old one answers", async () => {
				await page.goto("/admin/fields?open=size");
				await panel.getByLabel(say("attribute.key"), { exact: true }).fill("headcount");
				const patched = saved("size");
				await button("action.save").click();
				await patched;
				await panel.getByText(say("attribute.keyAliases", { keys: "size" })).waitFor();
				expect("by the old key", (await api("GET", `/projects?filter=${encodeURIComponent("size > 50")}`)).total, 1);
				await claire.look("attributes-renamed");
			});
			await step("deleted, and brought back with its values", async () => {
				await button("action.delete").click();
				const gone = page.waitForResponse((r) => r.request().method() === "DELETE" && r.ok());
				await page.getByRole("alertdialog").getByRole("button", { name: say("action.delete") }).click();
				await gone;
				await page.getByRole("button", { name: /1 supprimé/ }).click();
				await claire.look("attributes-retired");
				await page.getByRole("button", { name: say("attribute.restore") }).click();
				await page.getByRole("button", { name: say("attribute.restore") }).waitFor({ state: "detached" });
				expect("its values", (await api("GET", `/projects/${ids.Moyen}`)).headcount, "40");
			});
		},
	},
];
