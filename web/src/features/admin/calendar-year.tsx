import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useDeferredValue, useState } from "react";
import { api } from "../../api/client";
import { useToday } from "../../data/me";
import { keys } from "../../data/query-keys";
import { weekStart } from "../../format/conventions";
import { type Day, dateOf, dayFromISO, dayOf, formatDay } from "../../format/day";
import { formatNumber } from "../../format/number";
import { useLang } from "../../i18n/use-lang";
import { IconButton } from "../../ui/button";
import { FormError } from "../../ui/form";
import { foreseeable, hoursText, type Off, type Says, spansOf, weekdayOf, weeksOf, type Year } from "./calendars";
import styles from "./calendars.module.css";

type Props = { id: string | null; unit?: string; says: Says };

// CalendarYear is a year of a calendar as it is being written: twelve months with the
// days off coloured, and each of them by its name.
export function CalendarYear({ id, unit, says }: Props) {
	const { t, lang } = useLang();
	const today = useToday();
	const [year, setYear] = useState(() => dateOf(today).getFullYear());
	const body = useDeferredValue(JSON.stringify({ ...foreseeable(says), ...(id ? { id } : { unit }), year }));
	const seen = useQuery({
		queryKey: [...keys.calendars, "preview", lang, body],
		queryFn: ({ signal }) => api.post<Year>("/calendars/preview", JSON.parse(body), { signal }),
		placeholderData: (before) => before,
		retry: false,
	});
	const found = seen.data;
	const off = new Map<Day, Off>((found?.off ?? []).map((o) => [dayFromISO(o.date), o]));
	const named = spansOf([...off].map(([day, o]) => ({ ...o, day })));
	return (
		<section className={styles.year} aria-label={t("calendar.yearOf", { year })}>
			<header>
				<IconButton icon="chevron-left" label={t("calendar.before")} onPress={() => setYear(year - 1)} small />
				<h2>{year}</h2>
				<IconButton icon="chevron-right" label={t("calendar.after")} onPress={() => setYear(year + 1)} small />
				{found && found.year === year && (
					<p role="status">
						{t("calendar.counted", { days: found.days, hours: formatNumber(String(Math.round(found.minutes / 60))) })}
					</p>
				)}
			</header>
			<FormError error={seen.error} />
			<div className={styles.months}>
				{Array.from({ length: 12 }, (_, i) => (
					<Month key={i} year={year} month={i + 1} week={found?.week ?? []} off={off} />
				))}
			</div>
			<ul className={styles.named}>
				{named.map(({ first, last, off: o }) => (
					<li key={first}>
						<span
							className={o.holiday ? styles.dotHoliday : (o.shifts ?? []).length > 0 ? styles.dotOther : styles.dotOff}
						/>
						<span className={styles.when}>
							{last > first ? t("calendar.span", { from: formatDay(first), to: formatDay(last) }) : formatDay(first)}
						</span>
						<span>
							{o.name}
							{(o.shifts ?? []).length > 0 && ` · ${hoursText(o.shifts ?? [])}`}
							<small>{o.source || o.from}</small>
						</span>
					</li>
				))}
			</ul>
			{named.length === 0 && found && <p className={styles.quiet}>{t("calendar.nothing")}</p>}
		</section>
	);
}

function Month(p: { year: number; month: number; week: readonly (readonly string[] | null)[]; off: Map<Day, Off> }) {
	const { locale } = useLang();
	const name = new Intl.DateTimeFormat(locale, { month: "long" }).format(new Date(2026, p.month - 1, 15));
	const letter = new Intl.DateTimeFormat(locale, { weekday: "narrow" });
	const long = new Intl.DateTimeFormat(locale, { weekday: "long" });
	const monday = dayOf(2026, 11, 23);
	return (
		<table className={styles.month}>
			<caption>{name}</caption>
			<thead>
				<tr>
					{Array.from({ length: 7 }, (_, i) => {
						const date = dateOf(monday + ((weekStart() + i) % 7));
						return (
							<th key={date.getDay()} scope="col" abbr={long.format(date)}>
								{letter.format(date)}
							</th>
						);
					})}
				</tr>
			</thead>
			<tbody>
				{weeksOf(p.year, p.month).map((days) => (
					<tr key={days.find(Boolean)}>
						{days.map((d, i) => (
							<td key={i}>
								{d > 0 && <Cell day={d} works={(p.week[weekdayOf(d)] ?? []).length > 0} off={p.off.get(d)} />}
							</td>
						))}
					</tr>
				))}
			</tbody>
		</table>
	);
}

function Cell({ day, works, off }: { day: Day; works: boolean; off: Off | undefined }): ReactNode {
	const date = dateOf(day).getDate();
	if (!off) return <span className={works ? undefined : styles.rest}>{date}</span>;
	const other = (off.shifts ?? []).length > 0;
	const look = off.holiday ? styles.holiday : other ? styles.other : styles.off;
	return (
		<span className={look} title={off.name}>
			{date}
			<span className={styles.hidden}> {off.name}</span>
		</span>
	);
}
