import type { Attribute } from "../../api/types";
import { type Constant, useConstants } from "../../data/constants";
import { fold } from "../../format/fold";
import { type Lang, pick } from "../../i18n/lang";

// A name after a sign of comparison: neither a text in quotes nor a word of the language.
const names = /[<>=]\s*(?!(?:me|today|true|false)\b)[\p{L}_[]/iu;

// constantOf is the constant that a name in a filter is, by its key or by what it is
// called.
export function constantOf(word: string, constants: readonly Constant[]): Constant | undefined {
	const called = fold(word);
	return (
		constants.find((c) => c.key === word) ??
		constants.find((c) => fold(c.label.en) === called || fold(c.label.fr) === called)
	);
}

// useNamed says what an attribute or a constant that a filter compares with is called;
// constants are fetched where the filter names something.
export function useNamed(filter: string, attributes: readonly Attribute[], lang: Lang): (word: string) => string {
	const constants = useConstants(names.test(filter)).data?.items ?? [];
	return (word) => {
		const attribute = attributes.find((a) => a.key === word);
		return pick((attribute ?? constantOf(word, constants))?.label, lang) || word;
	};
}
