import type { ReactNode } from "react";
import styles from "./foot-bar.module.css";
import { FormError } from "./form";

type Props = {
	// start: the way back, or out
	start?: ReactNode;
	// note: what holds until one goes on
	note?: ReactNode;
	error?: unknown;
	// children: the way on
	children: ReactNode;
};

// FootBar stays at the foot of a page that is gone through step by step.
export function FootBar({ start, note, error, children }: Props) {
	return (
		<footer className={styles.bar}>
			<FormError error={error} />
			<div className={styles.line}>
				{start}
				<p className={styles.note}>{note}</p>
				{children}
			</div>
		</footer>
	);
}
