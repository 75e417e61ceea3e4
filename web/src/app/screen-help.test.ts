import { expect, test } from "vitest";
import { helpOf, screenHelp } from "../commands/screen-help";
import { setLang, setOverlay } from "../i18n/lang";
import { openPages, pages } from "./pages";

const paths = [...pages, ...openPages].map((p) => p.path);
const { en, fr } = screenHelp;

test("every screen has its help in both languages", () => {
	expect(paths.length).toBeGreaterThan(40);
	expect(paths.filter((p) => !fr[p])).toEqual([]);
	expect(Object.keys(fr)).toEqual(Object.keys(en));
	for (const path of Object.keys(fr)) {
		for (const lang of ["fr", "en"] as const) {
			const help = screenHelp[lang][path] ?? [];
			expect(help.length, `${path} in ${lang}`).toBeGreaterThan(1);
			for (const text of help) expect(text, `${path} in ${lang}`).toMatch(/^\p{Lu}.{8,}/u);
		}
		expect(fr[path]?.length, path).toBe(en[path]?.length);
		expect(fr[path]?.[0], path).not.toBe(en[path]?.[0]);
	}
});

test("no help is of a screen that is not there", () => {
	expect(Object.keys(fr).filter((p) => !paths.includes(p) && p !== "/design")).toEqual([]);
});

test("French help is set as French is", () => {
	for (const [path, texts] of Object.entries(fr)) {
		for (const text of texts) expect(text, path).not.toMatch(/[ \u00a0][;:!?]|'|[^\u202f:][;!?]/);
	}
});

test("the help says what the organisation says", async () => {
	await setLang("en");
	expect(helpOf("/portfolio")).toEqual(en["/portfolio"]);
	setOverlay("en", { version: 1, messages: { "screenHelp./portfolio.0": "The list of initiatives." }, labels: {} });
	expect(helpOf("/portfolio")[0]).toBe("The list of initiatives.");
	expect(helpOf("/portfolio")[1]).toBe(en["/portfolio"]?.[1]);
	expect(helpOf("/nowhere")).toEqual([]);
	setOverlay("en", null);
});
