import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import type { Attribute, Row } from "../../api/types";
import type { ProjectRows } from "../../data/project-rows";
import type { FieldContext } from "../../fields/kind";
import { type Day, dayFromISO } from "../../format/day";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Segmented } from "../../ui/segmented";
import { EmptyState, Skeleton } from "../../ui/states";
import { useLines } from "../use-lines";
import { useShown } from "../use-window";
import type { TimelineScale, TimelineState } from "../view-state";
import { Axis, Marks } from "./axis";
import { dayOfRow, Line } from "./line";
import { leftOf, spanOf, widthOf } from "./scale";
import styles from "./timeline.module.css";
import { block, useDates } from "./use-dates";

type Props = {
	rows: ProjectRows;
	timeline: TimelineState;
	attributes: readonly Attribute[];
	context: FieldContext;
	// asOf: the date that the list is read at, "" for now
	asOf: string;
	onChange: (timeline: TimelineState) => void;
	onOpen: (row: Row) => void;
};

const scales = ["month", "quarter", "year"] as const;

// Of the styles: how high a line is, and what stands above the lines.
const height = 36;
const above = 44;

// Timeline shows each project as a bar from its start to its end, with what was
// planned at first as a thin bar under it, and its key dates. Only the lines that
// are seen are drawn.
export function Timeline({ rows, timeline, attributes, context, asOf, onChange, onOpen }: Props) {
	const { t } = useLang();
	const scroller = useRef<HTMLDivElement>(null);
	const shown = useShown(scroller, height, "down", 6);
	const first = Math.floor(shown.from / block) * block;
	const lines = useLines(rows, first, Math.ceil(shown.to / block) * block);
	const dates = useDates(lines, asOf);
	const { today } = context;
	const { scale } = timeline;
	const { from, to } = useEnds(
		rows,
		timeline,
		lines.flatMap((l) => (l?.kind === "data" ? [l.data as Row] : [])),
	);
	const span = useMemo(() => spanOf([from, to], today, scale), [from, to, today, scale]);
	const goTo = (day: Day) => {
		const box = scroller.current;
		if (box) box.scrollLeft = leftOf(span, day) - (box.clientWidth - 280) / 3;
	};
	const { count } = rows.source;
	const known = from > 0;
	const waiting = !rows.meta && !lines.some(Boolean);
	// biome-ignore lint/correctness/useExhaustiveDependencies: once the days are known, and for each scale
	useEffect(() => goTo(today), [known, waiting, scale]);
	const walk = useWalk(scroller, count);
	const colour = attributes.find((a) => a.key === timeline.colour);
	const drawn = Array.from({ length: Math.max(0, Math.min(shown.to, count) - shown.from) }, (_, i) => shown.from + i);
	if (walk.at < count && !drawn.includes(walk.at)) drawn.push(walk.at);
	return (
		<div className={styles.timeline}>
			<div className={styles.tools}>
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
				{waiting ? (
					<Skeleton lines={12} />
				) : !known ? (
					<EmptyState icon="calendar" title={t("grid.timeline.none")} />
				) : (
					<div className={styles.content} style={{ ["--track" as string]: `${widthOf(span)}px` }}>
						<Marks span={span} today={today} />
						<Axis span={span} scale={scale} today={today} />
						<ul
							className={styles.rows}
							style={{ height: count * height }}
							onKeyDown={walk.onKeyDown}
							onFocus={walk.onFocus}
						>
							{drawn.map((at) => {
								const line = rows.source.row(at);
								const group = line?.kind === "group";
								return (
									<li
										key={at}
										className={group ? styles.group : styles.line}
										style={{ top: at * height }}
										data-at={at}
										aria-setsize={count}
										aria-posinset={at + 1}
									>
										{group ? (
											<span className={styles.groupName}>
												{t("portfolio.group.line", { name: line.label ?? "", count: line.count ?? 0 })}
											</span>
										) : line?.data.id ? (
											<Line
												row={line.data as Row}
												span={span}
												timeline={timeline}
												dates={dates.get(line.id) ?? []}
												colour={colour}
												context={context}
												onOpen={onOpen}
											/>
										) : (
											<span className={styles.waiting} />
										)}
									</li>
								);
							})}
						</ul>
					</div>
				)}
			</div>
		</div>
	);
}

// useEnds are the first and the last day of a whole list: what its totals say, and
// what the lines that came so far add, so that the scale never moves back.
function useEnds(rows: ProjectRows, timeline: TimelineState, lines: readonly Row[]): { from: Day; to: Day } {
	const ends = useRef({ rows, from: 0, to: 0 });
	if (ends.current.rows !== rows) ends.current = { rows, from: 0, to: 0 };
	const keys = [timeline.start, timeline.end, timeline.baseStart, timeline.baseEnd];
	const told = keys.map((key) => dayFromISO(textOf(rows.meta?.totals[key]?.value)));
	for (const day of [...told, ...lines.flatMap((row) => keys.map((key) => dayOfRow(row, key)))]) {
		if (!day) continue;
		const { from, to } = ends.current;
		ends.current = { rows, from: from ? Math.min(from, day) : day, to: Math.max(to, day) };
	}
	return ends.current;
}

function textOf(value: unknown): string {
	return typeof value === "string" ? value : "";
}

// useWalk goes from one line to the next by the arrows, and keeps the line that has
// the focus, also where it has scrolled away.
function useWalk(scroller: React.RefObject<HTMLDivElement | null>, count: number) {
	const [at, setAt] = useState(Number.POSITIVE_INFINITY);
	const wanted = useRef(-1);
	const focus = () => {
		const button = scroller.current?.querySelector<HTMLElement>(`[data-at="${wanted.current}"] button`);
		if (!button) return;
		wanted.current = -1;
		button.focus({ preventScroll: true });
	};
	useEffect(() => {
		if (wanted.current >= 0) focus();
	});
	const placeOf = (target: EventTarget) =>
		target instanceof Element ? Number(target.closest<HTMLElement>("[data-at]")?.dataset.at ?? -1) : -1;
	return {
		at,
		onFocus: (e: React.FocusEvent) => setAt(placeOf(e.target)),
		onKeyDown: (e: KeyboardEvent) => {
			const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
			const box = scroller.current;
			const from = placeOf(e.target);
			if (!step || !box || from < 0) return;
			const next = nextLine(box, from, step, count);
			if (next < 0) return;
			e.preventDefault();
			const top = next * height;
			if (top < box.scrollTop) box.scrollTop = top;
			else if (top + height + above > box.scrollTop + box.clientHeight) {
				box.scrollTop = top + height + above - box.clientHeight;
			}
			wanted.current = next;
			setAt(next);
			focus();
		},
	};
}

// nextLine is the next place that is not known to be a group, -1 at the end.
function nextLine(box: HTMLElement, from: number, step: number, count: number): number {
	let next = from + step;
	while (next >= 0 && next < count) {
		const line = box.querySelector(`[data-at="${next}"]`);
		if (!line || line.querySelector("button")) return next;
		next += step;
	}
	return -1;
}
