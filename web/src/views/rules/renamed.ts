import type { Lang } from "../../i18n/lang";
import type { ColourRule } from "../view-state";

// renamed is a rule called otherwise in one language, by somebody who reads `own`: what
// the other language lacks, the name says for both.
export function renamed(rule: ColourRule, own: Lang, lang: Lang, text: string): ColourRule {
	const other = own === "fr" ? "en" : "fr";
	const { label, ...rest } = rule;
	const said = { en: "", fr: "", [own]: rule.name, ...label, [lang]: text };
	if (!said[other]) return { ...rest, name: said[own] };
	return { ...rest, name: said[own] || said[other], label: said };
}
