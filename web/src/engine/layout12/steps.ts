// Steps is what was done to something while it is arranged: where it stands, and
// the way back and forth. Each state is kept as it was, so that going back is exact.
export type Steps<T> = { readonly past: readonly T[]; readonly now: T; readonly future: readonly T[] };

const most = 100;

export function begin<T>(now: T): Steps<T> {
	return { past: [], now, future: [] };
}

// step goes on to a new state; the same one is no step.
export function step<T>(steps: Steps<T>, next: T): Steps<T> {
	if (next === steps.now) return steps;
	return { past: [...steps.past.slice(-most + 1), steps.now], now: next, future: [] };
}

export function back<T>(steps: Steps<T>): Steps<T> {
	const { past, now, future } = steps;
	if (!past.length) return steps;
	return { past: past.slice(0, -1), now: past[past.length - 1] as T, future: [now, ...future] };
}

export function forth<T>(steps: Steps<T>): Steps<T> {
	const { past, now, future } = steps;
	if (!future.length) return steps;
	return { past: [...past, now], now: future[0] as T, future: future.slice(1) };
}
