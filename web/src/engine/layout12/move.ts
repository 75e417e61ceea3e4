import {
	type Box,
	columns,
	dropped,
	freePlace,
	inOrder,
	inside,
	type Limits,
	sharesColumns,
	usualLimits,
} from "./place";

// Everything done to a layout answers a new one, in the order one reads it; an
// id that is not there, and a change that changes nothing, answer the same list.

// moved puts a box elsewhere; those in its way make room below it. A box passes
// another once it covers half of it.
export function moved(boxes: readonly Box[], id: string, to: { x: number; y: number }): readonly Box[] {
	const before = boxes.find((box) => box.id === id);
	if (!before) return boxes;
	const box = inside({ ...before, ...to }, { ...usualLimits, minW: before.w, minH: before.h });
	const others = inOrder(boxes.filter((other) => other.id !== id));
	const down = box.y > before.y;
	const passed = (other: Box) => {
		if (!sharesColumns(other, box)) return false;
		const middle = other.y + other.h / 2;
		return down ? middle < box.y + box.h : middle <= box.y;
	};
	const at = others.findLastIndex(passed) + 1;
	return same(boxes, inOrder(dropped([...others.slice(0, at), box, ...others.slice(at)])));
}

// resized gives a box another size, within its limits; what is below moves.
export function resized(
	boxes: readonly Box[],
	id: string,
	size: { w: number; h: number },
	limits: Limits = usualLimits,
): readonly Box[] {
	const before = boxes.find((box) => box.id === id);
	if (!before) return boxes;
	const kept = { ...before, ...size, w: Math.min(size.w, columns - before.x) };
	const box = inside(kept, limits);
	const others = inOrder(boxes.filter((other) => other.id !== id));
	const at = others.findLastIndex((other) => other.y < box.y || (other.y === box.y && other.x < box.x)) + 1;
	return same(boxes, inOrder(dropped([...others.slice(0, at), box, ...others.slice(at)])));
}

// added puts a new box at the first place that is free.
export function added(boxes: readonly Box[], id: string, size: { w: number; h: number }): readonly Box[] {
	if (boxes.some((box) => box.id === id)) return boxes;
	const w = Math.min(size.w, columns);
	return inOrder(dropped(inOrder([...boxes, { id, w, h: size.h, ...freePlace(boxes, w, size.h) }])));
}

// removed takes a box away; those below it come up.
export function removed(boxes: readonly Box[], id: string): readonly Box[] {
	if (!boxes.some((box) => box.id === id)) return boxes;
	return inOrder(dropped(inOrder(boxes.filter((box) => box.id !== id))));
}

function same(before: readonly Box[], after: readonly Box[]): readonly Box[] {
	const at = new Map(before.map((box) => [box.id, box]));
	const still = after.every((box) => {
		const was = at.get(box.id);
		return was && was.x === box.x && was.y === box.y && was.w === box.w && was.h === box.h;
	});
	return still ? before : after;
}
