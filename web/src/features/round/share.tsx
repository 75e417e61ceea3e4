import { useT } from "../../i18n/use-lang";
import styles from "./round.module.css";

// Share says how many projects were answered for, as a number and as a bar.
export function Share({ answered, asked }: { answered: number; asked: number }) {
	const t = useT();
	return (
		<span className={styles.share}>
			<span className={styles.bar} aria-hidden="true">
				<span
					style={{ inlineSize: `${asked === 0 ? 0 : (100 * answered) / asked}%` }}
					data-done={answered === asked || undefined}
				/>
			</span>
			<span className={styles.count}>{t("round.answered", { answered, asked })}</span>
		</span>
	);
}
