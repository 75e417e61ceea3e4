import { describe, expect, test } from "vitest";
import en from "../../messages/en.json";
import fr from "../../messages/fr.json";
import { flatten } from "./lang";
import { parseMessage } from "./message";

const french = flatten(fr);
const english = flatten(en);

type Parts = ReturnType<typeof parseMessage>;

function namesOf(parts: Parts): string[] {
	const names = parts.flatMap((p) => {
		if (typeof p === "string" || p.kind === "count") return [];
		if (p.kind === "argument") return [p.name];
		return [p.name, ...[...p.cases.values()].flatMap(namesOf)];
	});
	return [...new Set(names)].sort();
}

describe("the catalogue", () => {
	test("says the same things in both languages", () => {
		expect([...french.keys()].sort()).toEqual([...english.keys()].sort());
	});
	test("fills in the same names in both languages", () => {
		for (const [key, text] of french) {
			expect(namesOf(parseMessage(text)), key).toEqual(namesOf(parseMessage(english.get(key) ?? "")));
		}
	});
	test("has only messages that can be read", () => {
		for (const [key, text] of [...french, ...english]) expect(() => parseMessage(text), key).not.toThrow();
	});
	test("keeps French typography", () => {
		for (const [key, text] of french) {
			expect(text, `${key}: a narrow no-break space stands before ; : ! ?`).not.toMatch(
				/[^\u202f\s\d/«s][;!?]| [;:!?]/,
			);
			expect(text, `${key}: the same space stands before : and inside « »`).not.toMatch(/\u00a0[:;!?»]|«[^\u202f]/);
			expect(text, `${key}: the apostrophe is ’`).not.toMatch(/'/);
			expect(text, `${key}: quotes are « »`).not.toMatch(/["“”]/);
		}
	});
});
