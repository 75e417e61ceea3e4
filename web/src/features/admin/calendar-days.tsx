import { useToday } from "../../data/me";
import { dayFromISO, isoOfDay } from "../../format/day";
import { useLang } from "../../i18n/use-lang";
import { Button, IconButton } from "../../ui/button";
import { Checkbox } from "../../ui/checkbox";
import { DateField } from "../../ui/date-field";
import { TextField } from "../../ui/text-field";
import { Hours } from "./calendar-week";
import type { Days } from "./calendars";
import styles from "./calendars.module.css";

type Props = {
	days: Days[];
	wrong: Record<string, string>;
	isDisabled: boolean;
	onChange: (days: Days[]) => void;
};

// CalendarDays are the days that are otherwise: off, or with other hours, once or every year.
export function CalendarDays({ days, wrong, isDisabled, onChange }: Props) {
	const { t } = useLang();
	const today = useToday();
	const set = (at: number, part: Partial<Days>) => onChange(days.map((d, i) => (i === at ? { ...d, ...part } : d)));
	return (
		<>
			<ul className={styles.days}>
				{days.map((d, i) => (
					<li key={`${i} ${days.length}`}>
						<TextField
							label={t("calendar.dayName")}
							error={wrong[`days[${i}].name`]}
							value={d.name}
							onChange={(name) => set(i, { name })}
							isDisabled={isDisabled}
							required
						/>
						<IconButton
							icon="trash"
							label={t("calendar.removeDays", { name: d.name })}
							onPress={() => onChange(days.filter((_, n) => n !== i))}
							isDisabled={isDisabled}
						/>
						<div className={styles.dates}>
							<DateField
								label={t("calendar.first")}
								error={wrong[`days[${i}].first`]}
								today={today}
								value={dayFromISO(d.first)}
								onChange={(day) =>
									set(i, { first: isoOfDay(day), ...(dayFromISO(d.last) < day ? { last: isoOfDay(day) } : {}) })
								}
								isDisabled={isDisabled}
							/>
							<DateField
								label={t("calendar.last")}
								error={wrong[`days[${i}].last`]}
								today={today}
								value={dayFromISO(d.last ?? d.first)}
								onChange={(day) => set(i, { last: isoOfDay(day) })}
								isDisabled={isDisabled}
							/>
							<Hours
								label={t("calendar.hours")}
								shifts={d.shifts ?? []}
								error={wrong[`days[${i}].shifts`]}
								isDisabled={isDisabled}
								onChange={(shifts) => set(i, { shifts })}
							/>
							<Checkbox
								isSelected={!!d.yearly}
								isDisabled={isDisabled}
								onChange={(on) => {
									const { yearly: _, ...rest } = d;
									onChange(days.map((o, n) => (n === i ? (on ? { ...rest, yearly: {} } : rest) : o)));
								}}
							>
								{t("calendar.yearly")}
							</Checkbox>
						</div>
					</li>
				))}
			</ul>
			<div className={styles.actions}>
				<Button
					icon="plus"
					small
					isDisabled={isDisabled}
					onPress={() => onChange([...days, { name: "", first: isoOfDay(today), last: isoOfDay(today), shifts: [] }])}
				>
					{t("calendar.addDays")}
				</Button>
			</div>
		</>
	);
}
