import type { Attribute } from "../../api/types";
import type { ProjectType } from "../../data/lifecycles";
import { fold } from "../../format/fold";
import type { Bilingual } from "../../i18n/lang";

// objects are those whose attributes the glossary explains, in its order.
export const objects = ["project", "milestone", "risk", "action", "decision"] as const;
export type ObjectName = (typeof objects)[number];

// Word is one entry of the glossary.
export type Word = {
	// id: by which an address leads to it
	id: string;
	object: ObjectName;
	attribute: Attribute;
	// asked: where it is required, by type of project
	asked: { type: Bilingual; stages: string[] }[];
};

// wordId is the anchor of an attribute.
export const wordId = (object: string, key: string) => `${object}.${key}`;

// wordsOf makes the entries of an object, with the stages that ask for each.
export function wordsOf(object: ObjectName, attributes: readonly Attribute[], types: readonly ProjectType[]): Word[] {
	return attributes.map((attribute) => ({
		id: wordId(object, attribute.key),
		object,
		attribute,
		asked:
			object !== "project"
				? []
				: types.flatMap((type) => {
						const stages = type.holds?.stages.filter((s) => s.required?.includes(attribute.key)) ?? [];
						return stages.length > 0 ? [{ type: type.label, stages: stages.map((s) => s.stage) }] : [];
					}),
	}));
}

// found are the entries in which every word that is looked for stands, in either
// language.
export function found(words: readonly Word[], looked: string): Word[] {
	const parts = fold(looked).split(/\s+/).filter(Boolean);
	return words.filter(({ attribute: a }) => {
		const text = fold(
			[a.key, a.label, a.help, a.formula, ...a.choices.filter((c) => !c.retired).map((c) => c.label)]
				.map((x) => (typeof x === "string" ? x : `${x?.fr ?? ""} ${x?.en ?? ""}`))
				.join(" "),
		);
		return parts.every((p) => text.includes(p));
	});
}
