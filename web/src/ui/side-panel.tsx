import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { useT } from "../i18n/use-lang";
import { IconButton } from "./button";
import styles from "./side-panel.module.css";

const narrowest = 320;
const widest = 800;
const remembered = "vigie.panel";

type Props = {
	title: string;
	children: ReactNode;
	actions?: ReactNode;
	footer?: ReactNode;
	onClose: () => void;
	onNext?: () => void;
	onPrevious?: () => void;
};

// SidePanel shows one thing beside the list it comes from, which stays in use.
// Its left edge is dragged, or moved with the arrow keys; Esc closes it.
export function SidePanel({ title, children, actions, footer, onClose, onNext, onPrevious }: Props) {
	const t = useT();
	const id = useId();
	const panel = useRef<HTMLElement>(null);
	const [width, setWidth] = useState(() => Number(localStorage.getItem(remembered)) || 432);
	useEffect(() => {
		const before = document.activeElement;
		if (!panel.current?.contains(before)) panel.current?.focus({ preventScroll: true });
		return () => {
			if (before instanceof HTMLElement && before.isConnected && document.activeElement === document.body)
				before.focus({ preventScroll: true });
		};
	}, []);
	const resize = (next: number) => {
		const clamped = Math.max(narrowest, Math.min(widest, next));
		setWidth(clamped);
		localStorage.setItem(remembered, String(clamped));
	};
	const onKeyDown = (e: KeyboardEvent) => {
		if (e.key !== "Escape" || e.defaultPrevented) return;
		e.preventDefault();
		onClose();
	};
	return (
		<section
			ref={panel}
			className={styles.panel}
			style={{ width }}
			aria-labelledby={id}
			tabIndex={-1}
			onKeyDown={onKeyDown}
		>
			<Edge width={width} onResize={resize} label={t("panel.resize")} />
			<header className={styles.header}>
				<h2 id={id} className={styles.title}>
					{title}
				</h2>
				{onPrevious && <IconButton icon="chevron-up" label={t("panel.previous")} onPress={onPrevious} small />}
				{onNext && <IconButton icon="chevron-down" label={t("panel.next")} onPress={onNext} small />}
				{actions}
				<IconButton icon="close" label={t("action.close")} keys="Esc" onPress={onClose} small />
			</header>
			<div className={styles.body}>{children}</div>
			{footer && <footer className={styles.footer}>{footer}</footer>}
		</section>
	);
}

function Edge({ width, onResize, label }: { width: number; onResize: (w: number) => void; label: string }) {
	const start = useRef<{ x: number; width: number } | null>(null);
	const down = (e: PointerEvent) => {
		start.current = { x: e.clientX, width };
		e.currentTarget.setPointerCapture(e.pointerId);
	};
	const move = (e: PointerEvent) => {
		if (start.current) onResize(start.current.width + start.current.x - e.clientX);
	};
	const key = (e: KeyboardEvent) => {
		if (e.key === "ArrowLeft") onResize(width + 16);
		if (e.key === "ArrowRight") onResize(width - 16);
	};
	return (
		<div
			className={styles.edge}
			role="separator"
			aria-orientation="vertical"
			aria-label={label}
			aria-valuenow={width}
			aria-valuemin={narrowest}
			aria-valuemax={widest}
			tabIndex={0}
			onPointerDown={down}
			onPointerMove={move}
			onPointerUp={() => {
				start.current = null;
			}}
			onKeyDown={key}
		/>
	);
}
