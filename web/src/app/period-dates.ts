import { conventions, fiscalMonth } from "../format/conventions";
import { type Day, dateOf, dayOf, formatDay, formatMonth, lastDay, monthOf } from "../format/day";
import type { MessageKey } from "../i18n/lang";

export type QuickDate = { id: string; title: MessageKey; day: Day };

// quickDates are the dates that people go back to most.
export function quickDates(today: Day): QuickDate[] {
	const month = monthOf(today);
	return [
		{ id: "yesterday", title: "period.yesterday", day: today - 1 },
		{ id: "month", title: "period.lastMonth", day: lastDay(month - 1) },
		{ id: "quarter", title: "period.lastQuarter", day: lastDay(month - (fiscalMonth(month % 12) % 3) - 1) },
		...(conventions().first_month > 1
			? [{ id: "fiscal", title: "period.lastFiscal", day: lastDay(month - fiscalMonth(month % 12) - 1) } as const]
			: []),
		{ id: "year", title: "period.yearAgo", day: yearBefore(today) },
	];
}

// yearBefore is the same date a year before; of 29 February, the 28th.
function yearBefore(day: Day): Day {
	const date = dateOf(day);
	const same = dayOf(date.getUTCFullYear() - 1, date.getUTCMonth() + 1, date.getUTCDate());
	return same || lastDay(monthOf(day) - 12);
}

// periodName names a date that is read: a month by its name when it is its end.
export function periodName(day: Day): string {
	return day === lastDay(monthOf(day)) ? formatMonth(monthOf(day), "month-long") : formatDay(day, "long");
}
