import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { useT } from "../../i18n/use-lang";
import styles from "./gantt.module.css";

type Props = { width: number; most: number; onChange: (width: number) => void };

export const least = 120;

// Splitter is the edge between the list and the timeline, dragged or moved with the arrows.
export function Splitter({ width, most, onChange }: Props) {
	const t = useT();
	const start = useRef<{ x: number; width: number } | null>(null);
	const set = (next: number) => onChange(Math.max(least, Math.min(most, Math.round(next))));
	const down = (e: PointerEvent) => {
		start.current = { x: e.clientX, width };
		e.currentTarget.setPointerCapture(e.pointerId);
	};
	const key = (e: KeyboardEvent) => {
		const by = { ArrowLeft: -16, ArrowRight: 16 }[e.key];
		if (!by) return;
		e.preventDefault();
		set(width + by);
	};
	return (
		<div
			className={styles.splitter}
			role="separator"
			aria-orientation="vertical"
			aria-label={t("gantt.split")}
			aria-valuenow={width}
			aria-valuemin={least}
			aria-valuemax={most}
			tabIndex={0}
			onPointerDown={down}
			onPointerMove={(e) => {
				if (start.current) set(start.current.width + e.clientX - start.current.x);
			}}
			onPointerUp={() => {
				start.current = null;
			}}
			onKeyDown={key}
			data-no-print
		/>
	);
}
