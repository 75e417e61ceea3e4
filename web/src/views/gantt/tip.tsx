import { Icon } from "../../ui/icon";
import styles from "./gantt.module.css";
import type { Told } from "./told";

export type TipState = {
	told: Told;
	// at: of the pointer, in the timeline; none for what keys propose
	at: { x: number; y: number } | null;
	hint: string;
};

// Tip says what would come of a gesture, beside the pointer or at the foot of the timeline.
export function Tip({ tip, room }: { tip: TipState; room: { width: number; height: number } }) {
	const { told, at, hint } = tip;
	const right = at && at.x > room.width - 320;
	const low = at && at.y > room.height - 150;
	const place = at
		? {
				[right ? "right" : "left"]: right ? room.width - at.x + 14 : at.x + 14,
				[low ? "bottom" : "top"]: low ? room.height - at.y + 14 : at.y + 18,
			}
		: undefined;
	return (
		<div className={at ? styles.tip : styles.foot} style={place} data-refused={told.refused || undefined}>
			<div className={styles.tipTitle}>{told.title}</div>
			{told.change && <div className={styles.tipChange}>{told.change}</div>}
			{told.consequence && <div className={styles.tipMoves}>{told.consequence}</div>}
			{told.warning && (
				<div className={styles.tipWarning}>
					<Icon name="warning" size={14} />
					{told.warning}
				</div>
			)}
			<div className={styles.tipHint}>{hint}</div>
		</div>
	);
}
