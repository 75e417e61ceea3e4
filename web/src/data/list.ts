import { api, type Query } from "../api/client";
import type { List } from "../api/types";

const page = 500;

// readWhole reads a list that the server answers at once.
export async function readWhole<T>(path: string): Promise<T[]> {
	return (await api.get<List<T>>(path)).items;
}

// readAll reads a list to its end, page after page: for lists of people, units
// and settings, which a browser holds whole.
export async function readAll<T>(path: string, query: Query = {}): Promise<T[]> {
	const items: T[] = [];
	let after: string | undefined;
	do {
		const found = await api.get<List<T>>(path, { ...query, limit: page, after });
		items.push(...found.items);
		after = found.next || undefined;
	} while (after);
	return items;
}
