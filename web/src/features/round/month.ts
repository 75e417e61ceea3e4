import { formatMonth, type Month, monthFromISO } from "../../format/day";

// monthWords is the month of a round as sentences take it: its name, and whether it
// begins with a vowel, before which French says d’ and not de.
export function monthWords(of: string | Month): { month: string; vowel: "yes" | "no" } {
	const month = formatMonth(typeof of === "string" ? monthFromISO(of) : of, "month-long");
	return { month, vowel: /^[aeiou]/i.test(month) ? "yes" : "no" };
}

// monthTitle is a month where it begins a line: Novembre 2026.
export function monthTitle(of: string | Month): string {
	const { month } = monthWords(of);
	return month.charAt(0).toUpperCase() + month.slice(1);
}
