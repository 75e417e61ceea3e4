import type { QueryClient, QueryKey } from "@tanstack/react-query";

// readAgain throws away what was read and reads again what is on the screen. What is
// being read for the first time may be from before the change, and is then read once more:
// the client would take that answer for the newest.
export async function readAgain(queries: QueryClient, queryKey: QueryKey): Promise<void> {
	const first = queries
		.getQueryCache()
		.findAll({ queryKey, fetchStatus: "fetching", predicate: (q) => q.state.data === undefined })
		.map((q) => q.promise?.catch(() => undefined));
	await queries.invalidateQueries({ queryKey });
	if (first.length === 0) return;
	await Promise.all(first);
	await queries.invalidateQueries({ queryKey });
}
