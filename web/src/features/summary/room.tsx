import { createContext, useContext } from "react";

// Room is how high a block is, in rows of the page; 0 where it takes what it needs.
const Room = createContext(0);
export const RoomProvider = Room.Provider;

export const rowHeight = 52;
export const gap = 16;
const title = 40;

// useFit is how many lines of a height have room in the block, after what stands
// above them; a list never shows less than three.
export function useFit(line: number, above = 0): number {
	const rows = useContext(Room);
	if (!rows) return Number.POSITIVE_INFINITY;
	const high = rows * rowHeight + (rows - 1) * gap - title - above;
	return Math.max(3, Math.floor(high / line));
}
