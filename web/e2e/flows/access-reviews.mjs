import { expect } from "../harness.mjs";
import { account, chief, firstAccount, signIn } from "../people.mjs";
import { words } from "../words.mjs";

export const flows = [
	{
		name: "Access reviewed: asked, answered, withdrawn in one change and brought back",
		async play({ house, person, step }) {
			const api = await firstAccount(house, "en");
			const say = words("en");
			const dire = words("fr");
			const top = (await api("GET", "/units")).items[0].id;
			const unit = (await api("POST", "/units", { name: "Branch", parent: top })).id;
			await api("POST", "/roles", {
				key: "chief",
				label: { en: "Head of unit", fr: "Responsable d’entité" },
				permissions: ["project.read", "portfolio.read", "user.manage"],
			});
			const helen = await account(house, api, { login: "helen", name: "Helen Head", role: "chief", unit });
			await account(house, api, { login: "paul", name: "Paul Reader", role: "reader", unit });
			const quentin = await account(house, api, { login: "quentin", name: "Quentin Quiet", role: "reader", unit });
			const claire = await person({ lang: "en" });
			const { page } = claire;
			await signIn(page, chief, "/admin/access-campaigns");

			await step("an administrator starts a review, and sees first what it asks of whom", async () => {
				await page.getByRole("button", { name: say("campaign.new") }).first().click();
				const dialog = page.getByRole("dialog");
				await dialog.getByRole("textbox", { name: say("campaign.name") }).fill("Autumn review");
				await dialog.getByRole("combobox", { name: say("campaign.units") }).fill("Branch");
				await page.getByRole("option", { name: /Branch/ }).click();
				await dialog.getByText(/Helen Head \(2\)/).waitFor();
				await claire.look("access-review-new");
				await dialog.getByRole("button", { name: say("campaign.start") }).click();
				await page.getByRole("heading", { name: "Autumn review" }).waitFor();
				await claire.look("access-review-started");
			});
			await step("the head of the unit is told, and answers in French", async () => {
				const he = await person({ lang: "fr", theme: "dark", width: 390, height: 844 });
				await signIn(he.page, helen, "/home");
				await he.page.getByRole("link", { name: /Autumn review/ }).first().click();
				await he.page.getByRole("button", { name: dire("campaign.keepOne", { name: "Paul Reader", what: "Lecteur" }) }).click();
				await he.page.getByRole("heading", { name: "Autumn review" }).waitFor();
				await he.page.getByText(dire("campaign.parts.keep", { count: "1" })).waitFor();
				await he.look("access-review-answering");
				await he.leave();
			});
			await step("it is closed, and what nobody answered is withdrawn in one change", async () => {
				await page.reload();
				await page.getByRole("button", { name: say("campaign.close") }).click();
				await page.getByRole("dialog").getByRole("button", { name: say("campaign.close") }).click();
				await page.getByText(say("campaign.closed"), { exact: true }).waitFor();
				const box = page.getByRole("checkbox", { name: say("campaign.choose", { name: "Quentin Quiet", what: "Reader" }) });
				await box.focus();
				await page.keyboard.press("Space");
				await page.getByRole("button", { name: "Withdraw 1 right now" }).click();
				await page.getByText("1 right was withdrawn").waitFor();
				await claire.look("access-review-withdrawn");
				expect("still given", (await api("GET", "/grants?limit=200")).items.some((g) => g.user?.id === quentin.id), false);
			});
			await step("and undone, and the audit knows all of it", async () => {
				await page.getByRole("button", { name: say("campaign.undo") }).click();
				await page.getByText("1 right was withdrawn").waitFor({ state: "detached" });
				expect("given again", (await api("GET", "/grants?limit=200")).items.some((g) => g.user?.id === quentin.id), true);
				await page.goto("/admin/audit?kind=rights");
				await page.getByText("Right looked through").first().waitFor();
				await page.goto("/admin/access-campaigns");
				await page.getByRole("link", { name: "Autumn review" }).waitFor();
				await claire.look("access-reviews");
			});
			await claire.leave();
		},
	},
];
