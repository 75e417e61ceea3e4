import { Markdown } from "../../../fields/controls";
import { lights, weathers } from "../../../fields/status";
import { formatMonth, monthFromISO } from "../../../format/day";
import { useT } from "../../../i18n/use-lang";
import { Icon } from "../../../ui/icon";
import { Explain } from "../explain";
import type { CourseData, Valued } from "../model-one";
import { usePage } from "../reading";
import styles from "./one.module.css";
import { None } from "./parts";

// Course is how a project is, how that came to be month by month, and what is said
// of it.
export function Course({ data }: { data: CourseData }) {
	const t = useT();
	const { compared } = usePage();
	if (!data.attribute && !data.comment) return <None>{t("summary.one.noWeather")}</None>;
	return (
		<div className={styles.course}>
			{data.attribute && (
				<div className={styles.state}>
					<Mark kind={data.kind} of={data.now} size={28} />
					<strong>{data.now.label}</strong>
					{compared && data.was?.value && data.was.value !== data.now.value && (
						<span className={styles.quiet}>{t("summary.was", { value: data.was.label })}</span>
					)}
					<Explain path={data.explain} label={data.label} />
				</div>
			)}
			{data.trend.length > 1 && (
				<ol className={styles.months} aria-label={t("summary.health.trendOf", { name: data.label })}>
					{data.trend.map((p) => (
						<li key={p.month} title={`${formatMonth(monthFromISO(p.month))} · ${p.label}`}>
							<Mark kind={data.kind} of={p} size={16} />
							<span className="visually-hidden">{`${formatMonth(monthFromISO(p.month))}, ${p.label}`}</span>
							<span aria-hidden="true">{initial(p.month)}</span>
						</li>
					))}
				</ol>
			)}
			{data.comment ? (
				<div className={styles.comment}>
					<Markdown text={data.comment} />
				</div>
			) : (
				data.comment_label && <None>{t("summary.one.noComment")}</None>
			)}
		</div>
	);
}

// initial is a month in its first letter, under its mark.
function initial(month: string): string {
	return formatMonth(monthFromISO(month)).charAt(0).toLocaleUpperCase();
}

function Mark({ kind, of, size }: { kind: string; of: Valued; size: 16 | 28 }) {
	const family = kind === "light" ? lights : kind === "weather" ? weathers : [];
	const icon = family.find((s) => s.word === of.value)?.icon;
	if (icon) return <Icon name={icon} size={size} />;
	return <span className={styles.blank} data-known={of.value !== null || undefined} aria-hidden="true" />;
}
