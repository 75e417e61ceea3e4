import { describe, expect, test } from "vitest";
import vectors from "../../testdata/span/vectors.json";
import { langState, setLang } from "../i18n/lang";
import { exactSpan, shiftText, signedSpan, spanText } from "./span";

// Sentences and reports of the server write lengths of time by the same cases.
describe("lengths of time as the server writes them", () => {
	for (const lang of ["fr", "en"] as const)
		test(`in ${lang}`, async () => {
			await setLang(lang);
			const { t } = langState();
			for (const c of vectors) {
				expect(spanText(c.days, t)).toBe(c[lang]);
				expect(spanText(-c.days, t)).toBe(c[lang]);
			}
		});
});

test("how far a date moved is said by a sign, or in words", async () => {
	await setLang("fr");
	const { t } = langState();
	expect(signedSpan(41, t)).toBe("+6\u00a0semaines");
	expect(signedSpan(-1, t)).toBe("−1\u00a0jour");
	expect(signedSpan(0, t)).toBe("0\u00a0jour");
	expect(shiftText(215, t)).toBe("7\u00a0mois plus tard");
	expect(shiftText(-1248, t)).toBe("3,4\u00a0ans plus tôt");
});

test("the days of a length of time are said where it is rounded", async () => {
	await setLang("fr");
	const { t } = langState();
	expect(exactSpan(13, t)).toBeUndefined();
	expect(exactSpan(-14, t)).toBe("14\u00a0jours");
	expect(exactSpan(1248, t)).toBe("1\u202f248\u00a0jours");
});
