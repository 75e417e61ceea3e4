import { useState } from "react";
import type { PlanDifference } from "../../data/plan-transfer";
import { perDay } from "../../engine/gantt/plan";
import { formatDay } from "../../format/day";
import { useT } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icon";
import styles from "./import.module.css";
import { timeOf } from "./read";

const some = 50;

// Differences are the lines of which a date is not the one of the file, with the reason.
export function Differences({ lines, total, kept }: { lines: PlanDifference[]; total: number; kept: boolean }) {
	const t = useT();
	const [all, setAll] = useState(false);
	const shown = all ? lines : lines.slice(0, some);
	return (
		<>
			<div className={styles.scroller}>
				<table className={styles.table} aria-label={t("planImport.table")}>
					<thead>
						<tr>
							<th>{t("gantt.column.wbs")}</th>
							<th>{t("gantt.column.name")}</th>
							<th>{t("planImport.which")}</th>
							<th>{t("planImport.inFile")}</th>
							<th>{t("planImport.computed")}</th>
							<th className={styles.reason}>{t("planImport.why")}</th>
						</tr>
					</thead>
					<tbody>
						{shown.map((d) => (
							<Line key={d.number} d={d} kept={kept} />
						))}
					</tbody>
				</table>
			</div>
			{!all && lines.length > some && (
				<div>
					<Button small onPress={() => setAll(true)}>
						{t("planImport.showAll", { count: lines.length })}
					</Button>
				</div>
			)}
			{all && total > lines.length && <p className={styles.quiet}>{t("planImport.first", { count: lines.length })}</p>}
		</>
	);
}

// Line says both dates where both differ, the two in one cell, one above the other.
function Line({ d, kept }: { d: PlanDifference; kept: boolean }) {
	const t = useT();
	const ends = d.differs === "both" ? (["start", "finish"] as const) : ([d.differs] as const);
	const pairs = ends.map((end) => ({
		end,
		file: timeOf(end === "start" ? d.start : d.finish),
		here: timeOf(end === "start" ? d.computed_start : d.computed_finish),
	}));
	const holds = (here: boolean) => (here === kept && (d.kept || !kept) ? styles.holds : styles.passes);
	return (
		<tr>
			<td className={styles.number}>{d.wbs}</td>
			<td className={d.kind === "phase" ? styles.phase : undefined}>{d.name}</td>
			<td>
				{pairs.map((p) => (
					<div key={p.end}>{t(`gantt.column.${p.end}`)}</div>
				))}
			</td>
			<td className={holds(true)}>
				{pairs.map((p) => (
					<div key={p.end}>{moment(p.file, p.here, p.end === "finish")}</div>
				))}
			</td>
			<td className={holds(false)}>
				{pairs.map((p) => (
					<div key={p.end}>{moment(p.here, p.file, p.end === "finish")}</div>
				))}
			</td>
			<td className={styles.reason}>
				{d.reason}
				{kept && !d.kept && (
					<span className={styles.unkept}>
						<Icon name="warning" size={14} />
						{t("planImport.unkept")}
					</span>
				)}
			</td>
		</tr>
	);
}

// moment is a day, with its hour where the other one is the same day.
export function moment(at: number, other: number, end: boolean): string {
	if (!at) return "–";
	const day = (x: number) => Math.floor((end ? x - 1 : x) / perDay);
	if (day(at) !== day(other)) return formatDay(day(at));
	const minute = at - day(at) * perDay;
	const two = (n: number) => String(n).padStart(2, "0");
	return `${formatDay(day(at))} ${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
