import { expect } from "../harness.mjs";
import { account, chief, firstAccount, signIn } from "../people.mjs";
import { codeOf } from "../totp.mjs";
import { words } from "../words.mjs";

// enrol goes through the picture, the first code and the recovery codes, and
// answers the secret and the codes.
async function enrol(someone, say, name) {
	const { page } = someone;
	await page.getByRole("button", { name: say("factor.begin"), exact: true }).click();
	await page.getByRole("img", { name: say("factor.picture") }).waitFor();
	await page.getByText(say("factor.byHand")).click();
	const secret = (await page.locator("details code").textContent()).replace(/\s/g, "");
	await someone.look(`${name}-scan`);
	await page.getByLabel(new RegExp(`^${say("factor.code")}`)).fill(codeOf(secret));
	await page.getByRole("button", { name: say("factor.confirm"), exact: true }).click();
	const list = page.getByRole("list", { name: say("factor.codesTitle") });
	await list.waitFor();
	const codes = await list.getByRole("listitem").allTextContents();
	expect("how many codes", codes.length, 10);
	await someone.look(`${name}-codes`);
	await page.getByText(say("factor.kept")).click();
	await page.getByRole("button", { name: say("factor.goOn") }).click();
	return { secret, codes };
}

export const flows = [
	{
		name: "A second factor: set up, asked for, required, reset",
		async play({ house, person, step }) {
			const api = await firstAccount(house, "fr");
			const say = words("fr");
			const paul = await account(house, api, { login: "paul", name: "Paul Durand", role: "reader" });
			const claire = await person({ lang: "fr" });
			const { page } = claire;
			await signIn(page, chief);
			let mine;
			await step("it is set up by a picture and a code", async () => {
				await page.goto("/account");
				await page.getByRole("button", { name: say("factor.turnOn") }).click();
				mine = await enrol(claire, say, "second-factor");
				await page.getByRole("button", { name: say("factor.turnOff") }).waitFor();
				await claire.look("second-factor-on");
			});
			await step("signing in then asks for a code, and refuses a wrong one", async () => {
				const again = await person({ lang: "fr" });
				again.expects("401 /api/v1/session", "422 /api/v1/session");
				await again.page.goto("/");
				await again.page.locator('input[autocomplete="username"]').fill(chief.login);
				await again.page.locator('input[autocomplete="current-password"]').fill(chief.password);
				await again.page.keyboard.press("Enter");
				const code = again.page.locator('input[name="code"]');
				await code.fill("000000");
				await again.look("sign-in-code");
				await again.page.keyboard.press("Enter");
				await again.page.getByText(/secours$/).first().waitFor();
				await code.fill(codeOf(mine.secret, 1));
				await again.page.keyboard.press("Enter");
				await again.page.getByRole("navigation").first().waitFor();
			});
			await step("a recovery code lets in without the phone, once", async () => {
				const other = await person({ lang: "en", theme: "dark" });
				other.expects("401 /api/v1/session");
				await other.page.goto("/");
				await other.page.locator('input[autocomplete="username"]').fill(chief.login);
				await other.page.locator('input[autocomplete="current-password"]').fill(chief.password);
				await other.page.keyboard.press("Enter");
				await other.page.locator('input[name="code"]').fill(mine.codes[0]);
				await other.look("sign-in-code-dark");
				await other.page.keyboard.press("Enter");
				await other.page.getByRole("navigation").first().waitFor();
			});
			await step("a role requires it: whoever has the role sets it up before anything else", async () => {
				await page.goto("/admin/roles");
				await page.getByRole("button", { name: /^Lecteur/ }).click();
				await page.getByText(say("role.factor")).click();
				const saved = page.waitForResponse((r) => r.url().includes("/roles/") && r.ok());
				await page.getByRole("button", { name: say("action.save"), exact: true }).click();
				await saved;
				const him = await person({ lang: "fr", width: 390, height: 844 });
				await him.page.goto("/portfolio");
				await him.page.locator('input[autocomplete="username"]').fill(paul.login);
				await him.page.locator('input[autocomplete="current-password"]').fill(paul.password);
				await him.page.keyboard.press("Enter");
				await him.page.getByRole("heading", { name: say("factor.requiredTitle") }).waitFor();
				await him.look("second-factor-required");
				await enrol(him, say, "second-factor-phone");
				await him.page.getByRole("heading", { level: 1 }).waitFor();
				expect("the address", new URL(him.page.url()).pathname, "/portfolio");
			});
			await step("the administrator takes it away for a lost phone", async () => {
				await page.goto(`/admin/users?open=${paul.id}`);
				await page.getByRole("button", { name: say("factor.reset") }).click();
				const asked = page.getByRole("alertdialog");
				await asked.waitFor();
				await claire.look("second-factor-reset");
				await asked.getByRole("button", { name: say("factor.reset") }).click();
				await page.getByText(say("factor.wasReset")).waitFor();
				const audit = await page.request.get(`/api/v1/audit?kind=secrets&person=${paul.id}&limit=1`);
				expect("the last entry of the audit", (await audit.json()).items[0].event, "second factor reset");
			});
		},
	},
];
