import { type KeyboardEvent, useEffect, useMemo, useRef } from "react";
import type { Attribute, Row } from "../../api/types";
import type { ProjectRows } from "../../data/project-rows";
import { edits } from "../../data/projects";
import type { GridRow } from "../../engine/grid/model";
import type { FieldContext } from "../../fields/kind";
import { fieldKind } from "../../fields/registry";
import { type Day, dayFromISO, formatDay, formatMonth, monthOf } from "../../format/day";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Segmented } from "../../ui/segmented";
import { EmptyState, Skeleton } from "../../ui/states";
import { useLines } from "../use-lines";
import type { TimelineScale, TimelineState } from "../view-state";
import { leftOf, type Span, spanOf, ticksOf, widthOf } from "./scale";
import styles from "./timeline.module.css";

type Props = {
	rows: ProjectRows;
	timeline: TimelineState;
	attributes: readonly Attribute[];
	context: FieldContext;
	onChange: (timeline: TimelineState) => void;
	onOpen: (row: Row) => void;
};

const most = 600;
const scales = ["month", "quarter", "year"] as const;

// Timeline shows each project as a bar from its start to its end, with what was
// planned at first as a thin bar under it.
export function Timeline({ rows, timeline, attributes, context, onChange, onOpen }: Props) {
	const { t } = useLang();
	const lines = useLines(rows, 0, most).flatMap((line) =>
		line && (line.kind === "group" || line.data.id) ? [line] : [],
	);
	const scroller = useRef<HTMLDivElement>(null);
	const { today } = context;
	const { scale } = timeline;
	const keys = [timeline.start, timeline.end, timeline.baseStart, timeline.baseEnd];
	const days = lines.filter((l) => l.kind === "data").flatMap((l) => keys.map((key) => dayOfRow(l.data as Row, key)));
	const from = Math.min(today, ...days.filter(Boolean));
	const to = Math.max(today, ...days.filter(Boolean));
	const span = useMemo(() => spanOf([from, to], today, scale), [from, to, today, scale]);
	const goTo = (day: Day) => {
		const box = scroller.current;
		if (box) box.scrollLeft = leftOf(span, day) - (box.clientWidth - 280) / 3;
	};
	// biome-ignore lint/correctness/useExhaustiveDependencies: once the days are known, and for each scale
	useEffect(() => goTo(today), [span]);
	if (!lines.length && rows.source.count > 0) return <Skeleton lines={12} />;
	if (!days.some(Boolean)) return <EmptyState icon="calendar" title={t("grid.timeline.none")} />;
	const colour = attributes.find((a) => a.key === timeline.colour);
	return (
		<div className={styles.timeline}>
			<div className={styles.bar}>
				<Segmented
					label={t("grid.timeline.scale")}
					value={scale}
					onChange={(id) => onChange({ ...timeline, scale: id as TimelineScale })}
					options={scales.map((id) => ({ id, name: t(`grid.timeline.${id}`) }))}
				/>
				<Button kind="quiet" icon="calendar" onPress={() => goTo(today)}>
					{t("grid.timeline.today")}
				</Button>
			</div>
			<div className={styles.scroller} ref={scroller}>
				<div className={styles.content} style={{ ["--track" as string]: `${widthOf(span)}px` }}>
					<div className={styles.marks} aria-hidden="true">
						{ticksOf(span, "year").map((tick) => (
							<span key={tick.year} className={styles.rule} style={{ left: leftOf(span, tick.day) }} />
						))}
						<span className={styles.today} style={{ left: leftOf(span, today) }} />
					</div>
					<Axis span={span} scale={scale} />
					<ul className={styles.rows} onKeyDown={walk}>
						{lines.map((line) =>
							line.kind === "group" ? (
								<li key={line.id} className={styles.group}>
									<span className={styles.groupName}>{`${line.label} (${line.count})`}</span>
								</li>
							) : (
								<Line
									key={line.id}
									line={line}
									span={span}
									timeline={timeline}
									colour={colour}
									context={context}
									onOpen={onOpen}
								/>
							),
						)}
					</ul>
				</div>
			</div>
		</div>
	);
}

