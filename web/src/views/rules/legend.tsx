import { useLang } from "../../i18n/use-lang";
import type { ColourRule } from "../view-state";
import { calledIn } from "./called";
import styles from "./rules.module.css";

// Legend says what the colours of a view mean.
export function Legend({ rules }: { rules: readonly ColourRule[] }) {
	const { lang } = useLang();
	const shown = rules.filter((rule) => rule.filter);
	if (!shown.length) return null;
	return (
		<ul className={styles.legend}>
			{shown.map((rule, i) => (
				<li key={i} title={rule.filter}>
					<span className={styles.swatch} style={{ ["--tone" as string]: `var(--pick-${rule.colour})` }} />
					{calledIn(rule, lang)}
				</li>
			))}
		</ul>
	);
}
