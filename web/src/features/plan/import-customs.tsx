import type { PlanCustom, PlanImported } from "../../data/plan-transfer";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Select } from "../../ui/select";
import styles from "./import.module.css";

type Props = { r: PlanImported; onChange: (id: string, to: string) => void };

// none and made stand for what the API says with signs.
const none = "none";
const made = "+";

// Customs lists the custom fields of a file, and lets each go to an attribute of tasks, to
// one that is made for it, or nowhere.
export function Customs({ r, onChange }: Props) {
	const { t, lang } = useLang();
	const options = (x: PlanCustom) => [
		{ id: none, name: t("planImport.customs.none") },
		...(r.may_make ? [{ id: made, name: t("planImport.customs.make", { kind: t(`kind.${x.kind as "text"}`) }) }] : []),
		...(r.attributes ?? []).map((a) => ({
			id: a.key,
			name: pick({ en: a.label.en ?? "", fr: a.label.fr ?? "" }, lang),
		})),
	];
	return (
		<div className={styles.scroller}>
			<table className={`${styles.table} ${styles.customs}`} aria-label={t("planImport.customs.title")}>
				<thead>
					<tr>
						<th>{t("planImport.customs.field")}</th>
						<th className={styles.count}>{t("planImport.count")}</th>
						<th>{t("planImport.such")}</th>
						<th>{t("planImport.customs.to")}</th>
					</tr>
				</thead>
				<tbody>
					{(r.custom_fields ?? []).map((x) => (
						<tr key={x.id}>
							<td>
								{x.name} {x.program && <code className={styles.quiet}>{x.program}</code>}
							</td>
							<td className={styles.count}>{x.count}</td>
							<td className={styles.quiet}>{x.some?.join(", ")}</td>
							<td>
								<Select
									label={t("planImport.customs.toOf", { name: x.name })}
									hideLabel
									value={x.to || none}
									onChange={(to) => onChange(x.id, to === none ? "" : to)}
									options={options(x)}
								/>
								{x.fails > 0 && (
									<span className={styles.quiet}>{t("planImport.customs.fails", { count: x.fails })}</span>
								)}
							</td>
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}
