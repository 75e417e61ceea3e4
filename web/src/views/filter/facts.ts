import { useMemo } from "react";
import type { Attribute } from "../../api/types";
import type { MessageKey } from "../../i18n/lang";
import { useT } from "../../i18n/use-lang";

// What filters know of a row beside its attributes: dates that the program keeps.
const facts: readonly { key: string; name: MessageKey }[] = [
	{ key: "updated", name: "views.facts.updated" },
	{ key: "created", name: "views.facts.created" },
];

// useFilterable are all that a filter may name: the attributes, and the facts.
export function useFilterable(attributes: readonly Attribute[]): readonly Attribute[] {
	const t = useT();
	return useMemo(
		() => [
			...attributes,
			...facts.map(({ key, name }) => ({ ...blank, key, label: { en: t(name), fr: t(name) } }) as unknown as Attribute),
		],
		[attributes, t],
	);
}

const blank = { kind: "date", core: true, read_only: true, choices: [], help: { en: "", fr: "" } };
