import type { PlanLoss } from "../../data/plan-transfer";
import { formatCount } from "../../format/number";
import { useT } from "../../i18n/use-lang";
import styles from "./import.module.css";

// Lost lists what of a file has no place here, by what it is.
export function Lost({ lines }: { lines: PlanLoss[] }) {
	const t = useT();
	return (
		<div className={styles.scroller}>
			<table className={styles.table} aria-label={t("planImport.lost")}>
				<thead>
					<tr>
						<th>{t("planImport.what")}</th>
						<th className={styles.count}>{t("planImport.count")}</th>
						<th>{t("planImport.such")}</th>
						<th className={styles.reason}>{t("planImport.why")}</th>
					</tr>
				</thead>
				<tbody>
					{lines.map((l) => (
						<tr key={`${l.what} ${l.field ?? ""} ${l.line ?? 0} ${l.names?.[0] ?? ""}`}>
							<td>{l.what || <code>{l.field}</code>}</td>
							<td className={styles.count}>{formatCount(l.count)}</td>
							<td className={styles.quiet}>
								{l.names?.length ? l.names.join(", ") : l.line ? t("planImport.line", { line: l.line }) : ""}
							</td>
							<td className={styles.reason}>{l.why || t("planImport.noUse")}</td>
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}
