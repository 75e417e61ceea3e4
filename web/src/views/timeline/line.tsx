import type { Attribute, Row } from "../../api/types";
import type { Milestone } from "../../data/milestones";
import { edits } from "../../data/projects";
import type { FieldContext } from "../../fields/kind";
import { fieldKind } from "../../fields/registry";
import { type Day, dayFromISO, formatDay } from "../../format/day";
import { useLang } from "../../i18n/use-lang";
import type { TimelineState } from "../view-state";
import { Dates, useSaidDates } from "./dates";
import { leftOf, type Span } from "./scale";
import styles from "./timeline.module.css";

type Props = {
	row: Row;
	span: Span;
	timeline: TimelineState;
	dates: readonly Milestone[];
	colour: Attribute | undefined;
	context: FieldContext;
	onOpen: (row: Row) => void;
};

// Line is one project: its bar, what was planned at first, and its key dates.
export function Line({ row, span, timeline, dates, colour, context, onOpen }: Props) {
	const { t } = useLang();
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
	const keyed = useSaidDates(dates);
	return (
		<>
			<button
				type="button"
				className={styles.name}
				onClick={() => onOpen(row)}
				aria-label={said + planned + coloured + keyed}
				title={said + planned}
			>
				{name}
			</button>
			<span className={styles.track} aria-hidden="true">
				{Boolean(base.start || base.end) && (
					<Bar className={styles.planned} span={span} start={base.start || base.end} end={base.end || base.start} />
				)}
				{Boolean(start || end) && (
					<Bar
						className={styles.bar}
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
				<Dates dates={dates} span={span} today={context.today} />
			</span>
		</>
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

// dayOfRow is the day that a project has under a key, 0 for none.
export function dayOfRow(row: Row, key: string): Day {
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
