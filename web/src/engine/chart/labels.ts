// Names beside the bubbles: as many as have room, the most important first. What
// has none is dropped; the pointer and the table say it.

// Named is a bubble in the pixels of the chart: r is how far it reaches from its
// middle, width how wide its name is written. A name that is wanted must be there
// unless another such name is in its place.
export type Named = {
	readonly id: string;
	readonly x: number;
	readonly y: number;
	readonly r: number;
	readonly width: number;
	readonly wanted?: boolean;
};

export type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

const high = 14;
const apart = 4;
// core is how much of a bubble, from its middle, no name may cover.
const core = 0.7;

// placed is where each name is written, of those that neither cover another name
// nor the core of another bubble, and stay inside. The bubbles come the most
// important first; names says how many may be tried.
export function placed(bubbles: readonly Named[], inside: Box, names: number): ReadonlyMap<string, Box> {
	const out = new Map<string, Box>();
	const order = [...bubbles.filter((b) => b.wanted), ...bubbles.filter((b) => !b.wanted).slice(0, names)];
	for (const bubble of order) {
		const free = placesOf(bubble, inside).filter(
			(box) => within(box, inside) && ![...out.values()].some((t) => meets(t, box)),
		);
		const clear = free.find((box) => !bubbles.some((other) => other !== bubble && covers(box, other)));
		const box = clear ?? (bubble.wanted ? free[0] : undefined);
		if (box) out.set(bubble.id, box);
	}
	return out;
}

// placesOf are where the name of a bubble may stand, the best first: at its sides,
// then above and below it, moved in from the edge of the chart where it must be.
export function placesOf({ x, y, r, width }: Named, inside: Box): Box[] {
	const out = r + apart;
	const at = (left: number, top: number): Box => ({ left, top, right: left + width, bottom: top + high });
	const centred = Math.max(inside.left, Math.min(x - width / 2, inside.right - width));
	return [
		at(x + out, y - high / 2),
		at(x - out - width, y - high / 2),
		at(centred, y - out - high),
		at(centred, y + out),
	];
}

function within(box: Box, inside: Box): boolean {
	return box.left >= inside.left && box.right <= inside.right && box.top >= inside.top && box.bottom <= inside.bottom;
}

function meets(a: Box, b: Box): boolean {
	return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

// covers tells whether a name lies over the core of a bubble.
function covers(box: Box, { x, y, r }: Named): boolean {
	const dx = Math.max(box.left - x, 0, x - box.right);
	const dy = Math.max(box.top - y, 0, y - box.bottom);
	return dx * dx + dy * dy < (r * core) ** 2;
}
