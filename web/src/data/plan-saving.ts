import { useSyncExternalStore } from "react";

const under = new Map<string, number>();
const listeners = new Set<() => void>();

// whileSaving counts a change of a plan as on its way until it is answered.
export async function whileSaving<T>(project: string, run: () => Promise<T>): Promise<T> {
	count(project, 1);
	try {
		return await run();
	} finally {
		count(project, -1);
	}
}

function count(project: string, by: number): void {
	under.set(project, (under.get(project) ?? 0) + by);
	for (const listener of listeners) listener();
}

// useSaving tells whether a change of a plan is on its way.
export function useSaving(project: string): boolean {
	return useSyncExternalStore(
		(listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		() => (under.get(project) ?? 0) > 0,
	);
}
