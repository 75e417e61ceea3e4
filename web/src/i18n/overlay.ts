import type { Lang } from "./lang";

// Overlay is what the organisation says otherwise, in one language: messages by their
// keys, and labels of the program by their English and French text.
export type Overlay = { version: number; messages: Record<string, string>; labels: Record<string, string> };

const remembered = (lang: Lang) => `vigie.words.${lang}`;

// keptOverlay is the one of the last visit, so that no page shows first what the
// organisation does not say; the server tells whether it still holds.
export function keptOverlay(lang: Lang): Overlay | null {
	try {
		const kept = JSON.parse(localStorage.getItem(remembered(lang)) ?? "null") as Partial<Overlay> | null;
		if (!kept || typeof kept.version !== "number" || !kept.messages || !kept.labels) return null;
		return { version: kept.version, messages: kept.messages, labels: kept.labels };
	} catch {
		return null;
	}
}

export function keepOverlay(lang: Lang, overlay: Overlay | null): void {
	try {
		if (overlay && Object.keys(overlay.messages).length + Object.keys(overlay.labels).length > 0) {
			localStorage.setItem(remembered(lang), JSON.stringify(overlay));
		} else localStorage.removeItem(remembered(lang));
	} catch {
		// A full or forbidden store costs the next visit one request.
	}
}
