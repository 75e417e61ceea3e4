import { useT } from "../i18n/use-lang";
import { Button } from "../ui/button";
import { Popover } from "../ui/popover";
import styles from "./conversion.module.css";

// PartialMark says, quietly, that figures leave out projects that the reader may
// not see, and why. How many there are it does not know.
export function PartialMark() {
	const t = useT();
	return (
		<Popover
			label={t("partial.title")}
			trigger={
				<Button small kind="quiet" icon="eye">
					{t("partial.mark")}
				</Button>
			}
		>
			{() => (
				<div className={styles.why}>
					<strong>{t("partial.title")}</strong>
					<p>{t("partial.why")}</p>
				</div>
			)}
		</Popover>
	);
}
