import type { ReactNode } from "react";
import styles from "./admin.module.css";

// Facts are names with their values; those without a value are left out.
export function Facts({ facts }: { facts: readonly [string, ReactNode][] }) {
	return (
		<dl className={styles.facts}>
			{facts
				.filter(([, value]) => value !== "" && value !== null && value !== undefined)
				.map(([name, value]) => (
					<div key={name} className={styles.fact}>
						<dt>{name}</dt>
						<dd>{value}</dd>
					</div>
				))}
		</dl>
	);
}
