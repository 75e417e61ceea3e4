import { type RefObject, useEffect, useState } from "react";

export type Shown = { readonly from: number; readonly to: number };

// shownIn are the places, of a certain size and one after another, that lie in a
// stretch, and some over on either side.
export function shownIn(start: number, length: number, size: number, over: number): Shown {
	const from = Math.max(0, Math.floor(start / size) - over);
	return { from, to: Math.max(from, Math.ceil((start + length) / size) + over) };
}

// useShown follows the scrolling of a box: which places of its height, or of its
// width, are seen. It draws again only when these are others.
export function useShown(
	box: RefObject<HTMLElement | null>,
	size: number,
	way: "down" | "across",
	over: number,
): Shown {
	const [shown, setShown] = useState<Shown>(() => shownIn(0, 900, size, over));
	useEffect(() => {
		const element = box.current;
		if (!element) return;
		const look = () => {
			const [start, length] =
				way === "down" ? [element.scrollTop, element.clientHeight] : [element.scrollLeft, element.clientWidth];
			const next = shownIn(start, length, size, over);
			setShown((old) => (old.from === next.from && old.to === next.to ? old : next));
		};
		look();
		element.addEventListener("scroll", look, { passive: true });
		const sizes = new ResizeObserver(look);
		sizes.observe(element);
		return () => {
			element.removeEventListener("scroll", look);
			sizes.disconnect();
		};
	}, [box, size, way, over]);
	return shown;
}
