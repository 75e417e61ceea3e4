// There is one polite live region for the whole application; the shell renders it.

type Listener = (text: string) => void;
let speak: Listener | null = null;

export function setAnnouncer(listener: Listener | null): void {
	speak = listener;
}

// announce says something to screen readers that others see by themselves.
export function announce(text: string): void {
	speak?.(text);
}
