import type { Attribute } from "../../api/types";
import type { FieldContext } from "../../fields/kind";
import { pick, type Translate } from "../../i18n/lang";
import { useT } from "../../i18n/use-lang";
import { operatorWord, valuesText } from "./chip-words";
import { useFilterable } from "./facts";
import { type Linkable, useLinkable } from "./linkable";
import { useNamed } from "./named";
import { rawText } from "./raw-words";
import { type Item, isChip, isGroup, isLinked, readFilter } from "./tree";

type Said = {
	attributes: readonly Attribute[];
	context: FieldContext;
	t: Translate;
	// linked: the attributes of what may be linked to a project
	linked?: Linkable;
	// named is what something that is compared with is called
	named?: (word: string) => string;
};

// sentenceOf says a filter of any shape in the words of the page.
export function sentenceOf(item: Item, said: Said): string {
	const { attributes, context, t } = said;
	if (isChip(item)) {
		const attribute = attributes.find((a) => a.key === item.key);
		const name = attribute ? pick(attribute.label, context.lang) : item.key;
		return `${name} ${t(operatorWord(item.op, attribute, item))} ${valuesText(item, attribute, context, t, said.named)}`.trim();
	}
	if (item.kind === "raw") return rawText(item.text, said);
	if (isLinked(item)) {
		const own = { ...said, attributes: item.of === "child" ? attributes : (said.linked?.[item.of] ?? []) };
		const what = t(item.not ? `views.blocks.linkedNo.${item.of}` : `views.blocks.linked.${item.of}`);
		const text = item.item ? sentenceOf(item.item, own) : "";
		if (item.not) return text ? t("views.blocks.hasNoneWhere", { what, text }) : t("views.blocks.hasNone", { what });
		return text ? t("views.blocks.hasWhere", { what, text }) : t("views.blocks.has", { what });
	}
	const joint = t(item.kind === "all" ? "views.blocks.and" : "views.blocks.or");
	const pieces = item.items.map((one) => {
		const text = sentenceOf(one, said);
		return isGroup(one) && !one.not && one.items.length > 1 ? `(${text})` : text;
	});
	const text = pieces.join(` ${joint} `);
	return item.not ? t("views.blocks.notSaid", { text }) : text;
}

type Props = { filter: string; attributes: readonly Attribute[]; context: FieldContext };

// Sentence is a filter of any shape in the words of the page; one that cannot be read
// is shown as it is written.
export function Sentence({ filter, attributes: own, context }: Props) {
	const t = useT();
	const attributes = useFilterable(own);
	const item = readFilter(filter, attributes);
	const linked = useLinkable(filter.includes("HAS."));
	const named = useNamed(filter, attributes, context.lang);
	return item ? sentenceOf(item, { attributes, context, t, linked, named }) : filter;
}