function Axis({ span, scale }: { span: Span; scale: TimelineScale }) {
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
			</div>
		</div>
	);
}

type LineProps = {
	line: GridRow;
	span: Span;
	timeline: TimelineState;
	colour: Attribute | undefined;
	context: FieldContext;
	onOpen: (row: Row) => void;
};

function Line({ line, span, timeline, colour, context, onOpen }: LineProps) {
	const { t } = useLang();
	const row = line.data as Row;
	const name = String(row.name ?? "");
	const start = dayOfRow(row, timeline.start);
	const end = dayOfRow(row, timeline.end);
	const base = { start: dayOfRow(row, timeline.baseStart), end: dayOfRow(row, timeline.baseEnd) };
	const late = end && base.end ? end - base.end : 0;
	const value = colour && edits.value(row.id, colour.key, row[colour.key]);
	const said =
		start || end
			? t("grid.timeline.bar", { name, start: formatDay(start), end: formatDay(end) })
			: `${name} · ${t("grid.timeline.noDates")}`;
	const planned =
		base.start || base.end
			? `, ${t("grid.timeline.baseline", { start: formatDay(base.start), end: formatDay(base.end) })}`
			: "";
	const coloured = colour && value ? `, ${fieldKind(colour).text(value, colour, context)}` : "";
	return (
		<li className={styles.line}>
			<button
				type="button"
				className={styles.name}
				onClick={() => onOpen(row)}
				aria-label={said + planned + coloured}
				title={said + planned}
			>
				{name}
			</button>
			<span className={styles.track} aria-hidden="true">
				{(base.start || base.end) && (
					<Bar className={styles.planned} span={span} start={base.start || base.end} end={base.end || base.start} />
				)}
				{(start || end) && (
					<Bar
						className={styles.now}
						span={span}
						start={start || end}
						end={end || start}
						tone={toneOf(value, colour)}
						open={!start ? "start" : !end ? "end" : undefined}
					>
						{late !== 0 && (
							<span className={styles.drift} data-late={late > 0 || undefined}>
								{t(late > 0 ? "grid.timeline.late" : "grid.timeline.early", { days: Math.abs(late) })}
							</span>
						)}
					</Bar>
				)}
			</span>
		</li>
	);
}

type BarProps = {
	className?: string;
	span: Span;
	start: Day;
	end: Day;
	tone?: string;
	open?: "start" | "end";
	children?: React.ReactNode;
};

function Bar({ className, span, start, end, tone, open, children }: BarProps) {
	const left = leftOf(span, start);
	const width = Math.max(4, leftOf(span, end + 1) - left);
	return (
		<span
			className={className}
			data-open={open}
			style={{ left, width, ...(tone ? { ["--tone" as string]: tone } : {}) }}
		>
			{children}
		</span>
	);
}

function dayOfRow(row: Row, key: string): Day {
	if (!key) return 0;
	const value = edits.value(row.id, key, row[key]);
	return typeof value === "string" ? dayFromISO(value) : 0;
}

// toneOf is the colour of a bar: that of its light, its weather or its choice.
function toneOf(value: unknown, colour: Attribute | undefined): string | undefined {
	if (!colour || typeof value !== "string") return undefined;
	if (colour.kind === "light") return `var(--light-${value.replace("_", "-").replace("amber-green", "green")})`;
	if (colour.kind === "weather") return `var(--weather-${value})`;
	const chosen = colour.choices.find((c) => c.key === value)?.colour;
	return chosen ? `var(--pick-${chosen})` : undefined;
}

// walk goes from one project to the next by the arrows.
function walk(e: KeyboardEvent): void {
	const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
	if (!step || !(e.target instanceof HTMLElement)) return;
	const all = [...e.currentTarget.querySelectorAll<HTMLElement>("button")];
	const next = all[all.indexOf(e.target) + step];
	if (!next) return;
	e.preventDefault();
	next.focus();
}
