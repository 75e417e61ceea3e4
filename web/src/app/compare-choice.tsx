import { useCan } from "../data/me";
import { usePastReviews } from "../data/reviews";
import { type Day, dayFromISO, formatDay, isoOfDay, lastDay, monthOf } from "../format/day";
import { useLang } from "../i18n/use-lang";
import { Button } from "../ui/button";
import { DateField } from "../ui/date-field";
import styles from "./period-bar.module.css";

type Props = { asOf: Day; today: Day; compareTo: string; onChoose: (compareTo: string) => void };

const latest = 4;

// CompareChoice offers what the screen can be compared with: an earlier date, a
// review that was held, the baseline.
export function CompareChoice({ asOf, today, compareTo, onChoose }: Props) {
	const { t } = useLang();
	const last = asOf || today;
	const reviews = usePastReviews(useCan("portfolio.read"));
	const past = (reviews.data ?? []).filter((r) => dayFromISO(r.day) && dayFromISO(r.day) <= last).slice(0, latest);
	const ends = [1, 3, 6, 12].map((n) => lastDay(monthOf(last) - n));
	const kind = (chosen: boolean) => (chosen ? ("primary" as const) : ("plain" as const));
	return (
		<div className={styles.choice}>
			<DateField
				label={t("compare.date")}
				help={t("compare.help")}
				value={dayFromISO(compareTo)}
				today={today}
				max={last}
				onChange={(day) => onChoose(isoOfDay(day))}
			/>
			<div className={styles.quick}>
				{ends.map((day) => (
					<Button key={day} small kind={kind(isoOfDay(day) === compareTo)} onPress={() => onChoose(isoOfDay(day))}>
						{formatDay(day)}
					</Button>
				))}
			</div>
			<Button small kind={kind(compareTo === "baseline")} onPress={() => onChoose("baseline")}>
				{t("compare.baseline")}
			</Button>
			{past.length > 0 && (
				<div>
					<p className={styles.heading}>{t("compare.reviews")}</p>
					<div className={styles.reviews}>
						{past.map((r, i) => (
							<Button
								key={r.id}
								small
								kind={kind(compareTo === `review:${r.id}`)}
								onPress={() => onChoose(`review:${r.id}`)}
							>
								{i === 0
									? t("compare.previous", { date: formatDay(dayFromISO(r.day)) })
									: `${r.name} · ${formatDay(dayFromISO(r.day))}`}
							</Button>
						))}
					</div>
				</div>
			)}
			{compareTo && (
				<Button wide onPress={() => onChoose("")}>
					{t("compare.stop")}
				</Button>
			)}
		</div>
	);
}
