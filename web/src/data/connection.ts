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

// heard counts how often the server was heard after a silence; told is the change
// up to which this tab knows what there is: the first it read, and since then all
// it was told; from is where its stream began.
let heard = 0;
let told: number | undefined;
let from = 0;

// hears notes that a stream begins after a change, and answers whether something
// was done between what was read before and that.
export function hears(change: number): boolean {
	const missed = told !== undefined && told !== change;
	heard++;
	told = change;
	from = change;
	return missed;
}

// wasTold notes a change that the stream told.
export function wasTold(change: number): void {
	told = Math.max(told ?? change, change);
}

// wasRead notes that something on the screen is as it was after a change. What
// crossed the beginning of the stream is read again, once.
export function wasRead(change: number): void {
	told ??= change;
	if (change >= from) return;
	from = 0;
	missedSome();
}

// silent runs a look at why the server is not heard, and keeps what it found
// unless the server was heard meanwhile.
export async function silent(look: () => Promise<Connection["state"]>): Promise<void> {
	const before = heard;
	const state = await look();
	if (heard === before) setConnection({ state });
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
