import { type ReactNode, useEffect, useRef, useState } from "react";
import checkStyles from "./check.module.css";

// Scroller holds a table that may be wider than the page. Where it is, the arrow
// keys scroll it: it takes the focus then, and only then.
export function Scroller({ label, children }: { label: string; children: ReactNode }) {
	const box = useRef<HTMLDivElement>(null);
	const [wider, setWider] = useState(false);
	useEffect(() => {
		const element = box.current;
		if (!element) return;
		const look = () => setWider(element.scrollWidth > element.clientWidth);
		const watch = new ResizeObserver(look);
		watch.observe(element);
		for (const child of element.children) watch.observe(child);
		return () => watch.disconnect();
	}, []);
	const reach = wider ? { role: "group", "aria-label": label, tabIndex: 0 } : {};
	return (
		<div ref={box} className={checkStyles.scroller} {...reach}>
			{children}
		</div>
	);
}
