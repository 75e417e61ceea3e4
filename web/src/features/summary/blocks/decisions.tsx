import { dayFromISO, formatDay } from "../../../format/day";
import { useT } from "../../../i18n/use-lang";
import type { DecisionsData } from "../model-one";
import { usePage } from "../reading";
import styles from "./lists.module.css";
import { Lines, None } from "./parts";
import { Due, listHref, Name } from "./registers";

// Decisions are the latest of a project, what is still asked for too.
export function Decisions({ data }: { data: DecisionsData }) {
	const t = useT();
	const page = usePage();
	if (data.total === 0) return <None>{t("summary.one.noDecision")}</None>;
	return (
		<Lines line={41} rest={data.total - data.items.length} all={listHref("/decisions", page)}>
			{data.items.map((d) => (
				<li key={d.id} className={styles.line}>
					<Name
						name={d.name}
						of={null}
						kind={[d.kind, d.status_label].filter(Boolean).join(" · ")}
						owner={d.owner?.name}
					/>
					{d.open && d.days !== null ? (
						<Due days={d.days} late={d.late} />
					) : (
						<span className={styles.quiet}>{formatDay(dayFromISO(d.made))}</span>
					)}
				</li>
			))}
		</Lines>
	);
}
