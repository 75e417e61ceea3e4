import { useSyncExternalStore } from "react";

// Connection is how this tab and the server stand: whether they hear each other,
// whether the session has ended, and whether the server has become a newer one.
export type Connection = { state: "live" | "lost" | "ended"; newer: boolean };

let now: Connection = { state: "live", newer: false };
const listeners = new Set<() => void>();
const returns = new Set<() => void>();

export function setConnection(change: Partial<Connection>): void {
	const next = { ...now, ...change };
	if (next.state === now.state && next.newer === now.newer) return;
	const back = next.state === "live" && now.state !== "live";
	now = next;
	for (const listener of [...listeners]) listener();
	if (back) missedSome();
}

// missedSome tells that what happened meanwhile may not have been announced.
export function missedSome(): void {
	for (const listener of [...returns]) listener();
}

export function connection(): Connection {
	return now;
}

// onReturn tells when the server is heard again after it was not: what happened
// meanwhile was not announced.
export function onReturn(listener: () => void): () => void {
	returns.add(listener);
	return () => returns.delete(listener);
}

export function useConnection(): Connection {
	return useSyncExternalStore((listener) => {
		listeners.add(listener);
		return () => listeners.delete(listener);
	}, connection);
}
