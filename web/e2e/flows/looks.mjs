import { chief, firstAccount, signIn } from "../people.mjs";
import { expect } from "../harness.mjs";
import { words } from "../words.mjs";

const places = ["/portfolio", "/import", "/admin", "/admin/units", "/admin/fields", "/account"];
const windows = [
	{ lang: "fr", theme: "light" },
	{ lang: "en", theme: "dark" },
	{ lang: "fr", theme: "dark", width: 390, height: 844, touch: true },
	{ lang: "en", theme: "light", width: 390, height: 844, touch: true },
];

export const flows = [
	{
		name: "Both languages and both themes, on a desk and on a phone",
		async play({ house, person, step }) {
			await firstAccount(house);
			for (const look of windows) {
				const size = look.width ?? 1440;
				const someone = await person(look);
				const { page } = someone;
				const say = words(look.lang);
				await signIn(page, chief);
				await page.evaluate(
					(language) =>
						fetch("/api/v1/me", {
							method: "PATCH",
							headers: { "Content-Type": "application/json" },
							body: JSON.stringify({ language }),
						}),
					look.lang,
				);
				for (const place of places) {
					await step(`${place} in ${look.lang}, ${look.theme}, ${size} px`, async () => {
						await page.goto(place);
						await page.getByRole("heading", { level: 1 }).first().waitFor();
						expect("the language of the page", await page.locator("html").getAttribute("lang"), look.lang);
						const wider = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
						expect("the page is wider than the window", wider, false);
						await someone.look(`look-${place.slice(1).replaceAll("/", "-")}-${look.lang}-${look.theme}-${size}`);
					});
				}
				await step(`a page that does not exist says so (${look.lang}, ${look.theme}, ${size} px)`, async () => {
					await page.goto("/nowhere");
					await page.getByRole("heading", { name: say("error.notFound.title") }).waitFor();
				});
				await someone.leave();
			}
		},
	},
];
