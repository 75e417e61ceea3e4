import { exactSpan } from "../../format/span";
import { useT } from "../../i18n/use-lang";
import { Icon } from "../../ui/icon";
import type { Kind, Value } from "./model";
import { movedText } from "./say";
import styles from "./summary.module.css";

type Props = { delta: Value | undefined; kind: Kind; better?: "up" | "down" | null; short?: boolean };

// Moved says by how much a figure moved: an arrow, the difference, and a word. A
// short one keeps its word for those who do not see the arrow.
export function Moved({ delta, kind, better = null, short }: Props) {
	const t = useT();
	const moved = movedText(delta, kind, better, t);
	if (!moved) return null;
	const { way, tone, text } = moved;
	if (way === "same" && short) return null;
	if (way === "same") {
		return (
			<span className={styles.moved}>
				<Icon name="same" size={10} />
				<span>{t("summary.way.same")}</span>
			</span>
		);
	}
	return (
		<span className={styles.moved} data-tone={tone || undefined}>
			<Icon name={way} size={9} />
			<span className={styles.delta} title={kind === "date" ? exactSpan(Number(delta), t) : undefined}>
				{text}
			</span>{" "}
			<span className={short ? "visually-hidden" : styles.way}>{t(`summary.way.${way}`)}</span>
		</span>
	);
}
