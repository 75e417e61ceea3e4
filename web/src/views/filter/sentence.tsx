import type { Attribute } from "../../api/types";
import type { FieldContext } from "../../fields/kind";
import { pick, type Translate } from "../../i18n/lang";
import { useT } from "../../i18n/use-lang";
import { operatorWord, valuesText } from "./chip-words";
import { useFilterable } from "./facts";
import { rawText } from "./raw-words";
import { type Item, isChip, isGroup, readFilter } from "./tree";

type Said = { attributes: readonly Attribute[]; context: FieldContext; t: Translate };

// sentenceOf says a filter of any shape in the words of the page.
export function sentenceOf(item: Item, said: Said): string {
	const { attributes, context, t } = said;
	if (isChip(item)) {
		const attribute = attributes.find((a) => a.key === item.key);
		const name = attribute ? pick(attribute.label, context.lang) : item.key;
		return `${name} ${t(operatorWord(item.op, attribute, item))} ${valuesText(item, attribute, context, t)}`.trim();
	}
	if (item.kind === "raw") return rawText(item.text, said);
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
	return item ? sentenceOf(item, { attributes, context, t }) : filter;
}
