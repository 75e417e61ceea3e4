import { expect, test } from "vitest";
import { changesOf, type Draft, rhythmsWith } from "./trust";

const stored: Draft = {
	rhythm: 31,
	rhythms: [{ type: "agile", days: 14 }],
	attributes: [{ attribute: "end", weight: 3, stages: [] }],
	rules: [{ key: "late", label: { fr: "Retard", en: "Late" }, condition: "end < today" }],
	finished: ["done"],
};

test("only what differs is sent", () => {
	expect(changesOf(stored, { ...stored })).toEqual({});
	expect(changesOf(stored, { ...stored, rhythm: 14, finished: [] })).toEqual({ rhythm: 14, finished: [] });
});

test("a type has a rhythm of its own, or the usual one", () => {
	expect(rhythmsWith(stored.rhythms, "agile", 7)).toEqual([{ type: "agile", days: 7 }]);
	expect(rhythmsWith(stored.rhythms, "agile", null)).toEqual([]);
	expect(rhythmsWith([], "agile", 7)).toEqual([{ type: "agile", days: 7 }]);
});
