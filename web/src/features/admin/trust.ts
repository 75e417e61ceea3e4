import type { components } from "../../api/schema";
import type { Choice } from "../../api/types";

type Says = components["schemas"];
export type Required = { attribute: string; weight: number; stages: string[] };
export type Rule = Omit<Says["TrustRule"], "label"> & { label: Choice["label"] };
export type Rhythm = Says["Rhythm"];
// Trust is what the trust score of a project is made from.
export type Trust = {
	version: number;
	can_edit: boolean;
	rhythm: number;
	rhythms: Rhythm[];
	attributes: Required[];
	rules: Rule[];
	finished: string[];
};
export type Draft = Pick<Trust, "rhythm" | "rhythms" | "attributes" | "rules" | "finished">;
type Score = Says["ScoreOut"];
export type Foreseen = {
	count: number;
	before: Score;
	after: Score;
	better: number;
	worse: number;
	items: { id: string; name: string; code: string; before: string; after: string }[];
};
export type Past = {
	version: number;
	at: string;
	by: { id: string; name: string } | null;
	changes: { what: string; before: string; after: string }[];
};

// draftOf is what a person may change of the settings.
export function draftOf({ rhythm, rhythms, attributes, rules, finished }: Trust): Draft {
	return { rhythm, rhythms, attributes, rules, finished };
}

// changesOf is what a draft says otherwise than the settings that hold.
export function changesOf(stored: Draft, draft: Draft): Partial<Draft> {
	const keys = ["rhythm", "rhythms", "attributes", "rules", "finished"] as const;
	return Object.fromEntries(
		keys.filter((k) => JSON.stringify(stored[k]) !== JSON.stringify(draft[k])).map((k) => [k, draft[k]]),
	);
}

// rhythmsWith sets the rhythm of a type; null is the usual one again.
export function rhythmsWith(all: Rhythm[], type: string, days: number | null): Rhythm[] {
	const others = all.filter((r) => r.type !== type);
	if (days === null) return others;
	return all.some((r) => r.type === type)
		? all.map((r) => (r.type === type ? { type, days } : r))
		: [...others, { type, days }];
}
