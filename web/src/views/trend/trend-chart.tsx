import { useEffect, useRef, useState } from "react";
import { type Day, formatDay } from "../../format/day";
import { useLang } from "../../i18n/use-lang";
import { signedDays } from "../gantt/words";
import { type Course, type Frame, spread, ticksOf } from "./course";
import styles from "./trend.module.css";

export type Mark = { id: string; name: string; on: Day; reference: boolean };

type Props = {
	label: string;
	courses: readonly Course[];
	frame: Frame;
	marks: readonly Mark[];
	// several: they are of several projects, which are then named
	several: boolean;
};

const shades = ["blue", "orange", "green", "violet", "cyan", "pink", "yellow", "red", "lime", "grey"] as const;
export const shadeOf = (place: number) => `var(--pick-${shades[place % shades.length]})`;
const dashes = ["", "6 3", "2 3", "8 3 2 3"];
const line = 17;

// TrendChart is the milestone trend: a line for each key date, across the day on which one
// looked, up the day for which it was then expected. Level is on time, rising is late; a
// line ends on the diagonal, where what is expected for a day comes to that day.
export function TrendChart({ label, courses, frame, marks, several }: Props) {
	const { t } = useLang();
	const box = useRef<HTMLDivElement>(null);
	const [width, setWidth] = useState(900);
	useEffect(() => {
		const at = box.current;
		if (!at) return;
		const sizes = new ResizeObserver(([entry]) => setWidth(Math.max(280, Math.floor(entry?.contentRect.width ?? 900))));
		sizes.observe(at);
		return () => sizes.disconnect();
	}, []);
	const narrow = width < 640;
	const left = 76;
	const right = narrow ? 28 : Math.min(several ? 420 : 300, Math.round(width * (several ? 0.36 : 0.32)));
	const top = marks.length > 0 ? 28 : 12;
	const height = Math.max(320, Math.min(620, Math.round(width * 0.5)), courses.length * line + top + 40);
	const bottom = height - 30;
	const x = (day: Day) => left + ((day - frame.from) / (frame.until - frame.from)) * (width - left - right);
	const y = (day: Day) => bottom - ((day - frame.low) / (frame.high - frame.low)) * (bottom - top);
	const style = (long: number) => (long < 60 ? "medium" : "month");
	// the diagonal begins where both go
	const first = Math.max(frame.from, frame.low);
	const last = Math.min(frame.until, frame.high);
	const ends = courses.map((c) => c.spots.at(-1) ?? { on: frame.from, date: frame.low });
	const places = spread(
		ends.map((e) => y(e.date)),
		line,
		top + 6,
		bottom - 4,
	);
	return (
		<div ref={box} className={styles.picture}>
			<svg width={width} height={height} role="img" aria-label={label}>
				<title>{label}</title>
				<g className={styles.axis}>
					{ticksOf(frame.low, frame.high, 9).map((day) => (
						<g key={`y${day}`}>
							<line x1={left} x2={width - right} y1={y(day)} y2={y(day)} />
							<text x={left - 8} y={y(day)} textAnchor="end" dominantBaseline="central">
								{formatDay(day, style(frame.high - frame.low))}
							</text>
						</g>
					))}
					{ticksOf(frame.from, frame.until, Math.max(2, Math.floor((width - left - right) / 84))).map((day) => (
						<g key={`x${day}`}>
							<line x1={x(day)} x2={x(day)} y1={bottom} y2={bottom + 5} />
							<text x={x(day)} y={bottom + 17} textAnchor="middle">
								{formatDay(day, style(frame.until - frame.from))}
							</text>
						</g>
					))}
					<line x1={left} x2={width - right} y1={bottom} y2={bottom} />
				</g>
				<g className={styles.diagonal}>
					<polygon
						points={`${x(first)},${bottom} ${x(first)},${y(first)} ${x(last)},${y(last)} ${x(last)},${bottom}`}
					/>
					<line x1={x(first)} y1={y(first)} x2={x(last)} y2={y(last)} />
					<line className={styles.on} x1={x(frame.on)} y1={top} x2={x(frame.on)} y2={bottom} />
				</g>
				<g className={styles.marks}>
					{marks.map((m) => (
						<g key={m.id} data-reference={m.reference || undefined}>
							<line x1={x(m.on)} x2={x(m.on)} y1={top - 8} y2={bottom} />
							<path d={`M${x(m.on)} ${top - 8}l4 -7h-8z`} />
							<title>{t("trend.mark", { name: m.name, day: formatDay(m.on) })}</title>
						</g>
					))}
				</g>
				{courses.map((c, i) => (
					<g key={c.id} className={styles.course} style={{ color: shadeOf(i) }}>
						<polyline
							points={c.spots.map((s) => `${x(s.on)},${y(s.date)}`).join(" ")}
							strokeDasharray={dashes[Math.floor(i / shades.length) % dashes.length]}
							data-contractual={c.contractual || undefined}
						/>
						<polyline className={styles.reach} points={c.spots.map((s) => `${x(s.on)},${y(s.date)}`).join(" ")} />
						{c.spots.map((s, n) => (
							<circle key={s.on} cx={x(s.on)} cy={y(s.date)} r={n === c.spots.length - 1 ? 0 : 2.25}>
								<title>{t("trend.spot", { name: c.name, on: formatDay(s.on), day: formatDay(s.date) })}</title>
							</circle>
						))}
						{c.reached === 0 && (
							<line
								className={styles.ahead}
								x1={x(ends[i]?.on ?? 0)}
								x2={x(Math.max(ends[i]?.on ?? 0, ends[i]?.date ?? 0))}
								y1={y(ends[i]?.date ?? 0)}
								y2={y(ends[i]?.date ?? 0)}
							/>
						)}
						<End x={x(ends[i]?.on ?? 0)} y={y(ends[i]?.date ?? 0)} reached={c.reached > 0} />
						<Label
							several={several}
							{...{ course: c, number: i + 1, narrow }}
							from={x(Math.max(ends[i]?.on ?? 0, c.reached > 0 ? 0 : (ends[i]?.date ?? 0)))}
							at={width - right}
							y={places[i] ?? 0}
							was={y(ends[i]?.date ?? 0)}
							room={right}
						/>
					</g>
				))}
			</svg>
		</div>
	);
}

