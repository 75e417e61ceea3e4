import { dayFromISO, formatDay } from "../format/day";
import type { Translate } from "../i18n/lang";

// compareWord is what a screen is compared with, in few words.
export function compareWord(compareTo: string, t: Translate): string {
	if (compareTo === "baseline") return t("compare.baselineShort");
	if (compareTo.startsWith("review:")) return t("compare.reviewShort");
	return formatDay(dayFromISO(compareTo));
}

// comparedWord says with what something is compared.
export function comparedWord(compareTo: string, t: Translate): string {
	if (compareTo === "baseline") return t("compare.comparedBaseline");
	if (compareTo.startsWith("review:")) return t("compare.comparedReview");
	return t("portfolio.compare.with", { date: formatDay(dayFromISO(compareTo)) });
}

// sinceWord says since when, or against what, something is different.
export function sinceWord(compareTo: string, t: Translate): string {
	if (compareTo === "baseline") return t("compare.sinceBaseline");
	if (compareTo.startsWith("review:")) return t("compare.sinceReview");
	return t("portfolio.compare.since", { date: formatDay(dayFromISO(compareTo), "long") });
}
