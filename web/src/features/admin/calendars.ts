import { useQuery } from "@tanstack/react-query";
import { api } from "../../api/client";
import type { components } from "../../api/schema";
import type { List } from "../../api/types";
import type { Calendar } from "../../data/calendars";
import { keys } from "../../data/query-keys";
import { weekStart } from "../../format/conventions";
import { type Day, dayOf } from "../../format/day";

export type Days = components["schemas"]["DaysShown"];
export type Off = components["schemas"]["OffOut"];
export type Year = components["schemas"]["YearOut"];
export type HolidaySet = { key: string; country: string; name: string };
export type Taken = {
	lines: (Days & { known: boolean })[];
	added: number;
	known: number;
	applied: boolean;
	calendar?: Calendar;
};

// Says is what is written of a calendar: week is empty where it is that above.
export type Says = {
	name: { fr: string; en: string };
	parent: string;
	week: string[][];
	holidays: string;
	days: Days[];
};

// useHolidaySets reads the sets of public holidays, which change with the program alone.
export function useHolidaySets(lang: string) {
	return useQuery({
		queryKey: [...keys.calendars, "holidays", lang],
		queryFn: () => api.get<List<HolidaySet>>("/calendars/holidays"),
		staleTime: Number.POSITIVE_INFINITY,
	});
}

export const saysOf = (c: Calendar): Says => ({
	name: { fr: c.name.fr ?? "", en: c.name.en ?? "" },
	parent: c.parent?.id ?? "",
	week: c.week,
	holidays: c.holidays,
	days: c.days ?? [],
});

// foreseeable is what is written so far as a year can be drawn of it: what has no name
// yet gets one.
export const foreseeable = (s: Says): Says => ({
	...s,
	name: s.name.fr || s.name.en ? s.name : { fr: "…", en: "…" },
	days: s.days.map((d) => (d.name.trim() ? d : { ...d, name: "…" })),
});

const shift = /^(\d{1,2})(?:[:h](\d{2})?)?\s*[-–—]\s*(\d{1,2})(?:[:h](\d{2})?)?$/;

// readHours reads the work of a day as people type it: "9-12:30, 13h30-17h"; null where
// that is not what stands there. Nothing is a day off.
export function readHours(text: string): string[] | null {
	const out: string[] = [];
	let end = 0;
	for (const part of text.split(/[,;]/)) {
		if (!part.trim()) continue;
		const m = shift.exec(part.trim().toLowerCase());
		if (!m) return null;
		const from = Number(m[1]) * 60 + Number(m[2] ?? 0);
		const to = Number(m[3]) * 60 + Number(m[4] ?? 0);
		const odd = Number(m[2] ?? 0) > 59 || Number(m[4] ?? 0) > 59;
		if (odd || from < end || to <= from || to > 1440) return null;
		out.push(`${clock(from)}-${clock(to)}`);
		end = to;
	}
	return out;
}

const clock = (minutes: number) =>
	`${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

// hoursText is the work of a day as people read it.
export const hoursText = (shifts: readonly string[]) => shifts.map((s) => s.replace("-", "–")).join(", ");

// minutesOf is how long the work of a day takes.
export function minutesOf(shifts: readonly string[]): number {
	return shifts.reduce((sum, s) => {
		const [a, b, c, d] = s.split(/[:-]/).map(Number);
		return sum + (c ?? 0) * 60 + (d ?? 0) - (a ?? 0) * 60 - (b ?? 0);
	}, 0);
}

// weeksOf lays out a month, 1 to 12: weeks of seven days from the day on which weeks
// begin, 0 where the month has none.
export function weeksOf(year: number, month: number): Day[][] {
	const first = dayOf(year, month, 1);
	const count = (month === 12 ? dayOf(year + 1, 1, 1) : dayOf(year, month + 1, 1)) - first;
	const before = (weekdayOf(first) - weekStart() + 7) % 7;
	const weeks: Day[][] = [];
	for (let at = -before; at < count; at += 7) {
		weeks.push(Array.from({ length: 7 }, (_, i) => (at + i >= 0 && at + i < count ? first + at + i : 0)));
	}
	return weeks;
}

// weekdayOf numbers the days of the week from Monday, 0; 0001-01-01 was one.
export const weekdayOf = (day: Day): number => (((day - 1) % 7) + 7) % 7;

// spansOf puts days that follow each other under one name together.
export function spansOf(off: readonly (Off & { day: Day })[]): { first: Day; last: Day; off: Off }[] {
	const out: { first: Day; last: Day; off: Off }[] = [];
	for (const o of off) {
		const before = out[out.length - 1];
		const same = before && before.last === o.day - 1 && before.off.name === o.name && before.off.from === o.from;
		if (same && !o.holiday) before.last = o.day;
		else out.push({ first: o.day, last: o.day, off: o });
	}
	return out;
}
