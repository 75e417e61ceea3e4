import { useMemo, useState } from "react";
import { Link } from "react-aria-components";
import type { Run } from "../../../engine/chart/spec";
import { lights, weathers } from "../../../fields/status";
import { formatMonth, monthFromISO } from "../../../format/day";
import { formatCount } from "../../../format/number";
import { useT } from "../../../i18n/use-lang";
import { IconButton } from "../../../ui/button";
import { Icon } from "../../../ui/icon";
import { Chart } from "../../../views/chart/chart";
import { shapeOf, toneOf } from "../../../views/chart/tones";
import { rowsHref } from "../links";
import type { HealthData, HealthLine } from "../model";
import { Moved } from "../moved";
import { usePage } from "../reading";
import { useFit } from "../room";
import styles from "./health.module.css";

// Health is how the projects are: how many of each weather or light, now and then,
// and how that came to be.
export function Health({ data }: { data: HealthData }) {
	const t = useT();
	const { arranging } = usePage();
	const [trend, setTrend] = useState(false);
	const spec = useMemo(() => runOf(data, t), [data, t]);
	return (
		<div className={styles.health}>
			{data.trend.length > 1 && !arranging && (
				<div className={styles.switch} data-no-print>
					<IconButton
						small
						icon={trend ? "arrow-left" : "chart"}
						label={t(trend ? "summary.health.now" : "summary.health.trendOf", { name: data.label })}
						onPress={() => setTrend(!trend)}
					/>
				</div>
			)}
			{trend ? <Chart spec={spec} /> : <Counts data={data} />}
		</div>
	);
}

function runOf(data: HealthData, t: ReturnType<typeof useT>): Run {
	return {
		kind: "stack",
		label: t("summary.health.trendOf", { name: data.label }),
		over: t("summary.month"),
		steps: data.trend.map((p) => formatMonth(monthFromISO(p.month))),
		y: { title: t("home.projects"), format: (n) => formatCount(n) },
		series: data.values.map((v, i) => ({
			id: v.value ?? "",
			name: v.label,
			colour: toneOf(data.kind, v.value, v.colour),
			shape: shapeOf(data.kind, v.value, i),
			values: data.trend.map((p) => p.counts[i] ?? 0),
		})),
	};
}

function Counts({ data }: { data: HealthData }) {
	const t = useT();
	const room = useFit(31, 56);
	return (
		<table className={styles.table}>
			<caption className="visually-hidden">{data.label}</caption>
			<thead>
				<tr>
					<th scope="col">{data.by_label || t("summary.health.all")}</th>
					<td className={styles.bar} />
					{data.values.map((v) => (
						<th key={v.value ?? ""} scope="col" title={v.label}>
							<Mark kind={data.kind} value={v.value} label={v.label} />
						</th>
					))}
					<th scope="col">{t("summary.total")}</th>
				</tr>
			</thead>
			<tbody>
				<Line line={{ ...data.total, label: t("summary.health.all") }} data={data} total />
				{data.groups.slice(0, room).map((g) => (
					<Line key={g.label} line={g} data={data} />
				))}
			</tbody>
		</table>
	);
}

function Mark({ kind, value, label }: { kind: string; value: string | null; label: string }) {
	const family = kind === "light" ? lights : kind === "weather" ? weathers : [];
	const icon = family.find((s) => s.word === value)?.icon;
	if (value === null || value === "") return <Icon name="help" size={14} label={label} />;
	return icon ? <Icon name={icon} label={label} /> : <span className={styles.word}>{label}</span>;
}

function Line({ line, data, total }: { line: HealthLine; data: HealthData; total?: boolean }) {
	const t = useT();
	const { reading } = usePage();
	return (
		<tr data-total={total || undefined}>
			<th scope="row" title={line.label}>
				{line.label}
			</th>
			<td className={styles.bar} aria-hidden="true">
				<span className={styles.stack}>
					{line.counts.map((n, i) => {
						const v = data.values[i];
						if (!n || !v) return null;
						const tone = toneOf(data.kind, v.value, v.colour);
						return <span key={v.value ?? ""} style={{ flexGrow: n, background: `var(--${tone})` }} />;
					})}
				</span>
			</td>
			{line.counts.map((n, i) => (
				<td key={data.values[i]?.value ?? ""}>
					{n > 0 ? (
						<Link
							href={rowsHref(reading, line.cells[i] ?? "")}
							className={styles.count ?? ""}
							aria-label={t("summary.cell", { line: line.label, name: data.values[i]?.label ?? "", count: n })}
						>
							{formatCount(n)}
						</Link>
					) : (
						<span className={styles.nil}>0</span>
					)}
					{line.was && <Moved short delta={n - (line.was[i] ?? 0)} kind="count" />}
				</td>
			))}
			<td>
				<Link href={rowsHref(reading, line.rows)} className={styles.count ?? ""}>
					{formatCount(line.count)}
				</Link>
			</td>
		</tr>
	);
}
