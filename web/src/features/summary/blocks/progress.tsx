import { Link } from "react-aria-components";
import { dayFromISO, formatDay } from "../../../format/day";
import { formatPercent } from "../../../format/number";
import { signedSpan } from "../../../format/span";
import { useT } from "../../../i18n/use-lang";
import { Explain } from "../explain";
import type { ProgressData } from "../model-one";
import { usePage } from "../reading";
import lists from "./lists.module.css";
import styles from "./one.module.css";
import { Lines } from "./parts";

// Progress is how far a project is beside how much of its time has gone, its end
// beside the one that was promised, and the lines that its end hangs on.
export function Progress({ data }: { data: ProgressData }) {
	const t = useT();
	const { reading, compared } = usePage();
	const { plan } = data;
	const done = Math.max(0, Math.min(100, Number(data.progress ?? 0)));
	const to = `/project/${reading.project}/plan`;
	return (
		<div className={styles.progress}>
			<div className={styles.state}>
				<strong className={styles.percent}>{data.progress === null ? "–" : formatPercent(data.progress, 0)}</strong>
				{compared && data.was !== null && data.was !== data.progress && (
					<span className={styles.quiet}>{t("summary.was", { value: formatPercent(data.was, 0) })}</span>
				)}
				<Explain path={data.explain} label={t("summary.one.progress")} />
				{data.elapsed !== null && (
					<span className={styles.aside}>
						{t("summary.one.elapsed", { share: formatPercent(String(data.elapsed), 0) })}
					</span>
				)}
			</div>
			<div className={styles.bar} aria-hidden="true">
				<span style={{ width: `${done}%` }} />
				{data.elapsed !== null && <i style={{ insetInlineStart: `${data.elapsed}%` }} />}
			</div>
			<dl className={styles.ends}>
				<Pair name={t("summary.one.end")} day={data.end} />
				<Pair name={t("summary.one.promised")} day={data.baseline} />
				{plan && <Pair name={t("summary.one.planned")} day={plan.finish} />}
				{data.drift !== null && (
					<div>
						<dt>{t("summary.one.drift")}</dt>
						<dd data-tone={data.drift > 0 ? "bad" : data.drift < 0 ? "good" : undefined}>
							{signedSpan(data.drift, t)}
						</dd>
					</div>
				)}
			</dl>
			{plan && (
				<>
					<p className={lists.counts}>
						<Link href={to} className={lists.link ?? ""}>
							{t("summary.one.tasks", { done: plan.done, count: plan.tasks })}
						</Link>
						{plan.late > 0 && (
							<span>
								<b data-tone="bad">{plan.late}</b> {t("summary.late")}
							</span>
						)}
						{plan.critical.length > 0 && <span className={lists.said}>{t("summary.one.critical")}</span>}
					</p>
					<Lines rest={plan.more} all={to} above={132}>
						{plan.critical.map((c) => (
							<li key={c.id} className={lists.line}>
								<span className={lists.name}>
									<span title={c.name}>{c.name}</span>
								</span>
								<span className={lists.quiet}>{formatPercent(String(c.done), 0)}</span>
								<span className={lists.end} data-tone={c.late ? "bad" : undefined}>
									{formatDay(dayFromISO(c.finish))}
								</span>
							</li>
						))}
					</Lines>
				</>
			)}
		</div>
	);
}

function Pair({ name, day }: { name: string; day: string | null }) {
	return (
		<div>
			<dt>{name}</dt>
			<dd>{formatDay(dayFromISO(day)) || "–"}</dd>
		</div>
	);
}
