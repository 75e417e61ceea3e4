import type { components } from "../api/schema";
import type { Lang } from "../i18n/lang";

// Conventions are how the organisation counts time and writes figures, as the server
// has them (room/convention).
export type Conventions = components["schemas"]["ConventionsShown"];

export const shipped: Conventions = {
	week_start: "monday",
	first_month: 1,
	day_minutes: 420,
	load_unit: "days",
	money: "auto",
	number_en: "language",
	number_fr: "language",
	date_en: "language",
	date_fr: "language",
};

let held: Conventions = shipped;

// conventions are those that hold: everything that is written from here on is in them.
export const conventions = (): Conventions => held;

// adopt takes others up, and tells whether they differ.
export function adopt(next: Conventions): boolean {
	const differ = (Object.keys(shipped) as (keyof Conventions)[]).some((key) => held[key] !== next[key]);
	if (differ) held = next;
	return differ;
}

// under writes something in other conventions, to show what they would do.
export function under<T>(other: Conventions, write: () => T): T {
	const before = held;
	held = other;
	try {
		return write();
	} finally {
		held = before;
	}
}

export const numberStyle = (lang: Lang) => (lang === "fr" ? held.number_fr : held.number_en);
export const dateStyle = (lang: Lang) => (lang === "fr" ? held.date_fr : held.date_en);

// numberLocales write numbers with the marks of a convention.
const numberLocales: Record<string, string> = {
	comma: "en-GB",
	space: "fr-FR",
	point: "de-DE",
	apostrophe: "de-CH",
};

// numberLocale is in what locale numbers are written.
export function numberLocale(lang: Lang, locale: string): string {
	return numberLocales[numberStyle(lang)] ?? locale;
}

// decimalMark is what stands before decimals.
export function decimalMark(lang: Lang): "," | "." {
	const style = numberStyle(lang);
	if (style === "language") return lang === "fr" ? "," : ".";
	return style === "space" || style === "point" ? "," : ".";
}

// fiscalMonth is how many months of the fiscal year lie before a month of the
// calendar, counted from 0 as 0 to 11.
export function fiscalMonth(month: number): number {
	return (month - (held.first_month - 1) + 12) % 12;
}

// weekStart is how many days after Monday weeks begin.
export function weekStart(): number {
	return { saturday: 5, sunday: 6 }[held.week_start as string] ?? 0;
}
