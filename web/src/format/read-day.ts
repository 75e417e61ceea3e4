import { type Day, dateOf, dayFromISO, dayOf, lastDay, type Month, monthFromISO, monthOf } from "./day";

const monthNames: string[][] = [
	["janv", "jan", "january"],
	["fev", "feb", "fevr", "february"],
	["mars", "mar", "march"],
	["avr", "apr", "april"],
	["mai", "may"],
	["juin", "jun", "june"],
	["juil", "jul", "july"],
	["aout", "aou", "aug", "august"],
	["sept", "sep", "september"],
	["oct", "october"],
	["nov", "november"],
	["dec", "december"],
];
const longFrench = [
	"janvier",
	"fevrier",
	"mars",
	"avril",
	"mai",
	"juin",
	"juillet",
	"aout",
	"septembre",
	"octobre",
	"novembre",
	"decembre",
];

// readDay understands a date as a person types it, day first as in French and
// British use: "22/11/2026", "22.11.26", "22 nov 2026", "Nov 22, 2026",
// "2026-11-22", "22/11" (this year), "today", "+7" (days from today), "+2m"
// (months). It answers 0 for anything else.
export function readDay(text: string, today: Day): Day {
	const plain = fold(text);
	if (!plain) return 0;
	if (/^(today|aujourd'hui|auj|ajd|now)$/.test(plain)) return today;
	if (/^(tomorrow|demain)$/.test(plain)) return today + 1;
	if (/^(yesterday|hier)$/.test(plain)) return today - 1;
	return dayFromISO(plain) || readOffset(plain, today) || readFigures(plain, today) || readWords(plain, today);
}

// readMonth understands "11/2026", "nov 2026", "novembre 26", "2026-11", or a
// whole date of the month.
export function readMonth(text: string, today: Day): Month {
	const plain = fold(text);
	if (/^\d{4}-\d\d$/.test(plain)) return monthFromISO(plain);
	const figures = /^(\d{1,2})[/.\- ](\d{4}|\d\d)$/.exec(plain);
	if (figures) return monthOfYear(Number(figures[1]), yearOf(figures[2] ?? ""));
	const words = /^([a-z]+)\.?(?: (\d{4}|\d\d))?$/.exec(plain);
	if (words) {
		const year = words[2] ? yearOf(words[2]) : dateOf(today).getUTCFullYear();
		return monthOfYear(monthByName(words[1] ?? ""), year);
	}
	const day = readDay(text, today);
	return day ? monthOf(day) : 0;
}

function readOffset(text: string, today: Day): Day {
	const m = /^([+-])(\d{1,4})\s*(d|j|w|s|m|y|a)?$/.exec(text);
	if (!m) return 0;
	const n = Number(m[2]) * (m[1] === "-" ? -1 : 1);
	if (m[3] === "w" || m[3] === "s") return today + 7 * n;
	if (m[3] === "m") return addMonths(today, n);
	if (m[3] === "y" || m[3] === "a") return addMonths(today, 12 * n);
	return today + n;
}

// addMonths keeps the day of the month, or takes the month's last.
export function addMonths(day: Day, n: number): Day {
	const month = monthOf(day) + n;
	const at = dayOf(Math.floor(month / 12), (month % 12) + 1, dateOf(day).getUTCDate());
	return at || lastDay(month);
}

function readFigures(text: string, today: Day): Day {
	const m = /^(\d{1,2})[/.\- ](\d{1,2})(?:[/.\- ](\d{4}|\d\d))?$/.exec(text);
	if (!m) return 0;
	const year = m[3] ? yearOf(m[3]) : dateOf(today).getUTCFullYear();
	return dayOf(year, Number(m[2]), Number(m[1]));
}

function readWords(text: string, today: Day): Day {
	const dayFirst = /^(\d{1,2})(?:er|st|nd|rd|th)?[ -]?([a-z]+)\.?,?[ -]?(\d{4}|\d\d)?$/.exec(text);
	const monthFirst = /^([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?$/.exec(text);
	const [date, name, years] = dayFirst
		? dayFirst.slice(1)
		: monthFirst
			? [monthFirst[2], monthFirst[1], monthFirst[3]]
			: [];
	if (!date || !name) return 0;
	const year = years ? yearOf(years) : dateOf(today).getUTCFullYear();
	return dayOf(year, monthByName(name), Number(date));
}

function monthByName(name: string): number {
	const at = monthNames.findIndex((names, i) => names.includes(name) || longFrench[i] === name);
	return at + 1;
}

function monthOfYear(month: number, year: number): Month {
	return month >= 1 && month <= 12 ? year * 12 + month - 1 : 0;
}

// yearOf reads two figures as the century people mean: 69 and below is 20xx.
function yearOf(figures: string): number {
	const n = Number(figures);
	if (figures.length > 2) return n;
	return n < 70 ? 2000 + n : 1900 + n;
}

function fold(text: string): string {
	return text
		.trim()
		.toLowerCase()
		.normalize("NFD")
		.replace(/[\u0300-\u036f]/g, "")
		.replace(/[\u00a0\u202f]/g, " ")
		.replace(/’/g, "'")
		.replace(/\s+/g, " ");
}
