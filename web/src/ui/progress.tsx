import { Label, ProgressBar } from "react-aria-components";
import { formatPercent } from "../format/number";
import styles from "./progress.module.css";

type Props = { label: string; value?: number; max?: number; note?: string };

// Progress of long work; without a value it only says that it goes on.
export function Progress({ label, value, max = 100, note }: Props) {
	const share = value === undefined ? undefined : Math.max(0, Math.min(100, (100 * value) / max));
	return (
		<ProgressBar value={share ?? 0} isIndeterminate={share === undefined} className={styles.progress ?? ""}>
			<div className={styles.words}>
				<Label>{label}</Label>
				<span className={styles.figure}>
					{note ?? (share === undefined ? "" : formatPercent(String(Math.floor(share)), 0))}
				</span>
			</div>
			<div className={styles.track}>
				<div
					className={styles.bar}
					data-moving={share === undefined || undefined}
					style={{ inlineSize: `${share ?? 30}%` }}
				/>
			</div>
		</ProgressBar>
	);
}
