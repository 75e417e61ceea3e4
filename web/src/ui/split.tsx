import type { ReactNode } from "react";
import styles from "./split.module.css";

// Split puts a list and, when there is one, its panel side by side; on a narrow
// screen the panel covers the list. label names a list in which nothing takes the
// focus: it then takes it itself, to be scrolled by keys.
export function Split({ children, panel, label }: { children: ReactNode; panel: ReactNode; label?: string }) {
	const still = label ? { role: "region", "aria-label": label, tabIndex: 0 } : {};
	return (
		<div className={styles.split}>
			<div className={styles.list} {...still}>
				{children}
			</div>
			{panel}
		</div>
	);
}
