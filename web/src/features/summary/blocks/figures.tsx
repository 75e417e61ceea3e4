import { Link } from "react-aria-components";
import { formatPercent } from "../../../format/number";
import { useT } from "../../../i18n/use-lang";
import { Explain } from "../explain";
import { projectHref, rowsHref } from "../links";
import type { FigureData } from "../model";
import { Moved } from "../moved";
import { usePage } from "../reading";
import { deltaOf, drawn, none, valueText } from "../say";
import { Spark } from "../spark";
import styles from "./figures.module.css";

// Figures are what one looks at first: how many, how much, how late.
export function Figures({ data }: { data: { figures: FigureData[] } }) {
	return (
		<div className={styles.clip}>
			<ul className={styles.figures}>
				{data.figures.map((f) => (
					<Figure key={f.key} of={f} />
				))}
			</ul>
		</div>
	);
}

function Figure({ of }: { of: FigureData }) {
	const t = useT();
	const { reading, compared } = usePage();
	const value = valueText(of.value, of.kind, t, of.converted);
	const was = compared && of.was !== undefined ? valueText(of.was, of.kind, t, of.was_converted) : "";
	const several = of.kind === "money" && of.converted && of.was_converted && Object.keys(of.value ?? {}).length > 1;
	const delta = several ? deltaOf(of.converted, of.was_converted) : of.delta;
	const points = of.trend.map((p) => (p.converted ? Number(p.converted.amount) : drawn(p.value, of.kind)));
	const first = of.trend[0];
	const trend = first
		? t("summary.trend", {
				count: of.trend.length,
				first: valueText(first.value, of.kind, t, first.converted),
				last: value,
			})
		: "";
	return (
		<li className={styles.figure}>
			<div className={styles.label}>
				<span>{of.label}</span>
				<Explain path={of.explain} label={of.label} />
			</div>
			<div className={styles.line}>
				<Link
					href={reading.project ? projectHref(reading, reading.project) : rowsHref(reading, of.rows)}
					className={styles.value ?? ""}
					aria-label={t(reading.project ? "summary.one.valueOf" : "summary.rowsOf", { name: of.label, value })}
				>
					{value}
					{of.kind === "score" && value !== none && <span className={styles.of}>{t("summary.ofHundred")}</span>}
				</Link>
			</div>
			<div className={styles.note}>
				{was && was !== none ? (
					<>
						<Moved delta={delta ?? undefined} kind={of.kind} better={of.better} />
						<span className={styles.was}>{t("summary.was", { value: was })}</span>
					</>
				) : (
					<span className={styles.was}>{noteOf(of, t)}</span>
				)}
			</div>
			<Spark values={points} label={trend} />
		</li>
	);
}

// noteOf says of how many a figure speaks, where it does not speak of all.
function noteOf(of: FigureData, t: ReturnType<typeof useT>): string {
	if (of.share !== null && of.of !== null) {
		return t("summary.shareOf", { share: formatPercent(of.share, 0), count: of.of });
	}
	if (of.of !== null && of.filled < of.of) return t("summary.filled", { count: of.filled, of: of.of });
	return "";
}
