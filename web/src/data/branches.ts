import type { Attribute, Choice } from "../api/types";
import { type Day, dayFromISO } from "../format/day";
import { fold } from "../format/fold";
import { type Lang, pick } from "../i18n/lang";

// What is known of the values of a list that are a tree. Lists of thousands are
// looked into for every cell: what is found out of one is kept with it.
type Known = {
	at: ReadonlyMap<string, number>;
	depths: readonly number[];
	// ends: where the branch of each ends
	ends: readonly number[];
	deepest: number;
	tree: boolean;
};

const kept = new WeakMap<readonly Choice[], Known>();
const none: readonly Choice[] = [];

function known(attribute: Pick<Attribute, "choices">): Known {
	const choices = attribute.choices ?? none;
	const have = kept.get(choices);
	if (have) return have;
	const at = new Map(choices.map((c, i) => [c.key, i]));
	const depths: number[] = [];
	for (const [i, c] of choices.entries()) {
		const above = c.parent ? at.get(c.parent) : undefined;
		depths.push(above !== undefined && above < i ? (depths[above] ?? 0) + 1 : 0);
	}
	const ends = depths.map((depth, i) => {
		let end = i + 1;
		while (end < depths.length && (depths[end] ?? 0) > depth) end++;
		return end;
	});
	const deepest = Math.max(0, ...depths) + 1;
	const made = { at, depths, ends, deepest, tree: deepest > 1 };
	kept.set(choices, made);
	return made;
}

// choiceOf is the value of a list with a key.
export function choiceOf(attribute: Pick<Attribute, "choices">, key: string): Choice | undefined {
	const at = known(attribute).at.get(key);
	return at === undefined ? undefined : attribute.choices[at];
}

// placeOf is where a value stands in the order of its list.
export function placeOf(attribute: Pick<Attribute, "choices">, key: string): number | undefined {
	return known(attribute).at.get(key);
}

// isTree tells whether values of a list stand below others.
export function isTree(attribute: Pick<Attribute, "choices">): boolean {
	return known(attribute).tree;
}

// depthOf is how far below the top a value stands; deepest how many levels there are.
export function depthOf(attribute: Pick<Attribute, "choices">, key: string): number {
	const { at, depths } = known(attribute);
	return depths[at.get(key) ?? -1] ?? 0;
}

export function deepest(attribute: Pick<Attribute, "choices">): number {
	return known(attribute).deepest;
}

// branchOf are a value and all below it.
export function branchOf(attribute: Pick<Attribute, "choices">, key: string): string[] {
	const { at, ends } = known(attribute);
	const i = at.get(key);
	return i === undefined ? [key] : attribute.choices.slice(i, ends[i]).map((c) => c.key);
}

// aboveAt is the value above one, or itself, that stands at a level, 1 being the
// top; null where it stands higher.
export function aboveAt(attribute: Pick<Attribute, "choices">, key: string, level: number): string | null {
	const depth = depthOf(attribute, key);
	if (depth + 1 < level) return null;
	let choice = choiceOf(attribute, key);
	for (let up = depth + 1 - level; up > 0 && choice; up--) choice = choiceOf(attribute, choice.parent ?? "");
	return choice?.key ?? null;
}

// ownName is what a value is called where its place says the rest.
export function ownName(choice: Choice, lang: Lang): string {
	return pick(choice.name ?? choice.label, lang);
}

// pathOf is a value with the names of all that stands above it.
export function pathOf(attribute: Pick<Attribute, "choices">, key: string, lang: Lang): string {
	const names: string[] = [];
	for (let c = choiceOf(attribute, key); c; c = c.parent ? choiceOf(attribute, c.parent) : undefined) {
		names.unshift(ownName(c, lang));
		if (names.length > 20) break;
	}
	return names.join(" / ");
}

// named is the value that a text names: by its key, its name or its path.
export function named(attribute: Pick<Attribute, "choices">, typed: string): string | null {
	const text = typed.trim();
	if (choiceOf(attribute, text)) return text;
	const wanted = fold(text);
	const called = (attribute.choices ?? none).find((c) => fold(c.label.en) === wanted || fold(c.label.fr) === wanted);
	if (called || !isTree(attribute) || !/[/>›]/.test(text)) return called?.key ?? null;
	const path = fold(
		text
			.split(/[/>›]/)
			.map((part) => part.trim())
			.join(" / "),
	);
	const at = attribute.choices.find((c) =>
		(["en", "fr"] as const).some((lang) => fold(pathOf(attribute, c.key, lang)) === path),
	);
	return at?.key ?? null;
}

// outOfDates says from when, or until when, a value is offered that is not on a day.
export function outOfDates(choice: Choice, on: Day): { from: Day } | { until: Day } | null {
	const [from, until] = [choice.from, choice.until].map((text) => (text ? dayFromISO(text) : 0));
	if (from && on < from) return { from };
	return until && on > until ? { until } : null;
}
