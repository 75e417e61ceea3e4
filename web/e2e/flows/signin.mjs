import { expect } from "../harness.mjs";
import { account, chief, firstAccount, signIn } from "../people.mjs";
import { words } from "../words.mjs";

const say = words("fr");

export const flows = [
	{
		name: "Signing in, and what can go wrong",
		async play({ house, person, step }) {
			const api = await firstAccount(house);
			const someone = await person({ lang: "fr" });
			const { page } = someone;
			await step("an address inside asks to sign in first", async () => {
				await page.goto("/import?next=https%3A%2F%2Fevil.example%2F&return_to=%2F%2Fevil.example");
				await page.getByRole("heading", { name: say("signin.title") }).waitFor();
				await someone.look("sign-in");
			});
			await step("a wrong password is refused in plain words", async () => {
				someone.expects("401 /api/v1/session");
				await page.getByRole("textbox", { name: say("signin.login") }).fill(chief.login);
				await page.locator('input[type="password"]').fill("ce n’est pas le bon");
				await page.getByRole("button", { name: say("signin.action") }).click();
				await page.getByRole("alert").filter({ hasText: /\S/ }).waitFor();
				await someone.look("sign-in-refused");
			});
			await step("an unknown person gets the same answer", async () => {
				const before = await page.getByRole("alert").filter({ hasText: /\S/ }).textContent();
				await page.getByRole("textbox", { name: say("signin.login") }).fill("personne");
				const answer = page.waitForResponse((r) => r.url().endsWith("/session"));
				await page.getByRole("button", { name: say("signin.action") }).click();
				await answer;
				await page.getByRole("alert").filter({ hasText: /\S/ }).waitFor();
				expect("the answer", await page.getByRole("alert").filter({ hasText: /\S/ }).textContent(), before);
			});
			await step("the right password opens the address asked for", async () => {
				await page.getByRole("textbox", { name: say("signin.login") }).fill(chief.login);
				await page.locator('input[type="password"]').fill(chief.password);
				await page.keyboard.press("Enter");
				await page.getByRole("heading", { level: 1, name: say("nav.imports") }).waitFor();
				expect("the address", new URL(page.url()).pathname, "/import");
				expect("the site", new URL(page.url()).origin, house.url);
			});
			await step("a session that has ended is renewed in place, and nothing typed is lost", async () => {
				await page.goto("/admin/units?open=new");
				const name = page.getByRole("textbox", { name: say("unit.name") });
				await name.fill("Direction des études");
				await page.getByRole("combobox", { name: say("unit.parent") }).fill("Direction");
				await page.getByRole("option").first().click();
				await someone.context.clearCookies();
				someone.expects("401 /api/v1/");
				await page.getByRole("button", { name: say("action.create"), exact: true }).click();
				const dialog = page.getByRole("dialog", { name: say("signin.again.title") });
				await dialog.waitFor();
				await someone.look("sign-in-again");
				await dialog.locator('input[type="password"]').fill(chief.password);
				await page.keyboard.press("Enter");
				await dialog.waitFor({ state: "detached" });
				await page.getByRole("treegrid").getByText("Direction des études").first().waitFor();
			});
			await step("a person without any right sees that, and nothing else", async () => {
				const paul = await account(house, api, { login: "paul", name: "Paul Durand", role: "reader" });
				const him = await person({ lang: "fr" });
				await signIn(him.page, paul, "/admin/users");
				await him.page.getByRole("heading", { name: say("error.refused.title") }).waitFor();
				await him.look("refused");
			});
		},
	},
];
