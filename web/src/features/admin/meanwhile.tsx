import { Outdated } from "../../api/problem";
import { useT } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import { FormError } from "../../ui/form";
import styles from "./admin.module.css";

// Difference is one field: its label, what is stored now, and what is typed here.
export type Difference = { label: string; theirs: string; mine: string };

type Props<T> = { error: unknown; differences: (current: T) => Difference[] };

// Meanwhile says why a form could not be saved. When someone else was quicker it
// shows what differs: saving again keeps what is typed here.
export function Meanwhile<T>({ error, differences }: Props<T>) {
	const t = useT();
	if (!(error instanceof Outdated)) return <FormError error={error} />;
	const found = differences(error.current as T).filter((d) => d.theirs !== d.mine);
	return (
		<Banner tone="warn" title={t("meanwhile.title")}>
			{found.length > 0 && (
				<dl className={styles.facts}>
					{found.map((d) => (
						<div key={d.label} className={styles.fact}>
							<dt>{d.label}</dt>
							<dd>{t("meanwhile.values", { theirs: d.theirs || "—", mine: d.mine || "—" })}</dd>
						</div>
					))}
				</dl>
			)}
			<p>{t("meanwhile.again")}</p>
		</Banner>
	);
}
