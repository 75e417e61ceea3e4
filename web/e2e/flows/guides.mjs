import { expect } from "../harness.mjs";
import { account, chief, firstAccount, signIn } from "../people.mjs";
import { words } from "../words.mjs";

const fr = words("fr");

export const flows = [
	{
		name: "A guide of the method is written beside its preview, read where it belongs, found, and brought back",
		async play({ house, person, step }) {
			const api = await firstAccount(house);
			const kit = await api("GET", "/config/kits/it-department");
			const seen = await api("POST", "/config/diff", kit);
			await api("POST", "/config/apply", kit, { "If-Match": `"${seen.state}"` });
			const reader = await account(house, api, { login: "lea", name: "Léa Petit", role: "reader" });
			const writer = await person({ lang: "fr" });
			const { page } = writer;
			const preview = page.getByRole("region", { name: fr("guide.preview") });
			const text = page.getByRole("textbox", { name: fr("guide.text") });

			await step("the kit brought guides, in their order", async () => {
				await signIn(page, chief, "/admin/guides");
				await page.getByRole("button", { name: "D’une demande à un projet", exact: true }).waitFor();
				await writer.look("guides");
			});
			await step("one is written in Markdown, and shown beside as it will be read", async () => {
				await page.getByRole("button", { name: fr("guide.new") }).click();
				await page.getByRole("textbox", { name: fr("guide.titleFr") }).fill("Bien cadrer");
				await text.fill("## Trois questions\n\n- Pour qui ?\n- Pour quand ?\n\nVoir [le score](#project.priority_score).\n\n<b onclick=alert(1)>non</b> [piège](javascript:alert(1))");
				await preview.getByRole("heading", { name: "Trois questions" }).waitFor();
				expect("a link to the glossary", await preview.getByRole("link", { name: "le score" }).getAttribute("href"), "/method#project.priority_score");
				expect("nothing becomes markup", await preview.locator("b").count(), 0);
				expect("nothing runs", await preview.getByRole("link").count(), 1);
				await preview.getByText("<b onclick=alert(1)>non</b>").waitFor();
				await text.fill("## Trois questions\n\n- Pour qui ?\n- Pour quand ?\n\nVoir [le score](#project.priority_score).");
			});
			await step("a mark is set by a button and by a key", async () => {
				await text.evaluate((e) => e.setSelectionRange(e.value.indexOf("Voir"), e.value.indexOf("Voir") + 4));
				await page.getByRole("button", { name: fr("guide.mark.bold"), exact: true }).press("Enter");
				await preview.locator("strong", { hasText: "Voir" }).waitFor();
				await text.press("Control+b");
				await preview.locator("strong").waitFor({ state: "detached" });
				await text.press("Control+b");
			});
			await step("it is put near the stage that it is about, and kept", async () => {
				await page.getByRole("button", { name: /Étape/ }).last().press("Enter");
				await page.getByRole("option", { name: "Cadrage" }).click();
				await writer.look("guide-editor");
				await page.getByRole("button", { name: fr("action.create"), exact: true }).click();
				await page.getByRole("button", { name: fr("action.delete"), exact: true }).waitFor();
				await page.getByRole("button", { name: fr("guide.title"), exact: true }).click();
				await page.getByText("Bien cadrer").first().waitFor();
			});
			await step("somebody who reads finds it at the stage, and opens it", async () => {
				const someone = await person({ lang: "fr" });
				await signIn(someone.page, reader, "/method");
				await someone.page.getByRole("heading", { name: "D’une demande à un projet" }).or(someone.page.getByText("D’une demande à un projet")).first().waitFor();
				await someone.page.getByRole("link", { name: "Bien cadrer" }).first().press("Enter");
				await someone.page.getByRole("heading", { name: "Trois questions" }).waitFor();
				await someone.look("method-guide");
				await someone.page.goto("/method");
				await someone.page.getByRole("searchbox").fill("pour quand");
				await someone.page.getByText("Bien cadrer").waitFor();
				expect("guides that do not say it", await someone.page.getByText("D’une demande à un projet").count(), 0);
				await someone.page.goto("/");
				await someone.page.getByRole("heading", { level: 1, name: /Léa/ }).waitFor();
				await someone.page.keyboard.press("Control+k");
				await someone.page.keyboard.type("bien cadrer");
				await someone.page.getByRole("option", { name: /Bien cadrer/ }).waitFor();
				await someone.page.keyboard.press("Enter");
				await someone.page.waitForURL(/\/method#guide\.bien_cadrer/);
				await someone.page.getByRole("heading", { name: "Trois questions" }).waitFor();
				await someone.leave();
			});
			await step("it is deleted, and an earlier version is read and kept again", async () => {
				await page.getByRole("button", { name: "Bien cadrer", exact: true }).press("Enter");
				await page.getByRole("button", { name: fr("action.delete"), exact: true }).press("Enter");
				await page.getByRole("alertdialog").getByRole("button", { name: fr("action.delete"), exact: true }).press("Enter");
				await page.getByRole("button", { name: "Bien cadrer", exact: true }).waitFor({ state: "detached" });
				await page.getByRole("button", { name: /^Relire Bien cadrer/ }).first().press("Enter");
				await page.getByRole("heading", { name: "Trois questions" }).waitFor();
				await page.getByRole("button", { name: fr("guide.back") }).press("Enter");
				await page.getByRole("button", { name: "Bien cadrer", exact: true }).waitFor();
			});
			await writer.leave();
			await step("in English, in the dark, on a phone", async () => {
				const other = await person({ lang: "en", theme: "dark", width: 390, height: 844, touch: true });
				await signIn(other.page, chief);
				await other.page.evaluate(() =>
					fetch("/api/v1/me", { method: "PATCH", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ language: "en" }) }),
				);
				await other.page.goto("/method#guide.first_steps");
				await other.page.getByRole("heading", { name: "How much method?" }).waitFor();
				expect("wider than the window", await other.page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
				await other.look("method-guide-en-dark-390");
				await other.page.goto("/admin/guides");
				await other.page.getByRole("button", { name: "Before going live", exact: true }).press("Enter");
				await other.page.getByRole("heading", { name: "As it will be read" }).waitFor();
				expect("the editor is wider than the window", await other.page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
				await other.look("guide-editor-en-dark-390");
				await other.leave();
			});
		},
	},
];
