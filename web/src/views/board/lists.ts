import type { Attribute, Row } from "../../api/types";
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

// cardsIn sorts rows into the lists they stand in, in their order.
export function cardsIn(rows: readonly Row[], heldIn: (row: Row) => unknown): ReadonlyMap<string, Row[]> {
	const out = new Map<string, Row[]>();
	for (const row of rows) {
		const id = idOfValue(heldIn(row));
		const cards = out.get(id);
		if (cards) cards.push(row);
		else out.set(id, [row]);
	}
	return out;
}
