import { useParam } from "../../url/use-search";

// useOpen is which line's panel is open: its id in the address, "new" for one
// being made.
export function useOpen() {
	const [open, set] = useParam("open");
	return { open, show: (id: string) => set(id), create: () => set("new"), close: () => set(null) };
}

// neighbours are the lines before and after the open one, for the panel's arrows.
export function neighbours(ids: string[], open: string, show: (id: string) => void) {
	const at = ids.indexOf(open);
	const before = at > 0 ? ids[at - 1] : undefined;
	const after = at >= 0 ? ids[at + 1] : undefined;
	return {
		onPrevious: before ? () => show(before) : undefined,
		onNext: after ? () => show(after) : undefined,
	};
}
