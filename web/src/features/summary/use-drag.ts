import { type PointerEvent, type RefObject, useRef, useState } from "react";
import { columns } from "../../engine/layout12/place";
import { moveBlock, sizeBlock } from "./arrange";
import type { Stored } from "./model";
import { gap, rowHeight } from "./room";

type Blocks = readonly Stored[];
type Held = { id: string; how: "move" | "size"; x: number; y: number; from: Blocks };

// useDrag moves and sizes blocks by the pointer: what is shown meanwhile is where
// they would come to stand; letting go keeps it, Escape does not.
export function useDrag(board: RefObject<HTMLDivElement | null>, blocks: Blocks, onDone: (blocks: Blocks) => void) {
	const [shown, setShown] = useState<Blocks | null>(null);
	const [held, setHeld] = useState("");
	const live = useRef<{ held: Held; shown: Blocks } | null>(null);

	const place = (at: { clientX: number; clientY: number }) => {
		const now = live.current;
		if (!now) return;
		const { id, how, x, y, from } = now.held;
		const box = from.find((b) => b.id === id);
		const wide = board.current?.clientWidth ?? 0;
		if (!box || !wide) return;
		const style = getComputedStyle(board.current as HTMLElement);
		const inner = wide - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight);
		const dx = Math.round((at.clientX - x) / ((inner + Number.parseFloat(style.columnGap)) / columns));
		const dy = Math.round((at.clientY - y) / (rowHeight + gap));
		now.shown =
			how === "move"
				? moveBlock(from, id, { x: box.x + dx, y: box.y + dy })
				: sizeBlock(from, id, { w: box.w + dx, h: box.h + dy });
		setShown(now.shown);
	};

	const end = (keep: boolean) => {
		const now = live.current;
		live.current = null;
		setHeld("");
		setShown(null);
		if (keep && now) onDone(now.shown);
	};

	const start = (id: string, how: Held["how"]) => (e: PointerEvent) => {
		if (e.button !== 0) return;
		live.current = { held: { id, how, x: e.clientX, y: e.clientY, from: blocks }, shown: blocks };
		setHeld(id);
		const stop = new AbortController();
		const { signal } = stop;
		const done = (keep: boolean) => () => {
			stop.abort();
			end(keep);
		};
		window.addEventListener("pointermove", place, { signal });
		window.addEventListener("pointerup", done(true), { signal });
		window.addEventListener("pointercancel", done(false), { signal });
		window.addEventListener("keydown", (k) => k.key === "Escape" && done(false)(), { signal });
	};

	return { shown, held, grip: (id: string) => start(id, "move"), corner: (id: string) => start(id, "size") };
}
