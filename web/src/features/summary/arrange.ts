import { type Press, pressed } from "../../engine/layout12/keyboard";
import { added, moved, removed, resized } from "../../engine/layout12/move";
import type { Box } from "../../engine/layout12/place";
import { smallest } from "./kinds";
import type { BlockKind, Settings, Stored } from "./model";

// Changes of a layout with what its boxes hold. Each answers a new list, or the
// same one where nothing changes.
type Blocks = readonly Stored[];

export function moveBlock(blocks: Blocks, id: string, to: { x: number; y: number }): Blocks {
	return put(blocks, moved(blocks, id, to));
}

export function sizeBlock(blocks: Blocks, id: string, size: { w: number; h: number }): Blocks {
	return put(blocks, resized(blocks, id, size, smallest(kindOf(blocks, id))));
}

export function pressBlock(blocks: Blocks, id: string, press: Press): Blocks | null {
	const after = pressed(blocks, id, press, smallest(kindOf(blocks, id)));
	return after && put(blocks, after);
}

export function removeBlock(blocks: Blocks, id: string): Blocks {
	return put(blocks, removed(blocks, id));
}

// addBlock adds one of a kind, with the settings asked for.
export function addBlock(blocks: Blocks, kind: BlockKind, settings: Settings): Blocks {
	const id = freeId(blocks, kind.kind);
	const boxes = added(blocks, id, kind);
	return put([...blocks, { id, kind: kind.kind, title: { en: "", fr: "" }, settings, x: 0, y: 0, w: 0, h: 0 }], boxes);
}

export function changeBlock(blocks: Blocks, id: string, changes: Partial<Pick<Stored, "title" | "settings">>): Blocks {
	return blocks.map((b) => (b.id === id ? { ...b, ...changes } : b));
}

function kindOf(blocks: Blocks, id: string): string {
	return blocks.find((b) => b.id === id)?.kind ?? "";
}

function freeId(blocks: Blocks, kind: string): string {
	let n = 1;
	while (blocks.some((b) => b.id === `${kind}_${n}`)) n++;
	return `${kind}_${n}`;
}

// put gives the blocks the places of their boxes; a block without a box is gone.
function put(blocks: Blocks, boxes: readonly Box[]): Blocks {
	if ((boxes as unknown) === blocks) return blocks;
	const held = new Map(blocks.map((b) => [b.id, b]));
	return boxes.flatMap(({ id, x, y, w, h }) => {
		const block = held.get(id);
		return block ? [{ ...block, x, y, w, h }] : [];
	});
}
