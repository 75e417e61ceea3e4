import { useSyncExternalStore } from "react";

const query = "(max-width: 640px)";

// useNarrow tells whether the screen is a phone's.
export function useNarrow(): boolean {
	return useSyncExternalStore(
		(listener) => {
			const list = matchMedia(query);
			list.addEventListener("change", listener);
			return () => list.removeEventListener("change", listener);
		},
		() => matchMedia(query).matches,
	);
}
