import { useState } from "react";
import { type Baseline, type Compared, type ComparedLine, useCompared } from "../../../data/baselines";
import type { PlanShown } from "../../../data/plans";
import { dayOfFinish, dayOfStart } from "../../../engine/gantt/model";
import { type Day, dayFromISO, formatDay } from "../../../format/day";
import type { Translate } from "../../../i18n/lang";
import { useLang } from "../../../i18n/use-lang";
import { Button } from "../../../ui/button";
import { Dialog } from "../../../ui/dialog";
import { Segmented } from "../../../ui/segmented";
import { Loaded } from "../../../ui/states";
import { type Column, Table } from "../../../ui/table";
import { useNarrow } from "../../../ui/use-narrow";
import { signedDays } from "../../../views/gantt/words";
import { timeOf } from "../read";
import styles from "./baselines.module.css";

const states = ["moved", "added", "deleted", "all"] as const;
type Shown = (typeof states)[number];

type Props = { project: string; plan: PlanShown; baseline: Baseline; onClose: () => void };

// Compare is a plan beside one of its baselines, line by line: what moved and by how many
// working days, what was added, and what was deleted since.
export function Compare({ project, plan, baseline, onClose }: Props) {
	const { t } = useLang();
	const read = useCompared(project, baseline.id, plan.mark);
	return (
		<Dialog
			wide
			title={t("baseline.compareTitle", { name: baseline.name })}
			isOpen
			onClose={onClose}
			actions={<Button onPress={onClose}>{t("action.close")}</Button>}
		>
			<Loaded query={read} lines={8}>
				{(compared) => <Lines compared={compared} on={dayFromISO(baseline.on)} />}
			</Loaded>
		</Dialog>
	);
}

function Lines({ compared, on }: { compared: Compared; on: Day }) {
	const { t } = useLang();
	const narrow = useNarrow();
	const lines = compared.lines ?? [];
	const count = (state: Shown) => lines.filter((l) => shows(l, state)).length;
	const [shown, setShown] = useState<Shown>(() => states.find((s) => count(s) > 0) ?? "all");
	const finish = compared.finish ? dayOfFinish(timeOf(compared.finish)) : 0;
	const now = compared.now_finish ? dayOfFinish(timeOf(compared.now_finish)) : 0;
	return (
		<div className={styles.compare}>
			{finish > 0 && (
				<p className={styles.end}>
					{t("baseline.takenOn", { day: formatDay(on) })}
					{" · "}
					{finish === now
						? t("baseline.endSame", { now: formatDay(now) })
						: t("baseline.end", { was: formatDay(finish), now: formatDay(now) })}
					{compared.finish_drift !== 0 && (
						<strong data-late={compared.finish_drift > 0 || undefined}>
							{t("baseline.workingDays", { days: signedDays(compared.finish_drift, t) })}
						</strong>
					)}
				</p>
			)}
			<Segmented
				label={t("baseline.shown")}
				options={states.map((id) => ({
					id,
					name: t(`baseline.state.${id}`),
					mark: <span className={styles.count}>{count(id)}</span>,
				}))}
				value={shown}
				onChange={(id) => setShown(id as Shown)}
			/>
			<div className={styles.lines}>
				{count(shown) === 0 ? (
					<p className={styles.quiet}>{t("baseline.nothing")}</p>
				) : (
					<Table
						label={t(`baseline.state.${shown}`)}
						columns={columnsOf(shown, narrow, t)}
						rows={lines.filter((l) => shows(l, shown))}
						keyOf={(l) => l.id}
						by="place"
					/>
				)}
			</div>
		</div>
	);
}

const shows = (line: ComparedLine, state: Shown) => line.kind !== "phase" && (state === "all" || line.state === state);

// columnsOf are the columns of some lines; on a phone there is room for one of the two dates.
function columnsOf(shown: Shown, narrow: boolean, t: Translate): Column<ComparedLine>[] {
	const then = {
		id: "was",
		title: t("baseline.then"),
		number: true,
		cell: (l: ComparedLine) => span(l.was),
		sort: (l: ComparedLine) => timeOf(l.was?.finish),
	};
	const now = {
		id: "now",
		title: t("baseline.now"),
		number: true,
		cell: (l: ComparedLine) => span(l.now),
		sort: (l: ComparedLine) => timeOf(l.now?.finish),
	};
	const drift: Column<ComparedLine> = {
		id: "drift",
		title: t("baseline.byDays"),
		number: true,
		cell: (l) => (
			<span data-late={l.finish_drift > 0 || undefined}>{l.finish_drift ? signedDays(l.finish_drift, t) : "–"}</span>
		),
		sort: (l) => l.finish_drift,
	};
	return [
		{ id: "name", title: t("gantt.column.name"), cell: (l) => <span className={styles.cut}>{l.name}</span> },
		...(shown === "added" || (narrow && shown !== "deleted") ? [] : [then]),
		...(shown === "deleted" ? [] : [now]),
		...(shown === "moved" || shown === "all" ? [drift] : []),
	];
}

// span is from when to when a line was, in one or two days.
function span(side: ComparedLine["was"]): string {
	if (!side) return "–";
	if (side.date) return formatDay(dayFromISO(side.date), "short");
	const from: Day = dayOfStart(timeOf(side.start));
	const to = Math.max(from, dayOfFinish(timeOf(side.finish)));
	return from === to ? formatDay(from, "short") : `${formatDay(from, "short")} – ${formatDay(to, "short")}`;
}
