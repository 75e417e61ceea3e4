import { Link } from "react-aria-components";
import { signedAmounts } from "../../../format/money";
import { exactSpan, signedSpan } from "../../../format/span";
import type { Translate } from "../../../i18n/lang";
import { useT } from "../../../i18n/use-lang";
import { rowsHref } from "../links";
import type { About, DriftData, Settings } from "../model";
import { usePage } from "../reading";
import { useFit } from "../room";
import { moneyOf, none } from "../say";
import styles from "./lists.module.css";
import { None, ProjectLink } from "./parts";

type Line = About & { text: string; size: number };

// Drift is the dates and the costs that left their baseline furthest behind.
export function Drift({ data, settings }: { data: DriftData; settings: Settings }) {
	const t = useT();
	const of = settings.of ?? "both";
	const dates = data.dates.map((d) => ({ ...d, size: d.days }));
	const costs = data.costs.map((c) => ({ ...c, size: Number(c.delta.amount) }));
	return (
		<div className={styles.two} data-one={of !== "both" || undefined}>
			{of !== "cost" && (
				<Side
					title={t("summary.drift.dates")}
					said={datesSaid(data, t)}
					rows={data.dates_rows}
					lines={dates}
					nothing={t("summary.drift.noDates")}
				/>
			)}
			{of !== "end" && (
				<Side
					title={t("summary.drift.costs")}
					said={costsSaid(data, t)}
					rows={data.costs_rows}
					lines={costs}
					nothing={t("summary.drift.noCosts")}
				/>
			)}
		</div>
	);
}

function datesSaid(data: DriftData, t: Translate): string {
	const days = Number(data.dates_mean ?? 0);
	const exact = exactSpan(days, t);
	const mean = data.dates_mean ? signedSpan(days, t) + (exact ? ` (${exact})` : "") : none;
	return t("summary.drift.late", { count: data.dates_late, mean });
}

function costsSaid(data: DriftData, t: Translate): string {
	const sum = signedAmounts(moneyOf(data.costs_total)) || none;
	return t("summary.drift.over", { count: data.costs_over, sum });
}

type SideProps = { title: string; said: string; rows: string; lines: Line[]; nothing: string };

function Side({ title, said, rows, lines, nothing }: SideProps) {
	const { reading } = usePage();
	const room = useFit(31, 28);
	const most = Math.max(1, ...lines.map((l) => l.size));
	return (
		<section aria-label={title}>
			<header className={styles.head}>
				<h3>{title}</h3>
				<Link href={rowsHref(reading, rows)} className={styles.link ?? ""}>
					{said}
				</Link>
			</header>
			{lines.length === 0 && <None>{nothing}</None>}
			<ul>
				{lines.slice(0, room).map((l) => (
					<li key={l.id} className={styles.drift}>
						<ProjectLink of={l} />
						<span className={styles.track} aria-hidden="true">
							<span className={styles.fill} style={{ inlineSize: `${(l.size / most) * 100}%` }} />
						</span>
						<span className={styles.amount}>{l.text}</span>
					</li>
				))}
			</ul>
		</section>
	);
}
