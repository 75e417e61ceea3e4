import type { ViewColumn } from "../view-state";

const kept = ["code", "name"];

// isPinned tells whether a column stays in place; the code and the name do unless
// it is said otherwise.
export function isPinned(column: ViewColumn): boolean {
	return column.pinned ?? kept.includes(column.key);
}

// inOrder puts the columns that stay in place first, as they are shown.
export function inOrder(columns: readonly ViewColumn[]): ViewColumn[] {
	return [...columns.filter(isPinned), ...columns.filter((c) => !isPinned(c))];
}

export function resized(columns: readonly ViewColumn[], key: string, width: number): ViewColumn[] {
	return columns.map((c) => (c.key === key ? { ...c, width } : c));
}

export function pinned(columns: readonly ViewColumn[], key: string, pin: boolean): ViewColumn[] {
	return inOrder(columns.map((c) => (c.key === key ? { ...c, pinned: pin } : c)));
}

// drawn is the columns with the last months of one drawn in its cells, or no longer.
export function drawn(columns: readonly ViewColumn[], key: string, trend: boolean): ViewColumn[] {
	return columns.map((c) => {
		if (c.key !== key) return c;
		const { trend: _, ...rest } = c;
		return trend ? { ...rest, trend } : rest;
	});
}

export function hidden(columns: readonly ViewColumn[], key: string): ViewColumn[] {
	return columns.filter((c) => c.key !== key);
}

// moved puts a column at a place among those shown. It stays in place where it
// lands among those that do.
export function moved(columns: readonly ViewColumn[], key: string, to: number): ViewColumn[] {
	const shown = inOrder(columns);
	const column = shown.find((c) => c.key === key);
	if (!column) return shown;
	const rest = shown.filter((c) => c !== column);
	const at = Math.max(0, Math.min(to, rest.length));
	const pin = at < rest.filter(isPinned).length || (at === rest.filter(isPinned).length && isPinned(column));
	const next = pin === isPinned(column) ? column : { ...column, pinned: pin };
	return inOrder([...rest.slice(0, at), next, ...rest.slice(at)]);
}
