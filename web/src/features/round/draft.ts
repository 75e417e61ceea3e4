import { useEffect, useState } from "react";
import { same } from "../../data/rows";

// Typed is what was typed on a card and not yet sent, by the key of the attribute.
export type Typed = Record<string, unknown>;

// draftName is where a card is kept: it is that of the person who typed, who is the
// only one to see it in this tab.
export function draftName(me: string, round: string, project: string): string {
	return `vigie.round.${me}.${round}.${project}`;
}

// readDraft reads what a person typed on a card.
export function readDraft(name: string, store: Storage = sessionStorage): Typed {
	try {
		const read: unknown = JSON.parse(store.getItem(name) ?? "{}");
		return read && typeof read === "object" && !Array.isArray(read) ? (read as Typed) : {};
	} catch {
		return {};
	}
}

export function keepDraft(name: string, typed: Typed, store: Storage = sessionStorage): void {
	try {
		if (Object.keys(typed).length > 0) store.setItem(name, JSON.stringify(typed));
		else store.removeItem(name);
	} catch {
		// The browser keeps nothing for this page; what is typed stays on the card.
	}
}

// withoutSent leaves what was typed since the send.
export function withoutSent(typed: Typed, sent: Typed): Typed {
	return Object.fromEntries(Object.entries(typed).filter(([key, v]) => !(key in sent && same(v, sent[key]))));
}

// useDraft is what is typed on a card. It outlives the page until confirmed says, in
// the very step in which the server does, what arrived there; it leaves the card by
// forget, once the card has read it back.
export function useDraft(name: string) {
	const [typed, setTyped] = useState(() => readDraft(name));
	useEffect(() => keepDraft(name, typed), [name, typed]);
	const type = (key: string, v: unknown) => setTyped((all) => ({ ...all, [key]: v }));
	const confirmed = (sent: Typed) => keepDraft(name, withoutSent(readDraft(name), sent));
	const forget = (sent: Typed) => setTyped((now) => withoutSent(now, sent));
	return { typed, type, confirmed, forget };
}
