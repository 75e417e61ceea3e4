import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import styles from "./floating.module.css";

type Props = {
	anchor: Element;
	children: ReactNode;
	// over: covers the anchor, or stands above it, instead of under it
	over?: boolean | "above";
};

// Floating stands under a cell, or above it where there is no room, out of
// whatever scrolls. A press on it does not take the focus from the cell.
export function Floating({ anchor, children, over }: Props) {
	const box = useRef<HTMLDivElement>(null);
	const [place, setPlace] = useState<{ left: number; top: number; width: number } | null>(null);
	useLayoutEffect(() => {
		const move = () => {
			const at = anchor.getBoundingClientRect();
			const { offsetHeight: height = 0, offsetWidth: width = 0 } = box.current ?? {};
			const covers = over === true;
			const below = covers ? at.top : at.bottom + 3;
			const above = (covers ? at.bottom : at.top - 3) - height;
			const up = over === "above" || below + height > window.innerHeight - 4;
			const top = up && above >= 4 ? above : below;
			const left = Math.max(4, Math.min(at.left, window.innerWidth - width - 4));
			setPlace((old) => (old?.top === top && old.left === left ? old : { left, top, width: at.width }));
		};
		move();
		const sizes = new ResizeObserver(move);
		if (box.current) sizes.observe(box.current);
		window.addEventListener("scroll", move, true);
		window.addEventListener("resize", move);
		return () => {
			sizes.disconnect();
			window.removeEventListener("scroll", move, true);
			window.removeEventListener("resize", move);
		};
	}, [anchor, over]);
	const keep = (e: { target: EventTarget; preventDefault(): void }) => {
		if (!(e.target instanceof Element && e.target.closest("textarea, input, button, a"))) e.preventDefault();
	};
	return createPortal(
		// biome-ignore lint/a11y/noStaticElementInteractions: only keeps the focus where it is
		<div
			ref={box}
			className={styles.floating}
			style={{
				left: place?.left ?? 0,
				top: place?.top ?? 0,
				minWidth: place?.width,
				visibility: place ? undefined : "hidden",
			}}
			onMouseDown={keep}
			onPointerDown={(e) => e.stopPropagation()}
		>
			{children}
		</div>,
		document.body,
	);
}
