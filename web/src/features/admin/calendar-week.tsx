import { useState } from "react";
import { dateOf, dayOf } from "../../format/day";
import { formatNumber } from "../../format/number";
import { useLang } from "../../i18n/use-lang";
import { RadioGroup } from "../../ui/radio";
import { TextField } from "../../ui/text-field";
import { hoursText, minutesOf, readHours } from "./calendars";
import styles from "./calendars.module.css";

type Props = {
	week: string[][];
	// above: the week that holds where the calendar says none of its own
	above: readonly (readonly string[] | null)[] | null;
	// conventions: that week is made of the conventions
	conventions: boolean;
	wrong: Record<string, string>;
	isDisabled: boolean;
	onChange: (week: string[][]) => void;
};

// CalendarWeek is the work of Monday to Sunday: that above, or hours of its own.
export function CalendarWeek({ week, above, conventions, wrong, isDisabled, onChange }: Props) {
	const { t, locale } = useLang();
	const own = week.length > 0;
	const name = (i: number) =>
		new Intl.DateTimeFormat(locale, { weekday: "long" }).format(dateOf(dayOf(2026, 11, 23) + i));
	const shown = own ? week : (above ?? []).map((d) => [...(d ?? [])]);
	const hours = (minutes: number) => formatNumber(String(Math.round(minutes / 6) / 10));
	const total = shown.reduce((sum, d) => sum + minutesOf(d), 0);
	return (
		<>
			<RadioGroup
				label={t("calendar.weekSays")}
				hideLabel
				isDisabled={isDisabled}
				value={own ? "own" : "above"}
				onChange={(to) => onChange(to === "own" ? shown.map((d) => [...d]) : [])}
				options={[
					{ id: "above", name: t(conventions ? "calendar.asConventions" : "calendar.asAbove") },
					{ id: "own", name: t("calendar.ownWeek") },
				]}
			/>
			{own ? (
				<div className={styles.hours}>
					{week.map((shifts, i) => (
						<Hours
							key={i}
							label={name(i)}
							shifts={shifts}
							error={wrong[`week[${i}]`]}
							isDisabled={isDisabled}
							onChange={(to) => onChange(week.map((d, n) => (n === i ? to : d)))}
						/>
					))}
				</div>
			) : (
				<dl className={styles.week}>
					{shown.map((shifts, i) => (
						<div key={i}>
							<dt>{name(i)}</dt>
							<dd>{shifts.length > 0 ? hoursText(shifts) : t("calendar.off")}</dd>
						</div>
					))}
				</dl>
			)}
			<p className={styles.quiet}>{t("calendar.weekHours", { hours: hours(total) })}</p>
		</>
	);
}

type HoursProps = {
	label: string;
	shifts: readonly string[];
	error?: string | undefined;
	isDisabled: boolean;
	onChange: (shifts: string[]) => void;
};

// Hours is the work of a day, typed as 9-12:30, 13:30-17; empty is off.
export function Hours({ label, shifts, error, isDisabled, onChange }: HoursProps) {
	const { t } = useLang();
	const [text, setText] = useState(() => hoursText(shifts));
	const [bad, setBad] = useState(false);
	return (
		<TextField
			label={label}
			placeholder={t("calendar.off")}
			value={text}
			error={bad ? t("calendar.hoursWrong") : error}
			isDisabled={isDisabled}
			onChange={setText}
			onBlur={() => {
				const read = readHours(text);
				setBad(!read);
				if (!read) return;
				setText(hoursText(read));
				if (read.join() !== shifts.join()) onChange(read);
			}}
		/>
	);
}
