import type { Translate } from "../i18n/lang";
import { formatNumber } from "./number";

// spanText writes a length of time: "5 days", "3 weeks", "7 months", "3.4 years".
// Sentences, letters and reports of the server write the same (overview/wording,
// testdata/span).
export function spanText(days: number, t: Translate): string {
	const n = Math.abs(Math.round(days));
	if (n < 14) return t("span.days", { count: n });
	if (n < 61) return t("span.weeks", { count: Math.floor((n + 3) / 7) });
	if (n < 730) return t("span.months", { count: Math.floor((n * 1200 + 18262) / 36525) });
	return t("span.years", { n: formatNumber((Math.round((n * 1000) / 36525) / 10).toFixed(1), 1) });
}

// exactSpan is the days of a length of time that spanText rounds, for a title or in
// brackets; nothing where it says the days itself.
export function exactSpan(days: number, t: Translate): string | undefined {
	const n = Math.abs(Math.round(days));
	return n < 14 ? undefined : t("span.days", { count: n });
}

// signedSpan says how far a date moved where there is room for a sign: "+3 weeks".
export function signedSpan(days: number, t: Translate): string {
	const sign = days > 0 ? "+" : days < 0 ? "−" : "";
	return sign + spanText(days, t);
}

// shiftText says it in words: "3 weeks later".
export function shiftText(days: number, t: Translate): string {
	return t(days < 0 ? "span.earlier" : "span.later", { span: spanText(days, t) });
}
