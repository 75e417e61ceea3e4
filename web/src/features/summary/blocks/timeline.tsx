import { Link } from "react-aria-components";
import { type Day, dateOf, dayFromISO, dayOf, formatDay } from "../../../format/day";
import { exactSpan, signedSpan } from "../../../format/span";
import { useT } from "../../../i18n/use-lang";
import { Icon } from "../../../ui/icon";
import { toneOf } from "../../../views/chart/tones";
import { projectHref, rowsHref } from "../links";
import type { TimelineData, TimelineRow } from "../model";
import { usePage } from "../reading";
import { useFit } from "../room";
import styles from "./timeline.module.css";

// Timeline is the projects from their start to their end, with what was planned as
// a thin bar below and their key dates on them.
export function Timeline({ data }: { data: TimelineData }) {
	const t = useT();
	const { reading } = usePage();
	const span = spanOf(data);
	const room = useFit(26, 50);
	const more = data.more + Math.max(0, data.rows.length - room);
	if (!data.rows.length || !span) return <p className={styles.none}>{t("grid.timeline.none")}</p>;
	return (
		<div className={styles.timeline}>
			<div className={styles.axis} aria-hidden="true">
				<span />
				<div className={styles.years}>
					{yearsOf(span).map((year) => (
						<span key={year.day} style={{ left: `${share(span, year.day)}%` }}>
							{year.name}
						</span>
					))}
				</div>
			</div>
			<ul className={styles.rows}>
				{data.rows.slice(0, room).map((row) => (
					<Line key={row.id} row={row} span={span} today={dayFromISO(data.today)} />
				))}
			</ul>
			{(more > 0 || data.undated > 0) && (
				<p className={styles.note}>
					{more > 0 && (
						<Link href={timelineHref(rowsHref(reading, ""))} className={styles.link ?? ""}>
							{t("summary.more", { count: more })}
						</Link>
					)}
					{data.undated > 0 && <span>{t("summary.timeline.undated", { count: data.undated })}</span>}
				</p>
			)}
		</div>
	);
}

// timelineHref is the list of the projects, shown as a timeline.
function timelineHref(href: string): string {
	return `${href}${href.includes("?") ? "&" : "?"}display=timeline`;
}

type Span = { from: Day; to: Day };

// spanOf is whole years around what is shown, and not more than twelve of them:
// one project of a century would make lines of all the others.
function spanOf(data: TimelineData): Span | null {
	const today = dayFromISO(data.today);
	const from = dayFromISO(data.from) || today;
	const until = dayFromISO(data.until) || today;
	if (!from || !until) return null;
	const now = dateOf(today).getUTCFullYear();
	const first = Math.max(dateOf(Math.min(from, today)).getUTCFullYear(), now - 5);
	const last = Math.min(dateOf(Math.max(until, today)).getUTCFullYear(), now + 6);
	return { from: dayOf(first, 1, 1), to: dayOf(last, 12, 31) };
}

function share(span: Span, day: Day): number {
	return Math.max(0, Math.min(100, ((day - span.from) / (span.to - span.from)) * 100));
}

function yearsOf(span: Span): { day: Day; name: string }[] {
	const first = dateOf(span.from).getUTCFullYear();
	const last = dateOf(span.to).getUTCFullYear();
	const step = last - first > 8 ? 2 : 1;
	const out = [];
	for (let year = first; year <= last; year += step) out.push({ day: dayOf(year, 1, 1), name: String(year) });
	return out;
}

function Line({ row, span, today }: { row: TimelineRow; span: Span; today: Day }) {
	const t = useT();
	const { reading } = usePage();
	const start = dayFromISO(row.start);
	const end = dayFromISO(row.end);
	const base = dayFromISO(row.end_baseline);
	const late = end && base ? end - base : 0;
	const said = t("grid.timeline.bar", { name: row.name, start: formatDay(start), end: formatDay(end) });
	const exact = exactSpan(late, t);
	const drift = late ? `, ${signedSpan(late, t)}${exact ? ` (${exact})` : ""}` : "";
	return (
		<li className={styles.row} data-gone={row.gone || undefined}>
			<Link
				href={projectHref(reading, row.id)}
				className={styles.name ?? ""}
				aria-label={said + drift + row.dates.map((d) => `, ${d.name} ${formatDay(dayFromISO(d.date))}`).join("")}
			>
				{row.name}
			</Link>
			<span className={styles.track} aria-hidden="true">
				{yearsOf(span).map((y) => (
					<span key={y.day} className={styles.rule} style={{ left: `${share(span, y.day)}%` }} />
				))}
				<span className={styles.today} style={{ left: `${share(span, today)}%` }} />
				<Bar span={span} start={dayFromISO(row.start_baseline) || start} end={base} className={styles.planned} />
				<Bar span={span} start={start} end={end} className={styles.now} tone={barTone(row)} />
				{row.dates.map((d) => (
					<span
						key={d.id}
						className={styles.date}
						data-late={d.late || undefined}
						data-done={d.status === "done" || undefined}
						title={`${d.name}, ${formatDay(dayFromISO(d.date))}`}
						style={{ left: `${share(span, dayFromISO(d.date))}%` }}
					/>
				))}
				{late > 0 && end <= span.to && (
					<span
						className={styles.drift}
						style={{ left: `${share(span, end)}%` }}
						data-flip={share(span, end) > 82 || undefined}
						title={exact}
					>
						{signedSpan(late, t)}
					</span>
				)}
			</span>
			<span className={styles.mark}>
				{row.weather && (
					<Icon
						name={`weather-${row.weather}` as "weather-sunny"}
						size={14}
						label={t(`weather.${row.weather}` as "weather.sunny")}
					/>
				)}
			</span>
		</li>
	);
}

function barTone(row: TimelineRow): string {
	if (row.light) return toneOf("light", row.light, "");
	return "accent";
}

type BarProps = { span: Span; start: Day; end: Day; className?: string; tone?: string };

function Bar({ span, start, end, className, tone }: BarProps) {
	if (!start && !end) return null;
	if (className === styles.planned && (!start || !end)) return null;
	const left = share(span, start || end);
	const width = Math.max(0.6, share(span, end || start) - left);
	const colour = tone ? { ["--tone" as string]: `var(--${tone})` } : {};
	return <span className={className} style={{ left: `${left}%`, width: `${width}%`, ...colour }} />;
}
