import en from "../../messages/help-en.json";
import fr from "../../messages/help-fr.json";
import type { Lang } from "../i18n/lang";
import { langState } from "../i18n/lang";

// Texts are, by the path of a screen as the router writes it, what it is for, and then
// what one can do there. A test holds them beside the pages.
export type Texts = Readonly<Record<string, readonly string[]>>;

export const screenHelp: Readonly<Record<Lang, Texts>> = { en, fr };

// helpOf is the help of a screen in the words of the organisation; nothing for a screen
// that has none.
export function helpOf(path: string): readonly string[] {
	const { lang, t } = langState();
	return (screenHelp[lang][path] ?? []).map((shipped, i) => {
		const key = `screenHelp.${path}.${i}`;
		const own = (t as (key: string) => string)(key);
		return own === key ? shipped : own;
	});
}
