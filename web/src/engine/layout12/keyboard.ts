import { moved, resized } from "./move";
import { type Box, type Limits, sharesColumns, usualLimits } from "./place";

// The keyboard does all that the mouse does: arrows move a box by a column or
// past its neighbour, Shift and an arrow change its size.

export type Press = { key: string; shift: boolean };

// pressed is the layout after a key on a box; null for a key that means nothing here.
export function pressed(
	boxes: readonly Box[],
	id: string,
	press: Press,
	limits: Limits = usualLimits,
): readonly Box[] | null {
	const box = boxes.find((b) => b.id === id);
	if (!box) return null;
	const { w, h } = box;
	if (press.shift) {
		if (press.key === "ArrowRight") return resized(boxes, id, { w: w + 1, h }, limits);
		if (press.key === "ArrowLeft") return resized(boxes, id, { w: w - 1, h }, limits);
		if (press.key === "ArrowDown") return resized(boxes, id, { w, h: h + 1 }, limits);
		if (press.key === "ArrowUp") return resized(boxes, id, { w, h: h - 1 }, limits);
		return null;
	}
	if (press.key === "ArrowRight") return moved(boxes, id, { x: box.x + 1, y: box.y });
	if (press.key === "ArrowLeft") return moved(boxes, id, { x: box.x - 1, y: box.y });
	if (press.key === "ArrowDown") return past(boxes, box, 1);
	if (press.key === "ArrowUp") return past(boxes, box, -1);
	return null;
}

// past moves a box beyond the one below it, or above it.
function past(boxes: readonly Box[], box: Box, by: 1 | -1): readonly Box[] {
	const near = boxes.filter((b) => b.id !== box.id && sharesColumns(b, box));
	if (by > 0) {
		const below = near.filter((b) => b.y >= box.y + box.h).sort((a, b) => a.y - b.y)[0];
		return below ? moved(boxes, box.id, { x: box.x, y: below.y + below.h - box.h }) : boxes;
	}
	const above = near.filter((b) => b.y + b.h <= box.y).sort((a, b) => b.y - a.y)[0];
	return above ? moved(boxes, box.id, { x: box.x, y: above.y }) : boxes;
}
