import type { Attribute } from "../../api/types";
import type { Moves } from "../../data/lifecycles";
import { type Lang, pick, type Translate } from "../../i18n/lang";

// mayBecome is the list of states with what a line may become: where it stands, and the
// ways that lead on from there, the closed ones with their reason. A line that stands
// outside its lifecycle comes back at any of its stages; one that moves freely has all.
export function mayBecome(
	attribute: Attribute,
	moves: Moves,
	attributes: readonly Attribute[],
	t: Translate,
	lang: Lang,
): Attribute {
	if (!moves.bound) return attribute;
	const stages = moves.stages.map((s) => s.stage);
	if (!stages.includes(moves.stage)) return only(attribute, [moves.stage, ...stages]);
	const named = (key: string) => pick(attributes.find((a) => a.key === key)?.label, lang) || key;
	const choices = attribute.choices.flatMap((choice) => {
		if (choice.key === moves.stage) return [choice];
		const way = moves.moves.find((m) => m.to === choice.key);
		if (!way) return [];
		const missing = way.missing.map(named).join(", ");
		const closed = way.closed || (missing && t("register.fillFirst", { names: missing }));
		return [closed ? { ...choice, closed } : choice];
	});
	return { ...attribute, choices };
}

// mayBegin is the list of states with those in which a line begins; all where none is said.
export function mayBegin(attribute: Attribute, starts: readonly string[]): Attribute {
	return starts.length > 0 ? only(attribute, starts) : attribute;
}

function only(attribute: Attribute, keys: readonly string[]): Attribute {
	return { ...attribute, choices: attribute.choices.filter((c) => keys.includes(c.key)) };
}
