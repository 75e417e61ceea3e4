export type Toast = { id: number; message: string; retry?: () => void };

let toasts: Toast[] = [];
let last = 0;
const listeners = new Set<() => void>();

// tellError shows an error that has no better place; it stays until dismissed.
// Success is seen where it happens and never told here.
export function tellError(error: unknown, retry?: () => void): void {
	const message = error instanceof Error ? error.message : String(error);
	if (toasts.some((t) => t.message === message)) return;
	last++;
	change([...toasts, { id: last, message, retry }]);
}

export function dismissToast(id: number): void {
	change(toasts.filter((t) => t.id !== id));
}

export function listToasts(): Toast[] {
	return toasts;
}

export function subscribeToasts(listener: () => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

function change(next: Toast[]): void {
	toasts = next;
	for (const listener of listeners) listener();
}
