import { formatMonth, monthOf } from "../../format/day";
import { useLang } from "../../i18n/use-lang";
import type { TimelineScale } from "../view-state";
import { leftOf, type Span, ticksOf } from "./scale";
import styles from "./timeline.module.css";

type Props = { span: Span; scale: TimelineScale; today: number };

// Axis names the years, and what the scale cuts them into.
export function Axis({ span, scale, today }: Props) {
	const { t } = useLang();
	const ticks = ticksOf(span, scale);
	return (
		<div className={styles.axis} aria-hidden="true">
			<div className={styles.corner} />
			<div className={styles.ticks}>
				{ticks
					.filter((tick) => tick.month === 1)
					.map((tick) => (
						<span key={tick.year} className={styles.year} style={{ left: leftOf(span, tick.day) }}>
							{tick.year}
						</span>
					))}
				{scale !== "year" &&
					ticks.map((tick) => (
						<span key={tick.day} className={styles.tick} style={{ left: leftOf(span, tick.day) }}>
							{scale === "month"
								? formatMonth(monthOf(tick.day)).split(" ")[0]
								: t("grid.group.quarterOf", { n: (tick.month + 2) / 3, year: "" }).trim()}
						</span>
					))}
				<span className={styles.now} style={{ left: leftOf(span, today) }}>
					{t("grid.timeline.today")}
				</span>
			</div>
		</div>
	);
}

// Marks are the first days of the years, and today, through all lines.
export function Marks({ span, today }: { span: Span; today: number }) {
	return (
		<div className={styles.marks} aria-hidden="true">
			{ticksOf(span, "year").map((tick) => (
				<span key={tick.year} className={styles.rule} style={{ left: leftOf(span, tick.day) }} />
			))}
			<span className={styles.today} style={{ left: leftOf(span, today) }} />
		</div>
	);
}
