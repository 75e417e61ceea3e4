import type { Lang } from "../../i18n/lang";
import type { ColourRule } from "../view-state";

// calledIn is what a rule is called in a language; its condition where it has no name.
export function calledIn({ label, name, filter }: ColourRule, lang: Lang): string {
	return label?.[lang] || name || filter;
}
