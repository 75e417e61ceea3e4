import { useEffect, useSyncExternalStore } from "react";

// Place is a page as the way to it says it: its title, and what it is a page of.
type Place = { title: string; of: string };

let place: Place = { title: "", of: "" };
const listeners = new Set<() => void>();

// useTitle names the browser's tab and the last step of the breadcrumb; of is the object
// that the page is one of, and names the step before.
export function useTitle(title: string, of = ""): void {
	useEffect(() => {
		place = { title, of };
		document.title = [title, of, "Vigie"].filter(Boolean).join(" · ");
		for (const listener of listeners) listener();
	}, [title, of]);
}

export function useCurrentPlace(): Place {
	return useSyncExternalStore(
		(listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		() => place,
	);
}
