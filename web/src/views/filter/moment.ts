import { fiscalMonth, weekStart } from "../../format/conventions";
import { type Day, dateOf, dayOf, lastDay, type Month, monthOf } from "../../format/day";
import type { Lang } from "../../i18n/lang";

// Dates that move with the day of the reading, as every filter takes them: the
// server reads the same words (engine/formula/moment.go), and both are held to
// the cases of web/testdata/filter.

export const units = ["day", "week", "month", "quarter", "year"] as const;
// Unit is one of them, or the year of the organisation’s accounts.
export type Unit = (typeof units)[number] | "fiscal";

// Period is a first and a last day around today: the unit that lies offset
// away, count units from today on (or back, when negative), or a calendar year.
export type Period =
	| { kind: "around"; unit: Unit; offset: number }
	| { kind: "rolling"; unit: Unit; count: number }
	| { kind: "year"; year: number };

// Moment is one day: today, moved or not, or the edge of a period.
export type Moment =
	| { kind: "today"; by: number; unit: Unit }
	| { kind: "edge"; edge: "start" | "end"; period: Period };

export const today: Moment = { kind: "today", by: 0, unit: "day" };

// periodDays are the first and the last day of a period, both included.
export function periodDays(period: Period, on: Day): [Day, Day] {
	if (period.kind === "year") return [dayOf(period.year, 1, 1), dayOf(period.year, 12, 31)];
	if (period.kind === "rolling") {
		const far = moved(on, period.count, period.unit);
		return period.count < 0 ? [far, on] : [on, far];
	}
	const { unit, offset } = period;
	if (unit === "day") return [on + offset, on + offset];
	if (unit === "week") {
		const first = on - ((on + 6 - weekStart()) % 7) + 7 * offset; // day 1 is a Monday
		return [first, first + 6];
	}
	const long = months[unit];
	const month = monthOf(on);
	const past = unit === "quarter" || unit === "fiscal" ? fiscalMonth(month % 12) : month;
	const first = month - (past % long) + offset * long;
	return [firstDay(first), lastDay(first + long - 1)];
}

export function momentDay(moment: Moment, on: Day): Day {
	if (moment.kind === "today") return moved(on, moment.by, moment.unit);
	const [first, last] = periodDays(moment.period, on);
	return moment.edge === "start" ? first : last;
}

const months = { month: 1, quarter: 3, year: 12, fiscal: 12 };

function firstDay(month: Month): Day {
	return lastDay(month - 1) + 1;
}

// moved is a day so many units later; the 31st of a month moves to the last day
// of one that is shorter.
export function moved(on: Day, by: number, unit: Unit): Day {
	if (unit === "day") return on + by;
	if (unit === "week") return on + 7 * by;
	const month = monthOf(on) + by * months[unit];
	return Math.min(firstDay(month) + dateOf(on).getUTCDate() - 1, lastDay(month));
}

type Noun = { one: string; many: string; short: string; elided?: boolean; feminine?: boolean; the: string };

const nouns: Record<Lang, Record<Unit, Noun>> = {
	en: {
		day: { one: "day", many: "days", short: "d", the: "day" },
		week: { one: "week", many: "weeks", short: "w", the: "week" },
		month: { one: "month", many: "months", short: "m", the: "month" },
		quarter: { one: "quarter", many: "quarters", short: "q", the: "quarter" },
		year: { one: "year", many: "years", short: "y", the: "year" },
		fiscal: { one: "fiscal year", many: "fiscal years", short: " fiscal years", the: "fiscal year" },
	},
	fr: {
		day: { one: "jour", many: "jours", short: "j", the: "du jour" },
		week: { one: "semaine", many: "semaines", short: "sem", the: "de la semaine", feminine: true },
		month: { one: "mois", many: "mois", short: "mois", the: "du mois" },
		quarter: { one: "trimestre", many: "trimestres", short: "t", the: "du trimestre" },
		year: { one: "année", many: "années", short: "an", the: "de l’année", feminine: true },
		fiscal: { one: "exercice", many: "exercices", short: " exercices", the: "de l’exercice", elided: true },
	},
};

// unitNoun names a unit of time in a language, as so many of them read.
export function unitNoun(unit: Unit, count: number, lang: Lang): string {
	const noun = nouns[lang][unit];
	return Math.abs(count) > 1 ? noun.many : noun.one;
}

// periodText writes a period as it is typed in a filter.
export function periodText(period: Period, lang: Lang = "en"): string {
	if (period.kind === "year") return String(period.year);
	if (lang === "fr") return frenchPeriod(period);
	if (period.kind === "rolling") {
		const count = Math.abs(period.count);
		return `${period.count < 0 ? "last" : "next"} ${count} ${unitNoun(period.unit, count, lang)}`;
	}
	return `${period.offset < 0 ? "last" : period.offset > 0 ? "next" : "this"} ${nouns.en[period.unit].one}`;
}

function frenchPeriod(period: Exclude<Period, { kind: "year" }>): string {
	const noun = nouns.fr[period.unit];
	const rolling = period.kind === "rolling";
	const side = rolling ? period.count : period.offset;
	if (!side) return `${noun.feminine ? "cette" : noun.elided ? "cet" : "ce"} ${noun.one}`;
	const many = rolling && Math.abs(side) > 1 ? "s" : "";
	const e = noun.feminine ? "e" : "";
	const adjective = side > 0 ? `prochain${e}${many}` : noun.feminine ? `dernière${many}` : `dernier${many}`;
	return rolling ? `${Math.abs(side)} ${adjective} ${unitNoun(period.unit, side, "fr")}` : `${noun.one} ${adjective}`;
}

// momentText writes a day that moves as it is typed in a filter.
export function momentText(moment: Moment, lang: Lang = "en"): string {
	if (moment.kind === "today") {
		const word = lang === "fr" ? "aujourd’hui" : "today";
		if (!moment.by) return word;
		return `${word} ${moment.by < 0 ? "-" : "+"} ${Math.abs(moment.by)}${nouns[lang][moment.unit].short}`;
	}
	return edgeText(moment, lang);
}

// momentWords says a day that moves in whole words, to be read and not typed.
export function momentWords(moment: Moment, lang: Lang): string {
	if (moment.kind === "edge") return edgeText(moment, lang);
	const word = momentText(today, lang);
	const { by, unit } = moment;
	return by ? `${word} ${by < 0 ? "−" : "+"} ${Math.abs(by)} ${unitNoun(unit, by, lang)}` : word;
}

function edgeText({ edge, period }: Extract<Moment, { kind: "edge" }>, lang: Lang): string {
	if (lang === "fr") return `${edge === "start" ? "début" : "fin"} ${ofFrench(period)}`;
	const text = periodText(period);
	return `${edge} of ${text.startsWith("this ") ? text.slice(5) : text}`;
}

function ofFrench(period: Period): string {
	if (period.kind === "year") return `de ${period.year}`;
	if (period.kind === "rolling") return `des ${frenchPeriod(period)}`;
	const { unit, offset } = period;
	const text = nouns.fr[unit].the;
	return offset ? `${text} ${frenchPeriod(period).split(" ").at(-1)}` : text;
}
