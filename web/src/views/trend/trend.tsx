import { useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import type { Query } from "../../api/client";
import { type Trend as Answer, useTrend } from "../../data/baselines";
import { dayFromISO, formatDay } from "../../format/day";
import { useLang } from "../../i18n/use-lang";
import { IconButton } from "../../ui/button";
import { EmptyState, Loaded } from "../../ui/states";
import { type Column, Table } from "../../ui/table";
import { useNarrow } from "../../ui/use-narrow";
import { signedDays } from "../gantt/words";
import { type Course, coursesOf, frameOf } from "./course";
import styles from "./trend.module.css";
import { TrendChart } from "./trend-chart";

type Props = {
	label: string;
	// asked: which key dates, as a list of them takes it
	asked: Query;
	// several: they are of several projects, which are then named
	several?: boolean;
};

// Trend is the milestone trend of some key dates, as a picture and as a table.
export function Trend({ label, asked, several }: Props) {
	const read = useTrend(asked);
	return (
		<Loaded query={read} lines={12}>
			{(answer) => <Content {...{ label, answer, several }} />}
		</Loaded>
	);
}

function Content({ label, answer, several }: { label: string; answer: Answer; several: boolean | undefined }) {
	const { t } = useLang();
	const narrow = useNarrow();
	const [asTable, setAsTable] = useState(false);
	const { courses, frame, marks, looked } = useMemo(() => {
		const { courses, looks } = coursesOf(answer.items ?? [], dayFromISO(answer.on));
		const frame = frameOf(courses, looks);
		const own = several ? [] : (answer.baselines ?? []);
		const marks = own.map((b) => ({ id: b.id, name: b.name, on: dayFromISO(b.on), reference: b.reference }));
		return {
			courses,
			frame,
			looked: looks[0] ?? 0,
			marks: marks.filter((m) => m.on >= frame.from && m.on <= frame.on),
		};
	}, [answer, several]);
	if (courses.length === 0)
		return (
			<EmptyState icon="chart" title={t("trend.empty")}>
				{t("trend.emptyText")}
			</EmptyState>
		);
	const late = courses.filter((c) => c.drift > 0).length;
	const said = t("trend.said", {
		count: courses.length,
		late,
		from: formatDay(looked),
		until: formatDay(frame.on),
	});
	return (
		<figure className={styles.trend} aria-label={label}>
			<div className={styles.top}>
				<p>{t("trend.how")}</p>
				<IconButton
					small
					icon={asTable ? "chart" : "table"}
					label={t(asTable ? "chart.asChart" : "chart.asTable", { name: label })}
					onPress={() => setAsTable(!asTable)}
				/>
			</div>
			{asTable ? (
				<Courses {...{ label, courses, several }} />
			) : (
				<>
					<TrendChart label={`${label}. ${said}`} {...{ courses, frame, marks }} several={several === true} />
					{narrow && (
						<ol className={styles.names}>
							{courses.map((c) => (
								<li key={c.id}>
									{[c.name, several && c.project, c.drift !== 0 && signedDays(c.drift, t)].filter(Boolean).join(" · ")}
								</li>
							))}
						</ol>
					)}
				</>
			)}
			{answer.total > (answer.items ?? []).length && (
				<p className={styles.more}>{t("trend.more", { shown: courses.length, total: answer.total })}</p>
			)}
		</figure>
	);
}

// Courses are the same in words: when each key date was first expected, how often that
// changed, and for when it is now.
function Courses({
	label,
	courses,
	several,
}: {
	label: string;
	courses: readonly Course[];
	several: boolean | undefined;
}) {
	const { t } = useLang();
	const navigate = useNavigate();
	const open = (c: Course) => void navigate({ to: `/project/${c.projectId}/plan` });
	const columns: Column<Course>[] = [
		{ id: "name", title: t("gantt.column.name"), cell: (c) => c.name, sort: (c) => c.name },
		...(several
			? [{ id: "project", title: t("trend.project"), cell: (c: Course) => c.project, sort: (c: Course) => c.project }]
			: []),
		{
			id: "first",
			title: t("trend.first"),
			cell: (c) => formatDay(c.spots[0]?.date ?? 0),
			sort: (c) => c.spots[0]?.date ?? 0,
			number: true,
		},
		{
			id: "promised",
			title: t("trend.promised"),
			cell: (c) => formatDay(c.promised),
			sort: (c) => c.promised,
			number: true,
			wide: true,
		},
		{
			id: "now",
			title: t("trend.now"),
			cell: (c) => formatDay(c.reached || c.now),
			sort: (c) => c.reached || c.now,
			number: true,
		},
		{
			id: "changes",
			title: t("trend.changes"),
			cell: (c) => changesOf(c),
			sort: (c) => changesOf(c),
			number: true,
			wide: true,
		},
		{
			id: "drift",
			title: t("gantt.column.drift"),
			cell: (c) => (c.drift ? signedDays(c.drift, t) : "–"),
			sort: (c) => c.drift,
			number: true,
		},
	];
	return <Table label={label} columns={columns} rows={[...courses]} keyOf={(c) => c.id} by="now" onOpen={open} />;
}

// changesOf is how often it was expected for another day than when one last looked.
function changesOf(c: Course): number {
	return c.spots.filter((s, i) => i > 0 && s.date !== c.spots[i - 1]?.date).length;
}
