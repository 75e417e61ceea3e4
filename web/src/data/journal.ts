import type { Edits } from "./edits";
import type { Kept } from "./ledger";

const nameOf = (user: string) => `vigie.unsaved.${user}`;

type Journal = { user: string; cells: Kept[] };

// keepUnsaved writes down what is not saved, so that it outlives a reload, and
// goes on with what an earlier page left. It belongs to the person: whoever signs
// in after them in the same window neither sees nor sends it.
export function keepUnsaved(edits: Edits, user: string, store: Storage): () => void {
	const left = readJournal(store, user);
	if (left.length) edits.resume(left);
	let planned = false;
	const write = () => {
		planned = false;
		const cells = edits.list();
		try {
			if (cells.length) store.setItem(nameOf(user), JSON.stringify({ user, cells } satisfies Journal));
			else store.removeItem(nameOf(user));
		} catch {
			// The browser keeps nothing for this page; leaving it asks first.
		}
	};
	return edits.subscribe(() => {
		if (planned) return;
		planned = true;
		queueMicrotask(write);
	});
}

export function readJournal(store: Storage, user: string): Kept[] {
	try {
		const read: unknown = JSON.parse(store.getItem(nameOf(user)) ?? "null");
		if (!read || typeof read !== "object") return [];
		const { user: whose, cells } = read as Partial<Journal>;
		return whose === user && Array.isArray(cells) ? cells.filter(isKept) : [];
	} catch {
		return [];
	}
}

function isKept(cell: unknown): cell is Kept {
	const { id, key, version, state } = (cell ?? {}) as Partial<Kept>;
	return typeof id === "string" && typeof key === "string" && typeof version === "number" && typeof state === "string";
}
