import { useState } from "react";
import { useParam } from "../../url/use-search";

// useOpen is which line's panel is open: its id in the address, "new" for one
// being made.
export function useOpen() {
	const [open, set] = useParam("open");
	const [saves, setSaves] = useState(0);
	return {
		open,
		// panel is the key of the panel: what was saved is read again into its form
		panel: `${open} ${saves}`,
		show: (id: string) => set(id),
		saved: (id: string) => {
			setSaves(saves + 1);
			set(id);
		},
		create: () => set("new"),
		close: () => set(null),
	};
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
