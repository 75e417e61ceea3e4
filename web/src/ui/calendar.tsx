import { CalendarDate } from "@internationalized/date";
import {
	Calendar as AriaCalendar,
	Button,
	CalendarCell,
	CalendarGrid,
	CalendarGridBody,
	CalendarGridHeader,
	CalendarHeaderCell,
	Heading,
} from "react-aria-components";
import { weekStart } from "../format/conventions";
import { type Day, dateOf, dayOf } from "../format/day";
import styles from "./calendar.module.css";
import { Icon } from "./icon";

const firstDay = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

type Props = { label: string; value: Day; today: Day; min?: Day; max?: Day; onChange: (day: Day) => void };

// Calendar is a month to pick a day from; arrows move by day and week, PageUp
// and PageDown by month, with Shift by year.
export default function Calendar({ label, value, today, min, max, onChange }: Props) {
	return (
		<AriaCalendar
			aria-label={label}
			className={styles.calendar ?? ""}
			autoFocus
			value={value ? calendarDate(value) : null}
			defaultFocusedValue={calendarDate(value || today)}
			minValue={min ? calendarDate(min) : undefined}
			maxValue={max ? calendarDate(max) : undefined}
			onChange={(d) => d && onChange(dayOf(d.year, d.month, d.day))}
			firstDayOfWeek={firstDay[weekStart()] ?? "mon"}
		>
			<header className={styles.header}>
				<Button slot="previous" className={styles.turn ?? ""}>
					<Icon name="chevron-left" />
				</Button>
				<Heading className={styles.month} />
				<Button slot="next" className={styles.turn ?? ""}>
					<Icon name="chevron-right" />
				</Button>
			</header>
			<CalendarGrid className={styles.grid ?? ""} weekdayStyle="short">
				<CalendarGridHeader>
					{(day) => <CalendarHeaderCell className={styles.weekday ?? ""}>{day.slice(0, 2)}</CalendarHeaderCell>}
				</CalendarGridHeader>
				<CalendarGridBody>
					{(date) => (
						<CalendarCell
							date={date}
							className={`${styles.day} ${dayOf(date.year, date.month, date.day) === today ? styles.today : ""}`}
						/>
					)}
				</CalendarGridBody>
			</CalendarGrid>
		</AriaCalendar>
	);
}

function calendarDate(day: Day): CalendarDate {
	const at = dateOf(day);
	return new CalendarDate(at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate());
}
