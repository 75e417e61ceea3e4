import { expect, test } from "vitest";
import { screenHelp } from "../commands/screen-help";
import { openPages, pages } from "./pages";

const paths = [...pages, ...openPages].map((p) => p.path);

test("every screen has its help in both languages", () => {
	expect(paths.length).toBeGreaterThan(40);
	expect(paths.filter((p) => !screenHelp[p])).toEqual([]);
	for (const [path, help] of Object.entries(screenHelp)) {
		for (const lang of ["fr", "en"] as const) {
			expect(help[lang].length, `${path} in ${lang}`).toBeGreaterThan(1);
			for (const text of help[lang]) expect(text, `${path} in ${lang}`).toMatch(/^\p{Lu}.{8,}/u);
		}
		expect(help.fr.length, path).toBe(help.en.length);
		expect(help.fr[0], path).not.toBe(help.en[0]);
	}
});

test("no help is of a screen that is not there", () => {
	expect(Object.keys(screenHelp).filter((p) => !paths.includes(p) && p !== "/design")).toEqual([]);
});

test("French help is set as French is", () => {
	for (const [path, { fr }] of Object.entries(screenHelp)) {
		for (const text of fr) expect(text, path).not.toMatch(/[ \u00a0][;:!?]|'|[^\u202f:][;!?]/);
	}
});
