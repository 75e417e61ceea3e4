import { formatNumber } from "../../format/number";
import type { Translate } from "../../i18n/lang";

// daysText says by how much a date moved: days, then months, then years.
export function daysText(days: number, t: Translate): string {
	const n = Math.abs(days);
	const key = days < 0 ? "earlier" : "later";
	if (n < 60) return t(`review.${key}.days`, { count: n });
	if (n < 730) return t(`review.${key}.months`, { count: Math.round(n / 30.44) });
	return t(`review.${key}.years`, { years: formatNumber((n / 365.25).toFixed(1)) });
}
