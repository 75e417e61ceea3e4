import type { Attribute } from "../../api/types";
import type { FieldContext } from "../../fields/kind";
import { fieldKind } from "../../fields/registry";
import { lights, weathers } from "../../fields/status";
import { pick, type Translate } from "../../i18n/lang";

// BoardList is one column of a board: the value that its cards have.
export type BoardList = { id: string; name: string; value: unknown; colour: string };

// idOfValue names a value, so that equal ones stand in the same list.
export function idOfValue(value: unknown): string {
	if (value === null || value === undefined || value === "") return "";
	if (typeof value === "object" && "id" in value) return String(value.id);
	return String(value);
}

// listsOf are the lists of a board by an attribute: all that can be chosen, in
// their order, or the values that are there; that without a value comes last, and
// only where a card stands in it.
export function listsOf(
	attribute: Attribute,
	values: readonly unknown[],
	context: FieldContext,
	t: Translate,
): BoardList[] {
	const used = new Map(values.map((value) => [idOfValue(value), value]));
	const none = { id: "", name: t("portfolio.group.none"), value: null, colour: "" };
	const fixed = fixedLists(attribute, context, t, new Set(used.keys()));
	const known = new Set(fixed.map((l) => l.id));
	const others = [...used]
		.filter(([id]) => id && !known.has(id))
		.map(([id, value]) => ({ id, name: fieldKind(attribute).text(value, attribute, context), value, colour: "" }))
		.sort((a, b) => a.name.localeCompare(b.name, context.locale));
	return [...fixed, ...others, ...(used.has("") ? [none] : [])];
}

function fixedLists(a: Attribute, c: FieldContext, t: Translate, used: ReadonlySet<string>): BoardList[] {
	const family = a.kind === "light" ? lights : a.kind === "weather" ? weathers : null;
	if (family) return family.map((s) => ({ id: s.word, name: t(s.title), value: s.word, colour: "" }));
	if (a.kind === "yes_no") {
		return [true, false].map((v) => ({ id: String(v), name: t(v ? "word.yes" : "word.no"), value: v, colour: "" }));
	}
	return a.choices
		.filter((choice) => !choice.retired || used.has(choice.key))
		.map(({ key, label, colour }) => ({ id: key, name: pick(label, c.lang), value: key, colour }));
}

// Section is a lane of a board: how many cards stand in each of its lists, and
// where it lies. A board without lanes has one.
export type Section = {
	readonly lane: BoardList | null;
	readonly counts: readonly number[];
	readonly top: number;
	readonly height: number;
};

type Grouped = { value: unknown; count: number; groups?: readonly Grouped[] };

// Sizes of a board in pixels, those of its styles.
export const sizes = { list: 248, gap: 12, laneHead: 36, laneGap: 16, empty: 72 };

// sectionsOf lays the lanes of a board one under another. groups are the counts as
// the server groups the list: by lane and list, or by list alone.
export function sectionsOf(
	groups: readonly Grouped[],
	lists: readonly BoardList[],
	lanes: readonly BoardList[] | null,
	card: number,
): Section[] {
	const counted = (of: readonly Grouped[]) => {
		const byId = new Map(of.map((g) => [idOfValue(g.value), g.count]));
		return lists.map((list) => byId.get(list.id) ?? 0);
	};
	const byLane = new Map(groups.map((g) => [idOfValue(g.value), g.groups ?? []]));
	const all = lanes
		? lanes.flatMap((lane) => {
				const of = byLane.get(lane.id);
				return of ? [{ lane, counts: counted(of) }] : [];
			})
		: [{ lane: null, counts: counted(groups) }];
	let top = 0;
	return all.map(({ lane, counts }) => {
		const head = lane ? sizes.laneHead : 0;
		const height = head + Math.max(sizes.empty, Math.max(0, ...counts) * card);
		const section = { lane, counts, top, height };
		top += height + sizes.laneGap;
		return section;
	});
}

// cardHeight is how high a card with some fields is, and what is between two.
export function cardHeight(fields: number): number {
	return 8 + 64 + (fields > 0 ? 4 + 18 * Math.min(3, Math.ceil(fields / 2)) : 0);
}

// Arranged says which card stands at which place of a list: those that were moved
// here come first, and those that were moved away leave no gap.
export class Arranged {
	readonly count: number;
	constructor(
		private readonly inside: number,
		// extra: how many were moved here; gone: the places of those moved away
		private readonly extra: number,
		private readonly gone: readonly number[],
	) {
		this.count = Math.max(0, inside - gone.length) + extra;
	}

	// at is what stands at a place: the n-th that was moved here, or one of the list.
	at(place: number): { moved: number } | { row: number } {
		if (place < this.extra) return { moved: place };
		let row = place - this.extra;
		for (const gone of this.gone) if (gone <= row) row++;
		return { row };
	}

	// rows are the rows of the list that stand at some places.
	rows(from: number, to: number): { from: number; to: number } {
		const first = Math.max(0, from - this.extra);
		return { from: first, to: Math.min(this.inside, Math.max(first, to - this.extra + this.gone.length)) };
	}
}
