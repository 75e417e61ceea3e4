import { type Day, formatMonth, lastDay, monthOf } from "../format/day";
import { useLang } from "../i18n/use-lang";
import { Button } from "../ui/button";
import { DateField } from "../ui/date-field";
import { CompareChoice } from "./compare-choice";
import styles from "./period-bar.module.css";
import { quickDates } from "./period-dates";

type Props = {
	asOf: Day;
	today: Day;
	onChoose: (day: Day) => void;
	// compareTo and onCompare: where the page can be compared
	compareTo: string;
	onCompare?: (compareTo: string) => void;
};

// PeriodChoice offers a date, or the end of one of the last twelve months, and
// beside it what to compare with.
export default function PeriodChoice({ asOf, today, onChoose, compareTo, onCompare }: Props) {
	const { t } = useLang();
	const thisMonth = monthOf(today);
	const ends = Array.from({ length: 12 }, (_, i) => lastDay(thisMonth - 1 - i));
	return (
		<div className={styles.both} data-wide>
			<div className={styles.choice}>
				<DateField
					label={t("period.date")}
					help={t("period.help")}
					value={asOf}
					today={today}
					max={today}
					onChange={onChoose}
					autoFocus
				/>
				<div>
					<p className={styles.heading}>{t("period.quick")}</p>
					<div className={styles.quick}>
						{quickDates(today).map((q) => (
							<Button key={q.id} small kind={q.day === asOf ? "primary" : "plain"} onPress={() => onChoose(q.day)}>
								{t(q.title)}
							</Button>
						))}
					</div>
				</div>
				<div>
					<p className={styles.heading}>{t("period.ends")}</p>
					<div className={styles.months}>
						{ends.map((day) => (
							<Button key={day} small kind={day === asOf ? "primary" : "plain"} onPress={() => onChoose(day)}>
								{formatMonth(monthOf(day))}
							</Button>
						))}
					</div>
				</div>
				{asOf > 0 && (
					<Button wide onPress={() => onChoose(0)}>
						{t("period.back")}
					</Button>
				)}
			</div>
			{onCompare && (
				<div className={styles.compare}>
					<CompareChoice asOf={asOf} today={today} compareTo={compareTo} onChoose={onCompare} />
				</div>
			)}
		</div>
	);
}
