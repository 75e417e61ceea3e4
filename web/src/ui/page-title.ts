import { useEffect, useSyncExternalStore } from "react";

let title = "";
const listeners = new Set<() => void>();

// useTitle names the browser's tab and the last step of the breadcrumb.
export function useTitle(next: string): void {
	useEffect(() => {
		title = next;
		document.title = next ? `${next} · Vigie` : "Vigie";
		for (const listener of listeners) listener();
	}, [next]);
}

export function useCurrentTitle(): string {
	return useSyncExternalStore(
		(listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		() => title,
	);
}
