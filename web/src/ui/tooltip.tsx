import type { ReactElement } from "react";
import { Tooltip as AriaTooltip, TooltipTrigger } from "react-aria-components";
import styles from "./tooltip.module.css";

// Tooltip names what it is put around, after a short wait or on focus.
export function Tooltip({ text, keys, children }: { text: string; keys?: string; children: ReactElement }) {
	return (
		<TooltipTrigger delay={500} closeDelay={60}>
			{children}
			<AriaTooltip className={styles.tooltip} offset={6}>
				{text}
				{keys && <kbd className={styles.keys}>{keys}</kbd>}
			</AriaTooltip>
		</TooltipTrigger>
	);
}
