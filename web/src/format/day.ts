import { langState, type Translate } from "../i18n/lang";
import { dateStyle } from "./conventions";

// A Day counts days from 1 January of year 1, which is 1; 0 is no day. A Month is
// year × 12 + month − 1; 0 is none. Both are local dates without any zone, as in
// the server. ISO text ("2026-11-22", "2026-11") is how they travel.
export type Day = number;
export type Month = number;

const millisecondsADay = 86_400_000;
const unixEpoch: Day = 719_163;

export function dayOf(year: number, month: number, date: number): Day {
	const at = new Date(0);
	at.setUTCFullYear(year, month - 1, date);
	if (at.getUTCFullYear() !== year || at.getUTCMonth() !== month - 1 || at.getUTCDate() !== date) return 0;
	return Math.round(at.getTime() / millisecondsADay) + unixEpoch;
}

// dayFromISO answers 0 for anything that is not a date of the calendar.
export function dayFromISO(iso: string | null | undefined): Day {
	const m = /^(\d{4})-(\d\d)-(\d\d)$/.exec(iso ?? "");
	return m ? dayOf(Number(m[1]), Number(m[2]), Number(m[3])) : 0;
}

export function dateOf(day: Day): Date {
	return new Date((day - unixEpoch) * millisecondsADay);
}

export function isoOfDay(day: Day): string {
	return day ? dateOf(day).toISOString().slice(0, 10) : "";
}

export function monthFromISO(iso: string | null | undefined): Month {
	const m = /^(\d{4})-(\d\d)/.exec(iso ?? "");
	if (!m || Number(m[2]) < 1 || Number(m[2]) > 12) return 0;
	return Number(m[1]) * 12 + Number(m[2]) - 1;
}

export function isoOfMonth(month: Month): string {
	if (!month) return "";
	return `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}`;
}

export function monthOf(day: Day): Month {
	const at = dateOf(day);
	return at.getUTCFullYear() * 12 + at.getUTCMonth();
}

// lastDay is the last day of a month.
export function lastDay(month: Month): Day {
	return dayOf(Math.floor((month + 1) / 12), ((month + 1) % 12) + 1, 1) - 1;
}

// localToday is the day on this device, for a page the server has not yet told
// its own.
export function localToday(): Day {
	const now = new Date();
	return dayOf(now.getFullYear(), now.getMonth() + 1, now.getDate());
}

export type DayStyle = "short" | "medium" | "long" | "month" | "month-long";

const styles: Record<DayStyle, Intl.DateTimeFormatOptions> = {
	short: { day: "2-digit", month: "2-digit", year: "numeric" },
	medium: { day: "numeric", month: "short", year: "numeric" },
	long: { day: "numeric", month: "long", year: "numeric" },
	month: { month: "short", year: "numeric" },
	"month-long": { month: "long", year: "numeric" },
};

const formats = new Map<string, Intl.DateTimeFormat>();

function dayFormat(style: DayStyle): Intl.DateTimeFormat {
	const { locale } = langState();
	const key = locale + style;
	let f = formats.get(key);
	if (!f) {
		f = new Intl.DateTimeFormat(locale, { ...styles[style], timeZone: "UTC" });
		formats.set(key, f);
	}
	return f;
}

// formatDay writes a day: short 22/11/2026, medium 22 nov. 2026, long 22 novembre
// 2026, short and medium as the organisation writes dates. No day is the empty text.
export function formatDay(day: Day, style: DayStyle = "medium"): string {
	if (!day) return "";
	const own = style === "short" || style === "medium" ? dateStyle(langState().lang) : "language";
	if (own === "iso") return isoOfDay(day);
	if (own === "slashes" || own === "dots")
		return isoOfDay(day)
			.split("-")
			.reverse()
			.join(own === "dots" ? "." : "/");
	return dayFormat(own === "words" ? "medium" : style).format(dateOf(day));
}

export function formatMonth(month: Month, style: "month" | "month-long" = "month"): string {
	return month ? formatDay(lastDay(month), style) : "";
}

// dayOfInstant is the day of a moment in the zone of this device.
export function dayOfInstant(at: number | string): Day {
	const moment = new Date(at);
	return dayOf(moment.getFullYear(), moment.getMonth() + 1, moment.getDate());
}

// formatInstant writes a moment (milliseconds, or ISO with a zone) in the zone
// of this device: "22 nov. 2026, 09:41".
export function formatInstant(at: number | string): string {
	const { locale } = langState();
	const key = `${locale}instant`;
	let f = formats.get(key);
	if (!f) {
		f = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
		formats.set(key, f);
	}
	return f.format(new Date(at));
}

// formatAgo writes how long ago a moment was: "il y a 3 minutes".
export function formatAgo(at: number | string, now: number, t: Translate): string {
	const seconds = Math.round((now - new Date(at).getTime()) / 1000);
	if (seconds < 45) return t("time.now");
	const relative = new Intl.RelativeTimeFormat(langState().locale, { numeric: "auto" });
	const steps: [number, Intl.RelativeTimeFormatUnit][] = [
		[60, "minute"],
		[3600, "hour"],
		[86_400, "day"],
		[2_629_746, "month"],
		[31_556_952, "year"],
	];
	const [size, unit] = steps.findLast(([size]) => seconds >= size) ?? [60, "minute"];
	return relative.format(-Math.max(1, Math.round(seconds / size)), unit);
}