// End is a diamond, full where the key date was reached.
function End({ x, y, reached }: { x: number; y: number; reached: boolean }) {
	return (
		<path
			className={styles.end}
			data-reached={reached || undefined}
			d={`M${x} ${y - 5.5}l5.5 5.5l-5.5 5.5l-5.5 -5.5z`}
		/>
	);
}

type LabelProps = {
	several: boolean;
	course: Course;
	number: number;
	narrow: boolean;
	from: number;
	at: number;
	y: number;
	was: number;
	room: number;
};

function Label({ several, course, number, narrow, from, at, y, was, room }: LabelProps) {
	const { t } = useLang();
	const drift = course.drift === 0 ? "" : signedDays(course.drift, t);
	const most = Math.max(4, Math.floor((room - 40) / 6.4) - drift.length - 1);
	const whole = several ? `${course.name} · ${course.project}` : course.name;
	const name = whole.length > most ? `${whole.slice(0, most - 1).trimEnd()}…` : whole;
	return (
		<g className={styles.label}>
			<path d={`M${from + 8} ${was}H${at + 2}L${at + 10} ${y}`} />
			<text x={at + 14} y={y} dominantBaseline="central">
				{narrow ? (
					number
				) : (
					<>
						{name}
						{drift && (
							<tspan dx="6" className={course.drift > 0 ? styles.late : styles.early}>
								{drift}
							</tspan>
						)}
					</>
				)}
			</text>
		</g>
	);
}
