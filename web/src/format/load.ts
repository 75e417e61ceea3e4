import type { Translate } from "../i18n/lang";
import { conventions } from "./conventions";
import type { Decimal } from "./decimal";
import { formatNumber } from "./number";

// dayUnits are how people write that a number counts days of work.
const dayUnits = /^(j[·./ ]?h|jours?[- ]hommes?|person[- ]days?|man[- ]days?|p[·./]?d|md)$/i;

// isLoad tells the unit of an attribute that counts days of work.
export function isLoad(unit: string | null | undefined): boolean {
	return dayUnits.test((unit ?? "").trim());
}

// formatLoad writes a load, kept in days, in days or in hours as the organisation
// does: "12.5 days", "87.5 h".
export function formatLoad(days: Decimal, t: Translate): string {
	const { load_unit, day_minutes } = conventions();
	if (load_unit === "days") return t("measure.load", { n: formatNumber(days, 2) });
	// In hundredths of a day and whole minutes, so that no digit is lost on the way.
	const hours = (Math.round(Number(days) * 100) * day_minutes) / 6000;
	return t("measure.hours", { n: formatNumber(hours.toFixed(2).replace(/\.?0+$/, ""), 2) });
}
