import { addressOf } from "../../api/client";
import { useT } from "../../i18n/use-lang";
import type { SavedView } from "./model";
import styles from "./view-bar.module.css";

// ViewAddress says where programs read what a view shows, and in which forms people
// take it along.
export function ViewAddress({ of }: { of: SavedView }) {
	const t = useT();
	const path = `/views/${of.id}/rows`;
	return (
		<div>
			<p className={styles.note}>{t("views.uses.programs")}</p>
			<code className={styles.address}>{`${window.location.origin}${addressOf(path)}`}</code>
			<p className={styles.note}>
				{t("views.uses.files")}{" "}
				{["csv", "xlsx", "ndjson"].map((form) => (
					<a key={form} className={styles.form} href={addressOf(`${path}.${form}`)} download>
						{form.toUpperCase()}
					</a>
				))}
			</p>
		</div>
	);
}
