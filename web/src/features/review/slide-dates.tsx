import { type Day, dayFromISO, formatDay } from "../../format/day";
import { exactSpan, shiftText } from "../../format/span";
import { useT } from "../../i18n/use-lang";
import { Icon } from "../../ui/icon";
import styles from "./slide.module.css";
import type { ProjectPage } from "./types";

const most = 4;

// Dates are the life of a project on one line, against its baseline, with today;
// below it the key dates that are near or late.
export function Dates({ page: p, day }: { page: ProjectPage; day: Day }) {
	const t = useT();
	const of = (key: string) => dayFromISO(typeof p.row[key] === "string" ? (p.row[key] as string) : "");
	const [start, end, startBaseline, endBaseline] = [of("start"), of("end"), of("start_baseline"), of("end_baseline")];
	const shown = p.dates
		.filter((d) => d.state === "late" || (d.state === "open" && dayFromISO(d.date) >= day))
		.slice(0, most);
	if (!start && !end && shown.length === 0) return null;
	const drift = end && endBaseline ? end - endBaseline : 0;
	return (
		<div className={styles.block}>
			<h2 className={styles.heading}>{t("review.calendar")}</h2>
			{(start || end) > 0 && (
				<>
					<p className={styles.big}>
						{end ? formatDay(end, "medium") : t("review.noEnd")}
						{drift !== 0 && (
							<span className={styles.drift} data-worse={drift > 0} title={exactSpan(drift, t)}>
								{shiftText(drift, t)} {t("review.thanBaseline")}
							</span>
						)}
					</p>
					<Line start={start} end={end} startBaseline={startBaseline} endBaseline={endBaseline} day={day} />
				</>
			)}
			{shown.length > 0 && (
				<ul className={styles.dates}>
					{shown.map((d) => (
						<li key={d.name + d.date} data-state={d.state}>
							<span className={styles.when}>{d.date ? formatDay(dayFromISO(d.date), "short") : "–"}</span>
							<span className={styles.clip}>{d.name}</span>
							{d.state === "late" && (
								<span className={styles.lateMark}>
									<Icon name="warning" size={20} /> {t("review.state.late")}
								</span>
							)}
							{d.state !== "late" && d.was && <Shift days={dayFromISO(d.date) - dayFromISO(d.was)} />}
						</li>
					))}
				</ul>
			)}
		</div>
	);
}

function Shift({ days }: { days: number }) {
	const t = useT();
	return (
		<span className={styles.moved} data-sooner={days < 0 || undefined} title={exactSpan(days, t)}>
			{shiftText(days, t)}
		</span>
	);
}

type LineProps = { start: Day; end: Day; startBaseline: Day; endBaseline: Day; day: Day };

function Line({ start, end, startBaseline, endBaseline, day }: LineProps) {
	const t = useT();
	if (!start || !end || end <= start) return null;
	const from = Math.min(start, startBaseline || start);
	const to = Math.max(end, endBaseline || end);
	const at = (d: Day) => `${(100 * (d - from)) / Math.max(1, to - from)}%`;
	const width = (a: Day, b: Day) => `${(100 * (b - a)) / Math.max(1, to - from)}%`;
	const late = endBaseline > 0 && end > endBaseline;
	return (
		<div className={styles.line} role="img" aria-label={`${formatDay(start)} – ${formatDay(end)}`}>
			<span
				className={styles.bar2}
				style={{ insetInlineStart: at(start), inlineSize: width(start, late ? endBaseline : end) }}
			/>
			{late && (
				<span
					className={styles.over}
					style={{ insetInlineStart: at(endBaseline), inlineSize: width(endBaseline, end) }}
				/>
			)}
			{startBaseline > 0 && endBaseline > startBaseline && (
				<span
					className={styles.base}
					style={{ insetInlineStart: at(startBaseline), inlineSize: width(startBaseline, endBaseline) }}
				/>
			)}
			{day > from && day < to && (
				<span className={styles.today} style={{ insetInlineStart: at(day) }}>
					<span>{t("review.atDay")}</span>
				</span>
			)}
			<span className={styles.ends2}>
				<span>{formatDay(start, "month")}</span>
				<span>{formatDay(end, "month")}</span>
			</span>
		</div>
	);
}
