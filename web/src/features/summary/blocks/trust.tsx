import { Link } from "react-aria-components";
import { formatNumber, formatPercent } from "../../../format/number";
import { useT } from "../../../i18n/use-lang";
import { Explain } from "../explain";
import { rowsHref } from "../links";
import type { TrustData } from "../model";
import { Moved } from "../moved";
import { usePage } from "../reading";
import { useFit } from "../room";
import { none } from "../say";
import styles from "./lists.module.css";
import { ProjectLink } from "./parts";

const factors = ["completeness", "freshness", "consistency"] as const;

// Trust is how much the figures can be relied on: the score, its three factors,
// what lowers it most, and the projects that need care first.
export function Trust({ data }: { data: TrustData }) {
	const t = useT();
	const { reading, compared } = usePage();
	const was = compared && data.was?.score;
	const causes = [
		...data.findings.map((f) => ({ ...f, id: f.rule })),
		...data.missing.map((m) => ({ ...m, id: m.attribute, label: t("summary.trust.missing", { name: m.label }) })),
	]
		.filter((c) => c.count > 0)
		.sort((a, b) => b.count - a.count)
		.slice(0, 4);
	const room = useFit(31, 86);
	const shown = causes.slice(0, Math.max(2, room - 2));
	return (
		<div className={styles.list}>
			<div className={styles.trust}>
				<p className={styles.score}>
					{data.score === null ? none : formatNumber(data.score, 0)}
					<small>{t("summary.ofHundred")}</small>
					{was && data.score !== null && (
						<small>
							{" "}
							<Moved delta={(Number(data.score) - Number(was)).toFixed(1)} kind="score" better="up" short />
						</small>
					)}
				</p>
				<dl className={styles.factors}>
					{factors.map((key) => (
						<div key={key}>
							<dt>{t(`summary.trust.${key}`)}</dt>
							<span className={styles.gauge} aria-hidden="true">
								<span style={{ inlineSize: `${Number(data[key] ?? 0) * 100}%` }} />
							</span>
							<dd>{data[key] === null ? none : formatPercent(String(Number(data[key]) * 100), 0)}</dd>
						</div>
					))}
				</dl>
			</div>
			<ul>
				{shown.map((c) => (
					<li key={c.id} className={styles.line}>
						<span className={styles.name}>
							<Link href={rowsHref(reading, c.rows)} className={styles.link ?? ""}>
								{c.label}
							</Link>
						</span>
						<span className={styles.end}>{t("portfolio.count", { count: c.count })}</span>
					</li>
				))}
				{data.items.slice(0, Math.min(8, Math.max(1, room - shown.length))).map((p) => (
					<li key={p.id} className={styles.line}>
						<span className={styles.name}>
							<ProjectLink of={p} />
						</span>
						<Explain path={p.explain} label={p.name} />
						<span className={styles.end}>{formatNumber(p.score, 0)}</span>
					</li>
				))}
			</ul>
		</div>
	);
}
