import { useT } from "../../../i18n/use-lang";
import { rowsHref } from "../links";
import type { StaleData } from "../model";
import { usePage } from "../reading";
import styles from "./lists.module.css";
import { Lines, None, ProjectLink } from "./parts";

// Stale are the projects that nobody brought up to date within their rhythm.
export function Stale({ data }: { data: StaleData }) {
	const t = useT();
	const { reading } = usePage();
	if (data.total === 0) return <None>{t("summary.stale.none")}</None>;
	return (
		<Lines rest={data.total - data.items.length} all={rowsHref(reading, data.rows)}>
			{data.items.map((p) => (
				<li key={p.id} className={styles.line}>
					<span className={styles.name}>
						<ProjectLink of={p} />
					</span>
					<span className={styles.quiet}>{p.manager?.name ?? t("summary.stale.nobody")}</span>
					<span className={styles.end} data-tone={p.days > 2 * p.rhythm ? "bad" : "warn"}>
						{p.text}
					</span>
				</li>
			))}
		</Lines>
	);
}
